// The built `blockloom serve` from outside: start time and memory. node bench/host.ts  (after: npm run build)
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keep, measure } from './measure.ts'

const ROOT = join(import.meta.dirname, '..')
const ENTRY = join(ROOT, 'out', 'main', 'cli.js')
const TIMES = 7
const IDLE_MS = 10_000
const PORT = 4399

const home = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))

const serve = (): ChildProcess =>
  spawn(process.execPath, [ENTRY, 'serve', '--port', String(PORT)], {
    env: { ...process.env, BLOCKLOOM_HOME: home },
    stdio: 'ignore',
  })

const stop = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** ms from spawning the process to the first answer of the API; refused connections are tried again at once */
async function startUp(): Promise<number> {
  const began = performance.now()
  const child = serve()
  await answered()
  const took = performance.now() - began
  await stop(child)
  return took
}

async function answered(): Promise<void> {
  for (;;) {
    const status = await fetch(`http://127.0.0.1:${PORT}/health/ready`).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** MB that the process holds after ten idle seconds (Linux: VmRSS; it has no child processes) */
async function idle(): Promise<number> {
  const child = serve()
  await answered()
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  await stop(child)
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

try {
  keep('host', [
    await measure('headless start to first answer', 'ms', TIMES, startUp),
    ...(process.platform === 'linux'
      ? [await measure('idle memory, headless', 'MB', 3, idle, { atMost: 100 })]
      : []),
    await measure('script sent to the page, before compression', 'KB', 3, () => scripts() / 1024),
    await measure('built program', 'MB', 3, () => sizeOf(join(ROOT, 'out')) / 1024 / 1024),
  ])
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** Bytes of the scripts that the page itself names: what comes later, such as the code editor, is fetched when it is needed. */
function scripts(): number {
  const renderer = join(ROOT, 'out', 'renderer')
  const page = readFileSync(join(renderer, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, file]) => file as string)
  return named.reduce((sum, file) => sum + statSync(join(renderer, file)).size, 0)
}
