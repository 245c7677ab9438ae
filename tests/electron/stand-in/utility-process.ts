import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import type * as Electron from 'electron'

const running = new Set<ChildProcess>()

/** What Electron tells of its processes, for these. */
export const utilityMetrics = (): Electron.ProcessMetric[] =>
  [...running].map(
    ({ pid = 0 }) => ({ pid, memory: { workingSetSize: residentKb(pid) } }) as Electron.ProcessMetric,
  )

function residentKb(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Number(stdout)
}

const PORT = new URL('./parent-port.mjs', import.meta.url).href

/**
 * A Node process with a port to its parent. As with Electron, `execArgv` reaches it as `process.execArgv` at most:
 * Node's permission model does not come to hold by it.
 */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly stdout: Readable | null
  readonly stderr: Readable | null

  constructor(file: string, args: string[] = [], { env, cwd }: Electron.ForkOptions = {}) {
    super()
    const stdio = ['ignore', 'pipe', 'pipe', 'ipc'] as const
    this.#child = fork(file, args, {
      execArgv: ['--import', PORT],
      env: env as NodeJS.ProcessEnv,
      cwd,
      stdio: [...stdio],
    })
    this.stdout = this.#child.stdout
    this.stderr = this.#child.stderr
    running.add(this.#child)
    this.#child.on('exit', () => running.delete(this.#child))
    this.#child.on('spawn', () => this.emit('spawn'))
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code) => this.emit('exit', code ?? 0))
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null ? this.#child.pid : undefined
  }
  postMessage = (message: unknown): void =>
    void (this.#child.connected && this.#child.send(message as object))
  kill = (): boolean => this.#child.kill()
}

export const utilityProcess = {
  fork: (...given: ConstructorParameters<typeof UtilityProcess>) =>
    new UtilityProcess(...given) as unknown as Electron.UtilityProcess,
} satisfies Pick<typeof Electron.utilityProcess, 'fork'>
