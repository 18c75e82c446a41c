#!/usr/bin/env node
// Writes src/account/leaked_passwords.inc: the common passwords that are long enough to be chosen,
// each as the first 8 bytes of its SHA-256, from npm's @zxcvbn-ts/language-common (MIT), which has
// them from published leaks. Run by hand when a newer list is wanted, never by the build:
//
//   npm install --prefix /tmp/words @zxcvbn-ts/language-common@4.1.3
//   tools/leaked_passwords.mjs /tmp/words
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const LENGTH_MIN = 8
const folder = resolve(process.argv[2], 'node_modules/@zxcvbn-ts/language-common')
const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
const { default: words } = await import(pathToFileURL(`${folder}/dist/passwords.json.mjs`))
const folded = words.map((word) => String(word).normalize('NFKC').toLowerCase())
const long = [...new Set(folded)].filter((word) => [...word].length >= LENGTH_MIN)
const digest = (word) => createHash('sha256').update(word).digest('hex').slice(0, 16)
const lines = long.map(digest).sort().map((hex) => `0x${hex},`)
const rows = lines.flatMap((_, i) => (i % 5 ? [] : [lines.slice(i, i + 5).join(' ')]))
const head = `// Made by tools/leaked_passwords.mjs from @zxcvbn-ts/language-common ${version}.`
writeFileSync('src/account/leaked_passwords.inc', [head, ...rows, ''].join('\n'))
console.log(`${long.length} of ${folded.length}`)
