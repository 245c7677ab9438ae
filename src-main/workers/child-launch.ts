import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { endTreeOnWindows, residentMb, signalGroup, signalProcess, strayChildren } from './kill-tree.ts'
import { limitedCommand } from './limited-command.ts'
import { permissionFlags } from './permission-flags.ts'
import { LineWriter } from './protocol/line-writer.ts'
import { workerEnv } from './worker-env.ts'
import type { Ending, Launch, LinkHearer, WorkerLink } from './worker-link.ts'
import { MEMORY_MB, type WorkerProgram } from './worker-program.ts'
import { type WorkerScript, workerArguments } from './worker-script.ts'

export type ChildTimes = {
  /** ms from being asked to end to being made to */
  readonly endMs: number
  /** ms from SIGTERM to SIGKILL */
  readonly termMs: number
}
const TIMES: ChildTimes = { endMs: 1000, termMs: 300 }

export type ChildParts = {
  /** the worker's own script */
  readonly script: WorkerScript
  readonly now: () => number
  readonly times?: ChildTimes
}

/** Starts workers as child processes, each in a process group of its own. */
export const launchChild =
  ({ script, now, times = TIMES }: ChildParts): Launch =>
  (program, hear) =>
    new ChildLink(program, script, hear, now, times)

class ChildLink implements WorkerLink {
  readonly #hear: LinkHearer
  readonly #times: ChildTimes
  readonly #mark = randomUUID()
  readonly #child: ChildProcess
  readonly #writer: LineWriter
  readonly #timers = new Set<NodeJS.Timeout>()
  /** it may have started others */
  readonly #starts: boolean
  #ended = false
  #killing = false

  constructor(
    program: WorkerProgram,
    script: WorkerScript,
    hear: LinkHearer,
    now: () => number,
    times: ChildTimes,
  ) {
    this.#hear = hear
    this.#times = times
    const isScript = 'javascript' in program.run
    this.#starts = !isScript || program.permissions.run
    this.#child = startChild(program, script, this.#mark)
    const { stdio } = this.#child
    const lines = (isScript ? stdio[3] : stdio[1]) as Readable
    this.#writer = new LineWriter((isScript ? stdio[3] : stdio[0]) as Writable, now)
    lines.on('data', (chunk: Buffer) => this.#ended || hear.lines(chunk))
    if (isScript) this.#listen(stdio[1], 'stdout')
    this.#listen(stdio[2], 'stderr')
    this.#child.on('error', (error) => this.#over({ kind: 'not-started', why: error.message }))
    this.#child.on('exit', (code, signal) => this.#exited({ kind: 'exit', code, signal }))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(line: string): void {
    if (!this.#ended) this.#writer.write(line)
  }

  stalledFor(): number {
    return this.#writer.stalledFor()
  }

  /** Linux has a limit that holds (limited-command.ts); Windows tells it only through slow programs. */
  readonly memoryMb =
    process.platform === 'linux' || process.platform === 'win32'
      ? undefined
      : async () => (this.pid === undefined ? undefined : residentMb(this.pid))

  end(): void {
    this.#writer.end()
    this.#after(this.#times.endMs, () => this.kill())
  }

  kill(): void {
    const { pid } = this
    if (this.#ended || this.#killing || pid === undefined) return
    this.#killing = true
    if (process.platform === 'win32') {
      void endTreeOnWindows(pid)
      return
    }
    signalGroup(pid, 'SIGTERM')
    this.#after(this.#times.termMs, () => signalGroup(pid, 'SIGKILL'))
  }

  #listen(stream: Readable | Writable | null | undefined, name: 'stdout' | 'stderr'): void {
    ;(stream as Readable).on('data', (chunk: Buffer) => this.#ended || this.#hear.printed(chunk, name))
  }

  /** The process is gone; what it started goes too, which also closes pipes that others still hold open. */
  async #exited(how: Ending): Promise<void> {
    const closed = new Promise<void>((done) => this.#child.once('close', () => done()))
    const { pid } = this
    if (pid !== undefined && process.platform !== 'win32') {
      signalGroup(pid, 'SIGKILL')
      if (this.#starts)
        for (const stray of await strayChildren(pid, this.#mark)) signalProcess(stray, 'SIGKILL')
    }
    this.#after(this.#times.termMs, () => {
      for (const stream of this.#child.stdio) stream?.destroy()
    })
    await closed
    this.#over(how)
  }

  #over(how: Ending): void {
    if (this.#ended) return
    this.#ended = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#hear.ended(how)
  }

  #after(ms: number, then: () => void): void {
    if (!this.#ended) this.#timers.add(setTimeout(then, ms))
  }
}

function startChild(program: WorkerProgram, script: WorkerScript, mark: string): ChildProcess {
  const { run, permissions, folder, memoryMb = MEMORY_MB } = program
  const isScript = 'javascript' in run
  const command = isScript ? nodeCommand(program, script) : run.command
  const { file, args } = limitedCommand(command, memoryMb)
  return spawn(file, args, {
    cwd: folder ?? tmpdir(),
    env: workerEnv(process.env, { net: permissions.net.length > 0, mark }),
    stdio: isScript ? ['ignore', 'pipe', 'pipe', 'pipe'] : ['pipe', 'pipe', 'pipe'],
    // a group of its own on POSIX; on Windows that would only give it a console window
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
}

function nodeCommand(program: WorkerProgram, script: WorkerScript): [string, ...string[]] {
  const { permissions, folder, memoryMb = MEMORY_MB } = program
  const packages = 'packages' in program.run ? program.run.packages : undefined
  const flags = permissionFlags({
    permissions,
    folder,
    readable: [...script.readable, ...(packages === undefined ? [] : [packages])],
    memoryMb,
    known: process.allowedNodeEnvironmentFlags,
  })
  return [process.execPath, ...flags, script.file, ...workerArguments(program)]
}
