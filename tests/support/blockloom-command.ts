import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const ROOT = join(import.meta.dirname, '..', '..')
const LAUNCHER = join(ROOT, 'src-main', 'launch.cjs')

export type Ended = { code: number | null; out: string; err: string }
export type Running = { child: ChildProcess; ended: Promise<Ended>; out(): string; err(): string }
type Options = {
  home: string
  cwd?: string
  input?: string
  env?: NodeJS.ProcessEnv
  /** stdin stays open, as a terminal does */
  keepOpen?: boolean
  /** a file that Node loads before the program */
  preload?: string
}

/** Starts the built command line, as a person would, with a data folder of its own. */
export function start(words: string[], { home, cwd, input, env, keepOpen, preload }: Options): Running {
  const before = preload === undefined ? [] : ['--import', pathToFileURL(preload).href]
  const child = spawn(process.execPath, [...before, LAUNCHER, ...words], {
    cwd: cwd ?? ROOT,
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...env, BLOCKLOOM_HOME: home },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  if (keepOpen) child.stdin.write(input ?? '')
  else child.stdin.end(input ?? '')
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }))
  })
  return { child, ended, out: () => out, err: () => err }
}

export const blockloom = (words: string[], options: Options): Promise<Ended> => start(words, options).ended

/** Waits until `look` gives something; the process having ended first is an error that shows its words. */
export async function until<T>(running: Running, look: () => T | undefined | null | false): Promise<T> {
  for (let i = 0; i < 1200; i++) {
    const seen = look()
    if (seen) return seen
    if (running.child.exitCode !== null)
      throw new Error(`it ended with ${running.child.exitCode}: ${running.err()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`nothing came in 30 s. It said: ${running.out()}${running.err()}`)
}
