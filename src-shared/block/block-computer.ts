/** A program to be run: with a list of arguments, or, with `shell`, a line for the shell. */
export type ProgramOrder = {
  readonly program: string
  readonly args: readonly string[]
  readonly shell: boolean
  /** where it begins; missing: the home folder */
  readonly folder?: string
  /** what it reads on its standard input */
  readonly input?: string
  /** names that are added to Blockloom's own environment */
  readonly environment: Readonly<Record<string, string>>
}

/** How a program ended. */
export type ProgramEnd = {
  /** null: a signal ended it */
  readonly code: number | null
  readonly signal: string | null
  /** what it wrote, UTF-8 */
  readonly out: string
  readonly err: string
}

/** What a flow may do on the desktop of this computer, where there is one. */
export type BlockDesktop = {
  /** @throws AppError `desktop.no-notifications` */
  notify(title: string, text: string): Promise<void>
  /** A file, a folder or a web address, in the program that the person uses for it. @throws AppError `desktop.cannot-open` */
  open(what: string): Promise<void>
  /** text; empty when something else lies there. @throws AppError `desktop.no-clipboard` */
  readClipboard(): Promise<string>
  /** @throws AppError `desktop.no-clipboard` */
  writeClipboard(text: string): Promise<void>
}

/** What is known of this computer. Bytes, and ms since the epoch. */
export type SystemFacts = {
  readonly name: string
  readonly system: 'linux' | 'macos' | 'windows' | 'other'
  readonly version: string
  readonly processor: string
  readonly cores: number
  readonly memory: { readonly total: number; readonly free: number }
  /** of the drive with the home folder */
  readonly drive: { readonly total: number; readonly free: number }
  /** share of the processors that was busy in the last minute, from 0; null where the system does not tell */
  readonly load: number | null
  readonly upSince: number
  readonly user: string
  readonly home: string
}

/** This computer beside its files: its programs, its desktop, what it is. */
export type BlockComputer = BlockDesktop & {
  /**
   * Runs a program to its end; it ends with the step.
   * @throws AppError `program.not-found`, `program.not-allowed`, `program.no-folder`, `program.too-much-output`
   */
  run(order: ProgramOrder): Promise<ProgramEnd>
  facts(): Promise<SystemFacts>
}
