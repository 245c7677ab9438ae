import type { WorkerProgram } from './worker-program.ts'

/** How a process ended, or why it never began. */
export type Ending =
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'not-started'; readonly why: string }

/** What the pool hears of a process. Nothing comes after `ended`. */
export type LinkHearer = {
  /** bytes of protocol lines */
  lines(chunk: Buffer): void
  /** what it printed beside the protocol: stderr, and stdout of JavaScript workers */
  printed(chunk: Buffer, stream: 'stdout' | 'stderr'): void
  /** the process is gone and everything it said has been heard */
  ended(how: Ending): void
}

/** A process and the way to it: pipes of a child process, or the port of Electron's utility process. */
export type WorkerLink = {
  readonly pid: number | undefined
  /** @param line with its end */
  send(line: string): void
  /** ms for which it has read nothing although something waits for it */
  stalledFor(): number
  /** MB it holds; missing: a limit of the system holds, or nobody can tell */
  memoryMb?(): Promise<number | undefined>
  /** nothing more will be sent: it is to end by itself, and is made to after a while */
  end(): void
  /** ends it with everything it started: first asked to, then made to */
  kill(): void
}

/** Starts a process for a program. What goes wrong is heard as its end. */
export type Launch = (program: WorkerProgram, hear: LinkHearer) => WorkerLink
