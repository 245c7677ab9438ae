/**
 * Writing is all or nothing: a temporary file beside the target, brought to the disk, then put in its place.
 * Whatever fails on the way, the target is as it was and the temporary file is gone.
 */
import { chmod, type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { IfExists, StopSignal } from '#shared/block'
import { alreadyThere, inWords } from './file-error.ts'
import { placeFirstFree } from './place-file.ts'
import { refuseOther } from './read-text.ts'
import { realPathOf } from './resolve-path.ts'
import { entryAt, statOf } from './same-file.ts'
import { refuseStopped } from './stop-signal.ts'
import { makeFolder, syncFolder } from './sync-folder.ts'
import { temporaryName } from './temporary-name.ts'

/** Small pieces are gathered until there are so many bytes. */
const GATHERED = 512 * 1024
/** More pieces than this are copied together: a disk takes few large ones faster than many small ones. */
const MANY = 32

/** A file under way; see `FileWriter`. */
export type Writing = {
  write(piece: Uint8Array | string): Promise<void>
  written(): number
  /** @returns the path it has: with `rename` perhaps with a number in its name */
  done(): Promise<string>
  cancel(): Promise<void>
}

/**
 * Begins to write a file. What can be known at once is refused at once, before anything is fetched or computed.
 * @param path whole path
 */
export async function openWrite(path: string, ifExists: IfExists, signal: StopSignal): Promise<Writing> {
  refuseStopped(signal)
  await makeFolder(dirname(path))
  return inWords(path, 'write', async () => {
    // through a link into the file it names, as every editor does
    const target = ifExists === 'replace' ? await realPathOf(path) : path
    if (ifExists === 'fail' && (await entryAt(target))) throw alreadyThere(target)
    if (ifExists === 'replace') await replaceable(target)
    const temporary = temporaryName(dirname(target))
    const handle = await open(temporary, 'wx')
    return new PartFile({ path, target, temporary, ifExists, handle, signal })
  })
}

async function replaceable(target: string) {
  const old = await statOf(target)
  if (old) refuseOther(target, old)
  return old
}

type Parts = {
  path: string
  target: string
  temporary: string
  ifExists: IfExists
  handle: FileHandle
  signal: StopSignal
}

class PartFile implements Writing {
  readonly #parts: Parts
  #gathered: Uint8Array[] = []
  #waiting = 0
  #written = 0
  /** what is under way, one after the other, whether it was awaited or not */
  #queue: Promise<unknown> = Promise.resolve()
  #failure: { error: unknown } | undefined
  /** set once it is placed, or being taken away */
  #end: Promise<void> | undefined
  readonly #stop = (): void => void this.cancel().catch(() => undefined)

  constructor(parts: Parts) {
    this.#parts = parts
    if (parts.signal.aborted) this.#stop()
    else parts.signal.addEventListener('abort', this.#stop, { once: true })
  }

  written(): number {
    return this.#written
  }

  write(piece: Uint8Array | string): Promise<void> {
    return this.#next(async () => {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece
      this.#gathered.push(bytes)
      this.#waiting += bytes.length
      this.#written += bytes.length
      if (this.#waiting >= GATHERED) await this.#flush()
    })
  }

  async #flush(): Promise<void> {
    let left = this.#gathered.length > MANY ? [Buffer.concat(this.#gathered)] : this.#gathered
    this.#gathered = []
    this.#waiting = 0
    while (left.length > 0) {
      const { bytesWritten } = await this.#parts.handle.writev(left)
      left = behind(left, bytesWritten)
    }
  }

  done(): Promise<string> {
    return this.#next(async () => {
      await this.#flush()
      const { handle, path, temporary, ifExists, signal } = this.#parts
      await handle.sync()
      await handle.close()
      refuseStopped(signal)
      const placed = await this.#place()
      await syncFolder(dirname(placed))
      await rm(temporary, { force: true })
      signal.removeEventListener('abort', this.#stop)
      this.#end = Promise.resolve()
      return ifExists === 'replace' ? path : placed
    })
  }

  async #place(): Promise<string> {
    const { temporary, target, ifExists } = this.#parts
    if (ifExists !== 'replace') return placeFirstFree(temporary, dirname(target), basename(target), ifExists)
    const old = await replaceable(target)
    if (old) await chmod(temporary, old.mode & 0o7777)
    await rename(temporary, target)
    return target
  }

  async #next<T>(deed: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(() => {
      if (this.#failure) throw this.#failure.error
      refuseStopped(this.#parts.signal)
      if (this.#end) throw new Error(`${this.#parts.target} is written already, or given up`)
      return inWords(this.#parts.path, 'write', deed)
    })
    this.#queue = mine.catch((error) => {
      this.#failure ??= { error }
    })
    try {
      return await mine
    } catch (error) {
      await this.cancel()
      throw error
    }
  }

  cancel(): Promise<void> {
    this.#end ??= this.#takeAway()
    return this.#end
  }

  async #takeAway(): Promise<void> {
    const { handle, temporary, signal } = this.#parts
    signal.removeEventListener('abort', this.#stop)
    await this.#queue
    await handle.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }
}

/** What is left of pieces when so many bytes of them are done with. */
function behind(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let done = bytes
  const left: Uint8Array[] = []
  for (const piece of pieces) {
    if (done < piece.length) left.push(piece.subarray(done))
    done = Math.max(0, done - piece.length)
  }
  return left
}
