import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { homedir } from 'node:os'
import type { ProgramEnd, ProgramOrder, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { isFolder } from './is-folder.ts'
import { endTreeOnWindows, signalGroup } from './kill-tree.ts'

/** Characters of each of its outputs that are kept. */
const MOST_OUTPUT = 16 * 1024 * 1024
/** ms from SIGTERM to SIGKILL */
const TERM_MS = 2000
/** ms that outputs may stay open when the program is gone: something it left behind holds them */
const LEFT_OPEN_MS = 500

/**
 * Runs a program to its end, in a process group of its own. When the signal fires, the whole group is asked to end
 * and then made to.
 * @throws AppError `program.not-found`, `program.not-allowed`, `program.no-folder`, `program.too-much-output`, or the signal's reason
 */
export function runProgram(order: ProgramOrder, signal: StopSignal): Promise<ProgramEnd> {
  if (signal.aborted) return Promise.reject(signal.reason)
  // Node would say that the program is not there
  if (order.folder !== undefined && !isFolder(order.folder)) return Promise.reject(noFolder(order.folder))
  if (holdsNull(order)) return Promise.reject(strangeSign(order))
  return new Promise((resolve, reject) => {
    const child = startOr(order, reject)
    if (!child) return
    const out = new Output(child.stdout)
    const err = new Output(child.stderr)
    let failure: unknown
    const stop = (reason: unknown): void => {
      failure ??= reason
      end(child)
    }
    const stopped = () => stop(signal.reason)
    signal.addEventListener('abort', stopped, { once: true })
    for (const one of [out, err]) one.onFull = () => stop(tooMuchOutput(order))
    // a program that does not read is no failure of the flow
    child.stdin.on('error', () => {})
    child.stdin.end(order.input ?? '')
    child.on('error', (error: NodeJS.ErrnoException) => {
      failure ??= cannotStart(order, error)
    })
    child.on('exit', () =>
      setTimeout(() => [child.stdout, child.stderr].map((s) => s.destroy()), LEFT_OPEN_MS).unref(),
    )
    child.on('close', (code, by) => {
      signal.removeEventListener('abort', stopped)
      if (failure === undefined) resolve({ code, signal: by, out: out.text(), err: err.text() })
      else reject(failure)
    })
  })
}

/** Most of what cannot be started is told by an event, and the rest at once. */
function startOr(order: ProgramOrder, reject: (why: AppError) => void) {
  try {
    return start(order)
  } catch (error) {
    return reject(cannotStart(order, error as NodeJS.ErrnoException))
  }
}

function start({ program, args, shell, folder, environment }: ProgramOrder): ChildProcessWithoutNullStreams {
  return spawn(program, args, {
    shell,
    cwd: folder ?? homedir(),
    env: { ...ownEnvironment(), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    // a group of its own on POSIX; on Windows that would only give it a console window
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
}

/** Blockloom's own environment, less what would change how another Node or Electron starts. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, ELECTRON_RUN_AS_NODE, ...rest } = process.env
  return rest
}

function end({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    void endTreeOnWindows(pid)
    return
  }
  signalGroup(pid, 'SIGTERM')
  setTimeout(() => signalGroup(pid, 'SIGKILL'), TERM_MS)
}

/** What a program writes; characters that are cut in two between pieces are put together again. */
class Output {
  onFull: () => void = () => {}
  readonly #pieces: Buffer[] = []
  #length = 0

  constructor(stream: NodeJS.ReadableStream) {
    stream.on('data', (piece: Buffer) => {
      this.#length += piece.length
      if (this.#length > MOST_OUTPUT) this.onFull()
      else this.#pieces.push(piece)
    })
  }

  text(): string {
    return Buffer.concat(this.#pieces).toString('utf8')
  }
}

function cannotStart({ program }: ProgramOrder, { code, message }: NodeJS.ErrnoException): AppError {
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError({
      code: 'program.not-allowed',
      message: `${program} may not be run.`,
      fix: 'Check that it is a program, and that you may run it.',
    })
  if (code === 'ENOENT')
    return new AppError({
      code: 'program.not-found',
      message: `There is no program ${program} on this computer.`,
      fix: 'Check its name, or give its whole path. A line for the shell needs the tick "Through the shell".',
    })
  const shown = program.length > 200 ? `${program.slice(0, 200)}...` : program
  return new AppError({
    code: 'program.cannot-start',
    message: `${shown} could not be started: ${message}.`,
    fix: 'Check its name, its arguments and its folder.',
  })
}

/** What programs are given ends at this sign. */
const holdsNull = ({ program, args, environment }: ProgramOrder): boolean =>
  [program, ...args, ...Object.entries(environment).flat()].some((text) => text.includes('\0'))

const strangeSign = ({ program }: ProgramOrder): AppError =>
  new AppError({
    code: 'program.bad-argument',
    message: `${JSON.stringify(program.slice(0, 100))} cannot be started: its name, an argument or its environment holds a character that no program can be given.`,
    fix: 'Look at the values they come from: there is a character with the code 0 in one of them.',
    details: { field: program.includes('\0') ? 'program' : 'args' },
  })

const noFolder = (folder: string): AppError =>
  new AppError({
    code: 'program.no-folder',
    message: `There is no folder ${folder} to run the program in.`,
    fix: 'Choose a folder that is there.',
    details: { field: 'folder' },
  })

const tooMuchOutput = ({ program }: ProgramOrder): AppError =>
  new AppError({
    code: 'program.too-much-output',
    message: `${program} wrote more than 16 MB, and was stopped.`,
    fix: 'Have it write to a file, and read that.',
  })
