// What the scenarios share: the server, the browser, and people who sit before it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Officer } from './officer.mjs'
import { startServer } from './server.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')
const fromWeb = createRequire(join(root, 'web/package.json'))
const chromiums = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const chromium = process.env.AGGLO_CHROMIUM ?? chromiums.find((path) => existsSync(path))
const binary = process.env.AGGLO_BIN
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
]

export const sizes = {
  desk: { width: 1440, height: 900 },
  wall: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
}

/** Why the suite cannot run here; undefined when it can. */
export function whyNot() {
  if (!binary) return 'AGGLO_BIN does not name the agglo binary'
  if (!existsSync(binary)) return `AGGLO_BIN names no file: ${binary}`
  if (!chromium) return 'Chromium is not installed (apt-get install chromium)'
  if (!existsSync(join(root, 'web/node_modules/playwright-core')))
    return 'web/node_modules is missing (cd web && npm ci)'
  return undefined
}

export class World {
  #officers = []

  async start() {
    this.shots = resolve(process.env.AGGLO_SHOTS ?? join(root, 'build/screens'))
    mkdirSync(this.shots, { recursive: true })
    this.axe = readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8')
    this.server = await startServer(resolve(binary), root)
    this.base = this.server.base
    const playwright = fromWeb('playwright-core')
    this.browser = await playwright.chromium.launch({ executablePath: chromium, args: flags })
  }

  async stop() {
    await this.browser?.close()
    await this.server?.stop()
  }

  /** A person in a browser of their own, not yet signed in. */
  async officer({ size = 'desk', locale = 'zh-CN' } = {}) {
    const context = await this.browser.newContext({ viewport: sizes[size], locale: 'zh-CN' })
    context.setDefaultTimeout(30_000)
    await context.addInitScript((to) => {
      if (!localStorage.getItem('agglo.locale')) localStorage.setItem('agglo.locale', to)
    }, locale)
    const officer = new Officer(this, context, await context.newPage())
    this.#officers.push(officer)
    return officer
  }

  /** Ends a scenario: no page may have thrown, and every browser is closed. */
  async leave() {
    const faults = this.#officers.flatMap((officer) => officer.faults)
    await Promise.all(this.#officers.map((officer) => officer.context.close()))
    this.#officers = []
    if (faults.length) throw new Error(`a page threw:\n${faults.join('\n')}`)
  }
}
