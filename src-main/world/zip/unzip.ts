/**
 * Unpacking writes nothing before the whole directory of the archive is judged: names, sizes, count, packing. Then all
 * goes into a temporary folder beside the place and is put there at the end. No link is made, so no name can lead out.
 */
import { basename, join } from 'node:path'
import type { FileReader, Progress, StopSignal, UnzipLimits } from '#shared/block'
import { effortOf } from '../effort.ts'
import { alreadyThere } from '../file-error.ts'
import { FolderWriter } from '../open-folder.ts'
import { openRead } from '../open-read.ts'
import { type Place, type PlaceOrder, placeOf } from '../place-of.ts'
import { entryAt } from '../same-file.ts'
import { archiveTooLarge, lockedArchive, unknownPacking, unsafeArchive } from './archive-error.ts'
import { type ArchiveWay, type NameRules, rulesOf, WaysMet, wayOf } from './archive-way.ts'
import { type ArchiveEntry, entriesOf } from './read-archive.ts'

export type Unpacked = { path: string; files: number; folders: number; leftOut: string[] }
type Judged = { total: number; files: number; folders: number; leftOut: string[] }

/** What was left out is told by name so many times. */
const MOST_TOLD = 100
const RATIO_FROM = 10 * 1024 * 1024
const STORED = 0
const DEFLATED = 8

/** @param order whole paths */
export async function unzip(
  order: PlaceOrder,
  limits: UnzipLimits,
  signal: StopSignal,
  progress?: Progress,
  rules: NameRules = rulesOf(process.platform),
): Promise<Unpacked> {
  const file = await openRead(order.from, signal)
  try {
    const place = await placeOf(order, undefined, stemOf(order.from))
    await refuseTaken(place)
    const { total, files, folders, leftOut } = await judge(file, limits, rules, signal)
    const path = await unpack(file, place, rules, signal, effortOf(signal, total, progress).done)
    return { path, files, folders, leftOut }
  } finally {
    await file.close()
  }
}

/** The name of the folder an archive unpacks to. */
const stemOf = (path: string): string => basename(path).replace(/(?<=.)\.zip$/i, '')

async function refuseTaken({ folder, name, ifExists }: Place): Promise<void> {
  const target = join(folder, name)
  const there = ifExists === 'fail' ? await entryAt(target) : undefined
  if (there) throw alreadyThere(target, there.isDirectory())
}

async function judge(
  file: FileReader,
  limits: UnzipLimits,
  rules: NameRules,
  signal: StopSignal,
): Promise<Judged> {
  const judged: Judged = { total: 0, files: 0, folders: 0, leftOut: [] }
  const met = new WaysMet(rules)
  let entries = 0
  for await (const entry of entriesOf(file, signal)) {
    refuseTooMany(file, ++entries, limits)
    if (entry.kind === 'other') {
      if (judged.leftOut.length < MOST_TOLD) judged.leftOut.push(entry.name)
      continue
    }
    const way = checked(file, entry, rules)
    const fault = met.meet(way)
    if (fault) throw unsafeArchive(file.path, entry.name, fault)
    if (way.folder) judged.folders++
    else {
      judged.files++
      judged.total += entry.size
      refuseTooLarge(file, judged.total, limits)
    }
  }
  return judged
}

/** The way of an entry that may be unpacked. */
function checked(file: FileReader, entry: ArchiveEntry, rules: NameRules): ArchiveWay {
  const way = wayOf(entry.name, rules)
  if (typeof way === 'string') throw unsafeArchive(file.path, entry.name, way)
  const folder = way.folder || entry.kind === 'folder'
  if (!folder) {
    if (way.parts.length === 0) throw unsafeArchive(file.path, entry.name, 'it has no name')
    if (entry.locked) throw lockedArchive(file.path, entry.name)
    if (entry.method !== STORED && entry.method !== DEFLATED)
      throw unknownPacking(file.path, entry.name, entry.method)
  }
  return { parts: way.parts, folder }
}

function refuseTooMany(file: FileReader, entries: number, { maxEntries }: UnzipLimits): void {
  if (entries > maxEntries)
    throw archiveTooLarge(file.path, `more than ${maxEntries} files and folders`, 'maxEntries')
}

function refuseTooLarge(file: FileReader, total: number, { maxSize, maxRatio }: UnzipLimits): void {
  if (total > maxSize)
    throw archiveTooLarge(file.path, `more than ${megabytes(maxSize)} when it is unpacked`, 'maxSize')
  if (total > RATIO_FROM && total > file.size * maxRatio)
    throw archiveTooLarge(
      file.path,
      `more than ${maxRatio} times its own size, as an archive made to do harm would`,
      'maxRatio',
    )
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

/** The directory is read again and judged again: nothing says that nobody wrote into the archive meanwhile. */
async function unpack(
  file: FileReader,
  place: Place,
  rules: NameRules,
  signal: StopSignal,
  tell: (bytes: number) => void,
): Promise<string> {
  const folder = await FolderWriter.open(place, signal)
  try {
    for await (const entry of entriesOf(file, signal)) {
      if (entry.kind === 'other') continue
      const way = checked(file, entry, rules)
      if (way.folder) await folder.folder(way.parts)
      else await folder.file(way.parts, told(entry.pieces(), tell), entry)
    }
    return await folder.done()
  } finally {
    await folder.cancel()
  }
}

async function* told(pieces: AsyncIterable<Uint8Array>, tell: (bytes: number) => void) {
  for await (const bytes of pieces) {
    tell(bytes.length)
    yield bytes
  }
}
