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

/** All that can be known of a path without opening it, as `files/info` gives it. Links are followed. */
export type FileFacts = FileEntry & {
  readonly type: string
  /** ISO text; where the disk does not keep it, the time of the last change */
  readonly created: string
  /** whether this program may read and write it */
  readonly canRead: boolean
  readonly canWrite: boolean
  /** where it leads, as it is written in the link; only for links */
  readonly link?: string
  /** only for folders that were looked into: what is in them, at any depth; `size` is then the sum of the files */
  readonly files?: number
  readonly folders?: number
}

export type IfExists = 'replace' | 'fail' | 'rename'
/** to the bin of this machine, or gone at once */
export type RemoveHow = 'bin' | 'for ever'

/** What takes long tells how far it is: 0 to 1. */
export type Progress = (share: number) => void

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

/** What to pack: files and folders, each under its own name; a folder with all that is in it. */
export type ZipOrder = { from: readonly string[]; to: string; ifExists: IfExists }
export type Zipped = FileRef & {
  /** files in it */
  readonly files: number
  /** links, pipes and devices that were met and left out: their paths, the first 100 */
  readonly leftOut: readonly string[]
}

/** `to` is a folder when it ends in `/` or is one: then a new folder named after the archive is made in it. */
export type UnzipOrder = { from: string; to: string; ifExists: 'fail' | 'rename' } & UnzipLimits
export type UnzipLimits = {
  /** bytes of everything unpacked */
  maxSize: number
  /** files and folders */
  maxEntries: number
  /** how many times larger than the archive everything may be; looked at from 10 MB on */
  maxRatio: number
}
export type Unzipped = FileRef & {
  readonly files: number
  readonly folders: number
  /** links that were in it and left out: their names there, the first 100 */
  readonly leftOut: readonly string[]
}

/** The only way a block reaches files. Paths are resolved, `~` is the home folder; errors are AppErrors. */
export type BlockFiles = {
  /** the whole path, when flows may use it: for what opens files by itself, such as a database */
  resolve(path: string): Promise<string>
  list(folder: string, options: { match: string; recursive: boolean }): Promise<FileEntry[]>
  /**
   * text, fatal where bytes are none; at most 64 MB
   * @param encoding a label of the Encoding Standard, UTF-8 when left out; a byte order mark decides over it
   */
  readText(path: string, encoding?: string): Promise<string>
  info(path: string): Promise<FileRef>
  /**
   * undefined when nothing is there
   * @param inside count and add up what is in a folder
   */
  facts(path: string, inside: boolean): Promise<FileFacts | undefined>
  /** the bytes of a file as a stream, or any piece of it; whoever opens it closes it */
  openRead(path: string): Promise<FileReader>
  /** a file written piece by piece, there under its name only when it is whole */
  openWrite(path: string, ifExists: IfExists): Promise<FileWriter>
  /** a whole stream into a file: `openWrite`, with `done` at its end and `cancel` when it throws */
  writeStream(path: string, pieces: AsyncIterable<Uint8Array | string>, ifExists: IfExists): Promise<FileRef>
  /** to a temporary file beside it, synced, then renamed: never half written */
  writeText(path: string, text: string, ifExists: IfExists): Promise<FileRef>
  append(path: string, text: string): Promise<FileRef>
  /** one that is there already is fine; folders on the way are made */
  makeFolder(path: string): Promise<FileRef>
  /** never overwrites unless asked: link and unlink, else an exclusive copy */
  move(from: string, to: string, ifExists: IfExists, progress?: Progress): Promise<FileRef>
  /** whole or not at all; links inside a folder stay links */
  copy(from: string, to: string, ifExists: IfExists, progress?: Progress): Promise<FileRef>
  /**
   * a file, a link (not what it leads to), or a folder with all in it
   * @returns what it was; undefined when nothing was there
   */
  remove(path: string, how: RemoveHow): Promise<FileRef | undefined>
  /** whole or not at all, in flat memory */
  zip(order: ZipOrder, progress?: Progress): Promise<Zipped>
  /** whole or not at all, in flat memory; nothing is written outside its folder, and no link is made */
  unzip(order: UnzipOrder, progress?: Progress): Promise<Unzipped>
}
