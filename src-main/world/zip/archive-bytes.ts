import { RandomAccessReader } from 'yauzl'
import type { FileReader } from '#shared/block'

/** Bytes read at once for headers, and how many such pieces are kept: those of the directory and of the files. */
const WINDOW = 64 * 1024
const WINDOWS = 4

/** The bytes of an open file as yauzl asks for them. Headers, all it reads, come out of few, larger readings. */
export class ArchiveBytes extends RandomAccessReader {
  readonly #file: FileReader
  readonly #windows = new Map<number, Promise<Uint8Array>>()

  constructor(file: FileReader) {
    super()
    this.#file = file
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#piece(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset)
        callback(bytes.length < length ? new Error('unexpected EOF') : null)
      },
      (error) => callback(error),
    )
  }

  /** Whoever opened the file closes it. */
  override close(callback: (error: Error | null) => void): void {
    setImmediate(callback, null)
  }

  async #piece(position: number, length: number): Promise<Uint8Array> {
    if (length > WINDOW) return this.#file.readAt(position, length)
    const first = position - (position % WINDOW)
    const last = position + length - 1 - ((position + length - 1) % WINDOW)
    const windows = await Promise.all(
      first === last ? [this.#window(first)] : [this.#window(first), this.#window(last)],
    )
    const bytes = windows.length === 1 ? (windows[0] as Uint8Array) : Buffer.concat(windows)
    return bytes.subarray(position - first, position - first + length)
  }

  #window(at: number): Promise<Uint8Array> {
    const kept = this.#windows.get(at)
    const bytes = kept ?? this.#file.readAt(at, WINDOW)
    // the last one used stands last
    this.#windows.delete(at)
    this.#windows.set(at, bytes)
    for (const oldest of this.#windows.keys()) if (this.#windows.size > WINDOWS) this.#windows.delete(oldest)
    return bytes
  }
}
