import { createHash } from 'node:crypto'
import { join } from 'node:path'

// taken before asar-fs.ts puts its own in their place: an archive is itself a plain file
const { closeSync, openSync, readFileSync, readSync } = process.getBuiltinModule('node:fs')

export type Entry = {
  files?: Record<string, Entry>
  size?: number
  offset?: string
  unpacked?: boolean
  integrity?: { hash: string }
}
/** A path that leads into an archive. `entry` is undefined where nothing stands. */
export type Place = { path: string; archive: Archive; inside: string; entry: Entry | undefined }

/**
 * An asar archive: two pickled lengths, a JSON header with the tree, then the files' bytes one after another
 * (the format's own README). What it marks as unpacked lies beside it, under the same path.
 */
export class Archive {
  readonly #path: string
  readonly #tree: Entry
  readonly #start: number

  constructor(path: string) {
    this.#path = path
    const head = this.#bytes(0, 16)
    this.#tree = JSON.parse(this.#bytes(16, head.readUInt32LE(12)).toString())
    this.#start = 8 + head.readUInt32LE(4)
  }

  entry(inside: string): Entry | undefined {
    const steps = inside.split(/[\\/]/).filter((step) => step !== '' && step !== '.')
    return steps.reduce<Entry | undefined>(
      (entry, step) => (entry?.files && Object.hasOwn(entry.files, step) ? entry.files[step] : undefined),
      this.#tree,
    )
  }

  /** where an unpacked file really lies */
  unpackedPath = (inside: string): string => join(`${this.#path}.unpacked`, inside)

  /** @throws when the bytes are not those that were packed, as Electron does with its fuse on */
  read(inside: string, { unpacked, offset, size = 0, integrity }: Entry): Buffer {
    if (unpacked) return readFileSync(this.unpackedPath(inside))
    const bytes = this.#bytes(this.#start + Number(offset), size)
    if (createHash('sha256').update(bytes).digest('hex') !== integrity?.hash)
      throw new Error(`${inside} in ${this.#path} is not what was packed`)
    return bytes
  }

  #bytes(from: number, length: number): Buffer {
    const file = openSync(this.#path, 'r')
    try {
      const bytes = Buffer.alloc(length)
      if (readSync(file, bytes, 0, length, from) !== length) throw new Error(`${this.#path} is cut short`)
      return bytes
    } finally {
      closeSync(file)
    }
  }
}

const archives = new Map<string, Archive>()

/** Where in an archive a path leads; undefined for every other path. */
export function placeOf(path: string): Place | undefined {
  const [, file, inside = ''] = /^(.*?\.asar)(?:[\\/](.*))?$/s.exec(path) ?? []
  if (file === undefined) return undefined
  const archive = archives.get(file) ?? new Archive(file)
  archives.set(file, archive)
  return { path, archive, inside, entry: archive.entry(inside) }
}
