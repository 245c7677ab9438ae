/** A file on this machine, standing for its bytes: bytes do not travel in JSON. */
export type FileRef = {
  readonly path: string
  readonly name: string
  readonly size: number
  readonly type: string
}

/** One entry of a folder, as `files/list` gives it. */
export type FileEntry = {
  readonly path: string
  readonly name: string
  readonly stem: string
  /** lower case, without the dot, empty when there is none */
  readonly ext: string
  /** bytes */
  readonly size: number
  /** ISO text */
  readonly modified: string
  readonly kind: 'file' | 'folder' | 'other'
}

export type IfExists = 'replace' | 'fail' | 'rename'

/**
 * A file open for reading. `for await (const bytes of file)` gives pieces of at most 256 KB in order, each its own
 * memory, and closes it at the end or when the loop is left. Ends with the signal's reason when the step is stopped.
 */
export type FileReader = FileRef &
  AsyncIterable<Uint8Array> & {
    /** that piece, shorter only where the file ends; bytes */
    readAt(position: number, length: number): Promise<Uint8Array>
    /** more than once is fine */
    close(): Promise<void>
  }

/**
 * A file being written beside its place, under a temporary name: nothing is there until `done`. Exactly one of `done`
 * and `cancel` ends it; a stopped step and a failed write cancel it by themselves.
 */
export type FileWriter = {
  /** text as UTF-8. Wait for it before the next piece, so that memory stays flat; bytes are not to be changed meanwhile */
  write(piece: Uint8Array | string): Promise<void>
  /** bytes taken so far */
  readonly written: number
  /** on the disk, then under its name: with `rename` perhaps with a number in it */
  done(): Promise<FileRef>
  /** takes away what was written; after `done` it does nothing */
  cancel(): Promise<void>
}

/** The only way a block reaches files. Paths are resolved, `~` is the home folder; errors are AppErrors. */
export type BlockFiles = {
  list(folder: string, options: { match: string; recursive: boolean }): Promise<FileEntry[]>
  /** text, UTF-8 (fatal); at most 64 MB */
  readText(path: string): Promise<string>
  info(path: string): Promise<FileRef>
  /** the bytes of a file as a stream, or any piece of it; whoever opens it closes it */
  openRead(path: string): Promise<FileReader>
  /** a file written piece by piece, there under its name only when it is whole */
  openWrite(path: string, ifExists: IfExists): Promise<FileWriter>
  /** a whole stream into a file: `openWrite`, with `done` at its end and `cancel` when it throws */
  writeStream(path: string, pieces: AsyncIterable<Uint8Array | string>, ifExists: IfExists): Promise<FileRef>
  /** to a temporary file beside it, synced, then renamed: never half written */
  writeText(path: string, text: string, ifExists: IfExists): Promise<FileRef>
  append(path: string, text: string): Promise<FileRef>
  /** never overwrites unless asked: link and unlink, else an exclusive copy */
  move(from: string, to: string, ifExists: IfExists): Promise<FileRef>
}
