import { mkdir, open, rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StopSignal } from '#shared/block'
import { inWords } from './file-error.ts'
import { placeFolder } from './place-folder.ts'
import type { Place } from './place-of.ts'
import { refuseStopped } from './stop-signal.ts'
import { makeFolder, syncFiles, syncFolder } from './sync-folder.ts'
import { sweepTemporaries, temporaryName } from './temporary-name.ts'

export type FileGiven = { executable: boolean /** ms since the epoch */; modified: number }

/**
 * A folder being filled beside its place, under a temporary name: nothing is there until `done`. Exactly one of
 * `done` and `cancel` ends it. Ways are names from its top; who gives them has judged each.
 */
export class FolderWriter {
  readonly #place: Place
  readonly #temporary: string
  readonly #signal: StopSignal
  readonly #files: string[] = []
  readonly #folders = new Set<string>()

  private constructor(place: Place, temporary: string, signal: StopSignal) {
    this.#place = place
    this.#temporary = temporary
    this.#signal = signal
  }

  /** @param place what becomes of a folder that is there: never replaced */
  static async open(place: Place, signal: StopSignal): Promise<FolderWriter> {
    await makeFolder(place.folder)
    await sweepTemporaries(place.folder)
    const temporary = temporaryName(place.folder)
    const writer = new FolderWriter(place, temporary, signal)
    await writer.folder([])
    return writer
  }

  async folder(way: readonly string[]): Promise<void> {
    refuseStopped(this.#signal)
    await this.#make(join(this.#temporary, ...way))
  }

  /** A whole stream into a file that is not there yet; folders on the way are made. */
  async file(way: readonly string[], pieces: AsyncIterable<Uint8Array>, given: FileGiven): Promise<void> {
    const path = join(this.#temporary, ...way)
    await this.#make(dirname(path))
    const shown = join(this.#place.folder, this.#place.name, ...way)
    await inWords(shown, 'write', async () => {
      const handle = await open(path, 'wx', given.executable ? 0o777 : 0o666)
      try {
        for await (const bytes of pieces) {
          refuseStopped(this.#signal)
          await handle.writeFile(bytes)
        }
      } finally {
        await handle.close()
      }
      await utimes(path, new Date(), given.modified / 1000)
    })
    this.#files.push(path)
  }

  /** Brought to the disk, then under its name. @returns the path it has */
  async done(): Promise<string> {
    return inWords(this.#place.folder, 'write to', async () => {
      await syncFiles(this.#files, this.#signal)
      for (const folder of this.#folders) await syncFolder(folder)
      refuseStopped(this.#signal)
      return placeFolder(this.#temporary, this.#place)
    })
  }

  async cancel(): Promise<void> {
    await rm(this.#temporary, { recursive: true, force: true })
  }

  /** A folder is asked for once for every file in it. */
  async #make(path: string): Promise<void> {
    if (this.#folders.has(path)) return
    await inWords(this.#place.folder, 'write to', () => mkdir(path, { recursive: true }))
    for (let at = path; !this.#folders.has(at) && at.startsWith(this.#temporary); at = dirname(at))
      this.#folders.add(at)
  }
}
