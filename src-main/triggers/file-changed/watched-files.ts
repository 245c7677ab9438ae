/** Which entries of a folder a pattern means: the same for every block that names files by a pattern. */
export type NamePattern = {
  /** @param way from the folder, with slashes @param name its last part */
  fits(way: string, name: string): boolean
  /** whether it may mean something inside a hidden folder */
  readonly walksHidden: boolean
}

/** What watching folders is given of this machine's files: the rules that blocks live by. */
export type WatchedFiles = {
  /** the whole path of what a person wrote. @throws AppError `files.outside-allowed`, `files.no-path`, `files.bad-path` */
  resolve(folder: string): Promise<string>
  /** @throws AppError `files.bad-pattern` */
  pattern(match: string, folder: string): NamePattern
  /** the media type that a name promises */
  typeOf(name: string): string
  /** the kind of network drive that a folder lies on; null: a disk of this machine. @param real links resolved */
  networkDriveOf(real: string): Promise<string | null>
  /** the data folder: whole path */
  readonly own: string
}
