import { readdirSync } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FileRef } from '#shared/block'
import { downloadName } from '#shared/web'

/**
 * Files that calls brought, in a folder for each run. They go with the run's history; those of calls that started no
 * run go at once, or at the next start.
 */
export class HookFiles {
  readonly folder: string

  /** @param folder of all of them */
  constructor(folder: string) {
    this.folder = folder
  }

  /** Room for the files of one run to be. */
  forRun(runId: string): CallFiles {
    return new CallFiles(this.folder, runId)
  }

  /** Takes away what no run needs. */
  async sweep(isNeeded: (runId: string) => boolean): Promise<void> {
    // listed at once: what calls bring from now on is not among it
    const names = namesIn(this.folder)
    for (const name of names) if (!isNeeded(name)) await this.drop(name)
  }

  drop(runId: string): Promise<void> {
    return rm(join(this.folder, runId), { recursive: true, force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The files of one call. Invariant: what `save` gave is on disk. */
export class CallFiles {
  readonly #all: string
  readonly #runId: string
  readonly #names = new Set<string>()
  #made: Promise<unknown> | null = null

  constructor(all: string, runId: string) {
    this.#all = all
    this.#runId = runId
  }

  /** Most calls bring none, and need no path. */
  get folder(): string {
    return join(this.#all, this.#runId)
  }

  /** Writes what comes, in flat memory. */
  async save(name: string | undefined, type: string, pieces: AsyncIterable<Uint8Array>): Promise<FileRef> {
    this.#made ??= mkdir(this.folder, { recursive: true, mode: 0o700 })
    await this.#made
    const free = this.#freeName(downloadName(name, '', type))
    const path = join(this.folder, free)
    const file = await open(path, 'wx', 0o600)
    try {
      let size = 0
      for await (const piece of pieces) {
        await file.writeFile(piece)
        size += piece.length
      }
      await file.datasync()
      return { path, name: free, size, type }
    } finally {
      await file.close()
    }
  }

  async drop(): Promise<void> {
    if (!this.#made) return
    await this.#made.catch(() => {})
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Two files of one name stand side by side, also where a disk takes large letters for small ones. */
  #freeName(name: string): string {
    const ext = extname(name)
    const stem = name.slice(0, name.length - ext.length)
    for (let n = 1; ; n++) {
      const free = n === 1 ? name : `${stem} ${n}${ext}`
      if (this.#names.has(free.toLowerCase())) continue
      this.#names.add(free.toLowerCase())
      return free
    }
  }
}
