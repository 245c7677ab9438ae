import type { Client } from '#shared/contract'
import type { Workshop } from '../packages/workshop.ts'
import type { LineReader } from './line-reader.ts'

/** Where a command reads and writes; tests give their own. */
export type CommandIo = {
  /** results, nothing else */
  out(text: string): void
  /** everything that is not a result */
  err(text: string): void
  stdin(): Promise<string>
  /** a line that is typed and not shown; missing where stdin is no terminal */
  hidden?(prompt: string): Promise<string>
  /** stdin line by line, as it comes */
  lines(): LineReader
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** aborted by Ctrl+C and SIGTERM */
  readonly signal: AbortSignal
}

/** What commands get to work with. */
export type CommandHost = {
  io: CommandIo
  /** calls `work` with a client: of the host that holds the data folder, else of a runtime of its own */
  connect<T>(work: (client: Client) => Promise<T>, options?: { ephemeral?: boolean }): Promise<T>
  /** takes the data folder and serves the studio */
  serve(options: { host: string; port: number; hooks?: HooksOptions }): Promise<Served>
  openBrowser(url: string): void
  /** what makers of packages need; loaded when it is */
  workshop(): Promise<Workshop>
  /** the folder of package.json: of the clone, of the installed package, or of the app */
  readonly root: string
  /** where flows, versions and history lie */
  readonly dataFolder: string
}

/** A port for webhooks alone. `cert`, `key`: files in PEM */
export type HooksOptions = { port: number; cert?: string; key?: string }

export type Served = {
  readonly url: string
  /** what the person should know: listening beyond this machine without TLS */
  readonly warnings: readonly string[]
  signInLink(): string
  /** told of runs that a trigger started and that failed, each flow at most once an hour */
  onUnattendedFailure(
    tell: (run: { id: string; flowName: string; error?: { message: string } }) => void,
  ): void
  close(): Promise<void>
}

/** One JSON document, and nothing else, for `--json`. */
export const printJson = (io: CommandIo, value: unknown): void =>
  io.out(`${JSON.stringify(value, null, 2)}\n`)
/** One JSON document a line: lists and `--follow`. */
export const printJsonLine = (io: CommandIo, value: unknown): void => io.out(`${JSON.stringify(value)}\n`)
