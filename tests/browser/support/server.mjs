// Starts the real binary on a throwaway ledger and stops it again.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const readyWithinMs = 60_000
const initWithinMs = 300_000
const stopWithinMs = 10_000

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function waitReady(base, process_, log) {
  const end = Date.now() + readyWithinMs
  while (Date.now() < end) {
    if (process_.exitCode !== null) throw new Error(`the server ended at once:\n${log.join('')}`)
    const answer = await fetch(`${base}/readyz`).catch(() => null)
    if (answer?.ok) return
    await pause(100)
  }
  throw new Error(`the server was not ready in ${readyWithinMs} ms:\n${log.join('')}`)
}

export async function startServer(binary, root) {
  const folder = await mkdtemp(join(tmpdir(), 'agglo-browser-'))
  const db = join(folder, 'ledger.db')
  await run(binary, ['init', '--pack', join(root, 'packs/zhaoqing'), '--db', db], {
    cwd: root,
    timeout: initWithinMs,
  })
  const port = await freePort()
  const args = ['serve', '--db', db, '--port', String(port), '--host', '127.0.0.1', '--demo']
  const server = spawn(binary, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = []
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk) => log.push(chunk.toString()))
  const base = `http://127.0.0.1:${port}`
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null) {
      server.kill('SIGTERM')
      await Promise.race([ended, pause(stopWithinMs).then(() => server.kill('SIGKILL'))])
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await waitReady(base, server, log)
  } catch (error) {
    await stop()
    throw error
  }
  return { base, stop, log }
}
