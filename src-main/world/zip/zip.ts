import { basename, join } from 'node:path'
import type { IfExists, Progress, StopSignal } from '#shared/block'
import { treeSize } from '../copy-tree.ts'
import { type Effort, effortOf } from '../effort.ts'
import { numberedName, splitName } from '../file-name.ts'
import { openRead } from '../open-read.ts'
import { openWrite } from '../open-write.ts'
import { placeOf } from '../place-of.ts'
import { refuseOther } from '../read-text.ts'
import { type Walked, walkTree } from '../walk-tree.ts'
import { ZipWriter } from './zip-writer.ts'

/** Whole paths; `toFolder`: `to` is meant as a folder though it may not be there yet. */
export type PackOrder = { from: readonly string[]; to: string; toFolder: boolean; ifExists: IfExists }
export type Packed = { path: string; files: number; leftOut: string[] }

/** What was left out is told by name so many times. */
const MOST_TOLD = 100

/**
 * Packs files and folders, each under its own name, a folder with all in it: whole or not at all, in flat memory.
 * Links inside folders, pipes and devices are left out.
 */
export async function zip(order: PackOrder, signal: StopSignal, progress?: Progress): Promise<Packed> {
  const [first = ''] = order.from
  const place = await placeOf({ ...order, from: first }, undefined, `${splitName(basename(first)).stem}.zip`)
  const target = join(place.folder, place.name)
  let total = 0
  for (const path of order.from) total += await treeSize(path, signal)
  const effort = effortOf(signal, total, progress)
  const writing = await openWrite(target, order.ifExists, signal)
  try {
    const packing = new Packing(new ZipWriter((bytes) => writing.write(bytes)), target, effort)
    for (const path of order.from) await packing.add(path)
    await packing.writer.end()
    const path = await writing.done()
    return { path, files: packing.files, leftOut: packing.leftOut }
  } finally {
    await writing.cancel()
  }
}

class Packing {
  readonly writer: ZipWriter
  readonly #target: string
  readonly #effort: Effort
  readonly #tops = new Set<string>()
  files = 0
  leftOut: string[] = []

  constructor(writer: ZipWriter, target: string, effort: Effort) {
    this.writer = writer
    this.#target = target
    this.#effort = effort
  }

  /** One file, or a folder with all in it. */
  async add(path: string): Promise<void> {
    const top = this.#topOf(path)
    for await (const walked of walkTree(path, this.#effort.signal)) {
      if (walked.way === '' && walked.kind === 'other')
        refuseOther(path, { isDirectory: () => false, isFile: () => false })
      // an older archive of this name, which lies in what is packed
      if (walked.path === this.#target) continue
      const way = fitting(walked.way === '' ? top : `${top}/${walked.way}`)
      if (walked.kind === 'file') await this.#file(walked, way)
      else if (walked.kind === 'folder') await this.writer.folder(way, facts(walked))
      else if (this.leftOut.length < MOST_TOLD) this.leftOut.push(walked.path)
    }
  }

  async #file(walked: Walked, way: string): Promise<void> {
    const file = await openRead(walked.path, this.#effort.signal)
    try {
      const given = { ...facts(walked), size: file.size, dense: isDense(file.type) }
      await this.writer.file(way, given, told(file, this.#effort.done))
      this.files++
    } finally {
      await file.close()
    }
  }

  /** Its name, with a number when another of that name came before, on a disk that knows no capitals too. */
  #topOf(path: string): string {
    const name = basename(path) || 'disk'
    for (let count = 1; ; count++) {
      const top = numberedName(name, count)
      const key = top.normalize('NFC').toLowerCase()
      if (this.#tops.has(key)) continue
      this.#tops.add(key)
      return top
    }
  }
}

const facts = ({ entry }: Walked) => ({
  modified: Number(entry.mtimeMs),
  mode: Number(entry.mode & 0o777n),
})

/** Both slashes part names in an archive, and a letter with a colon names a disk: such names of Unix are changed. */
const fitting = (way: string): string => way.replaceAll('\\', '_').replace(/^([a-z]):(?=\/|$)/i, '$1_')

/** Kinds whose files are compressed by themselves. */
const isDense = (type: string): boolean =>
  /^(image\/(?!svg|bmp|tiff)|video\/|audio\/(?!wav)|application\/(zip|gzip|epub\+zip|vnd\.o)|font\/woff2)/.test(
    type,
  )

async function* told(pieces: AsyncIterable<Uint8Array>, tell: (bytes: number) => void) {
  for await (const bytes of pieces) {
    tell(bytes.length)
    yield bytes
  }
}
