import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { endTreeOnWindows, signalProcess, strayChildren } from './kill-tree.ts'
import { permissionFlags } from './permission-flags.ts'
import { workerEnv } from './worker-env.ts'
import type { Launch, LinkHearer, WorkerLink } from './worker-link.ts'
import { MEMORY_MB, type WorkerProgram } from './worker-program.ts'
import { type WorkerScript, workerArguments } from './worker-script.ts'

/** What a host with processes of its own kind, as Electron's utility processes are, is to start. */
export type ForkOrder = {
  readonly file: string
  readonly args: readonly string[]
  /** Node's flags: its permission model, where the host passes that on */
  readonly flags: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** for lists of processes */
  readonly name: string
}

/** Such a process. Messages are texts: one or more protocol lines, each with its end. */
export type Forked = {
  readonly pid: number | undefined
  post(lines: string): void
  /** asks it to end */
  kill(): void
  /** MB it holds */
  memoryMb(): number | undefined
}

export type ForkHearer = {
  message(lines: string): void
  printed(chunk: Buffer, stream: 'stdout' | 'stderr'): void
  exited(code: number | null): void
}

export type Fork = (order: ForkOrder, hear: ForkHearer) => Forked

const TERM_MS = 300

/** Starts JavaScript workers through the host, and programs as `others` does. */
export const launchForked =
  ({ fork, script, others }: { fork: Fork; script: WorkerScript; others: Launch }): Launch =>
  (program, hear) =>
    'javascript' in program.run ? new ForkedLink(fork, program, script, hear) : others(program, hear)

class ForkedLink implements WorkerLink {
  readonly #forked: Forked
  readonly #mark = randomUUID()
  readonly #starts: boolean
  readonly #hear: LinkHearer
  #queued: string[] = []
  #planned = false
  #pid: number | undefined
  #ended = false
  #timer: NodeJS.Timeout | null = null

  constructor(fork: Fork, program: WorkerProgram, script: WorkerScript, hear: LinkHearer) {
    this.#hear = hear
    this.#starts = program.permissions.run
    this.#forked = fork(orderOf(program, script, this.#mark), {
      message: (lines) => {
        this.#pid ??= this.#forked.pid
        if (!this.#ended) hear.lines(Buffer.from(lines))
      },
      printed: (chunk, stream) => this.#ended || hear.printed(chunk, stream),
      exited: (code) => void this.#exited(code),
    })
  }

  /** Known from when it has begun, and afterwards too. */
  get pid(): number | undefined {
    this.#pid ??= this.#forked.pid
    return this.#pid
  }

  /** All that is said in one turn goes in one message. */
  send(line: string): void {
    this.#queued.push(line)
    if (this.#planned) return
    this.#planned = true
    process.nextTick(() => {
      this.#planned = false
      const lines = this.#queued.join('')
      this.#queued = []
      if (!this.#ended) this.#forked.post(lines)
    })
  }

  /** A port takes whatever it is given; one that does not read is found by its silence. */
  stalledFor(): number {
    return 0
  }

  async memoryMb(): Promise<number | undefined> {
    return this.#forked.memoryMb()
  }

  /** It has no end of input to notice. */
  end(): void {
    this.kill()
  }

  kill(): void {
    if (this.#ended || this.#timer) return
    this.#forked.kill()
    this.#timer = setTimeout(() => {
      const { pid } = this
      if (pid === undefined) return
      if (process.platform === 'win32') void endTreeOnWindows(pid)
      else signalProcess(pid, 'SIGKILL')
    }, TERM_MS)
  }

  async #exited(code: number | null): Promise<void> {
    if (this.#ended) return
    if (this.#timer) clearTimeout(this.#timer)
    const { pid } = this
    if (this.#starts && pid !== undefined && process.platform !== 'win32')
      for (const stray of await strayChildren(pid, this.#mark)) signalProcess(stray, 'SIGKILL')
    // what it said last may still be on its way
    setImmediate(() => {
      this.#ended = true
      this.#hear.ended({ kind: 'exit', code, signal: null })
    })
  }
}

function orderOf(program: WorkerProgram, script: WorkerScript, mark: string): ForkOrder {
  const { permissions, folder, memoryMb = MEMORY_MB, run, name } = program
  const packages = 'packages' in run ? run.packages : undefined
  const flags = permissionFlags({
    permissions,
    folder,
    readable: [...script.readable, ...(packages === undefined ? [] : [packages])],
    memoryMb,
    known: process.allowedNodeEnvironmentFlags,
  })
  const env = workerEnv(process.env, { net: permissions.net.length > 0, mark })
  return { file: script.file, args: workerArguments(program), flags, env, cwd: folder ?? tmpdir(), name }
}
