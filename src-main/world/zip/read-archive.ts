import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import type { FileReader, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { refuseStopped } from '../stop-signal.ts'
import { ArchiveBytes } from './archive-bytes.ts'
import { brokenArchive } from './archive-error.ts'
import { entryPieces } from './entry-pieces.ts'

/** One thing in an archive, as its directory tells it. Nothing of it is believed yet. */
export type ArchiveEntry = {
  name: string
  /** by what its mode or its name says; links, pipes and devices are `other` */
  kind: 'file' | 'folder' | 'other'
  /** bytes when unpacked, and in the archive */
  size: number
  packed: number
  method: number
  locked: boolean
  executable: boolean
  /** ms since the epoch */
  modified: number
  /** its bytes, unpacked; their size and sum are checked as they come */
  pieces(): AsyncIterable<Uint8Array>
}

/**
 * All entries of an archive in the order of its directory, which is read piece by piece.
 * @throws AppError `files.broken-archive`; whatever yauzl throws is a fault of the archive
 */
export async function* entriesOf(file: FileReader, signal: StopSignal): AsyncGenerator<ArchiveEntry> {
  try {
    const zip = await fromRandomAccessReaderPromise(new ArchiveBytes(file), file.size, {
      autoClose: false,
      decodeStrings: false,
    })
    for await (const entry of zip.eachEntry()) yield entryFrom(file, signal, zip, entry)
  } catch (error) {
    refuseStopped(signal)
    throw error instanceof AppError ? error : brokenArchive(file.path, faultIn(error), undefined, error)
  }
}

function entryFrom(file: FileReader, signal: StopSignal, zip: ZipFile, entry: Entry): ArchiveEntry {
  const name = nameOf(entry)
  const mode = modeOf(entry)
  return {
    name,
    kind: kindOf(entry, name, mode),
    size: entry.uncompressedSize,
    packed: entry.compressedSize,
    method: entry.compressionMethod,
    locked: entry.isEncrypted(),
    executable: (mode & 0o100) !== 0,
    modified: entry.getLastModDate().getTime(),
    pieces: () => entryPieces(file, signal, zip, entry, name),
  }
}

const UTF8 = 1 << 11
const UNIX = 3
const MAC = 19
const isFromUnix = ({ versionMadeBy }: Entry): boolean => [UNIX, MAC].includes(versionMadeBy >> 8)

/** Unix programs write UTF-8 and often forget to say so; others mean the letters of the first PC. */
function nameOf(entry: Entry): string {
  const { fileNameRaw, generalPurposeBitFlag: flags, extraFields } = entry
  const says = isFromUnix(entry) && isUtf8(fileNameRaw) ? flags | UTF8 : flags
  return getFileNameLowLevel(says, fileNameRaw, extraFields, false)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const modeOf = (entry: Entry): number => (isFromUnix(entry) ? entry.externalFileAttributes >>> 16 : 0)

const TYPE = 0o170000
const FOLDER = 0o040000
const FILE = 0o100000
/** What Windows calls a reparse point: its links. */
const REPARSE_POINT = 0x400

function kindOf({ externalFileAttributes }: Entry, name: string, mode: number): ArchiveEntry['kind'] {
  const type = mode & TYPE
  if (type !== 0 && type !== FILE && type !== FOLDER) return 'other'
  if ((externalFileAttributes & REPARSE_POINT) !== 0 && type === 0) return 'other'
  return type === FOLDER || name.endsWith('/') ? 'folder' : 'file'
}

/** yauzl's words for what people meet, in plain ones. */
function faultIn(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (/^End of central directory record signature not found/.test(said))
    return 'its end is missing, so it was cut short or is no zip archive'
  if (/multi-disk/.test(said)) return 'it is one of several parts'
  if (/strong encryption/.test(said)) return 'it is locked with a password'
  return 'it is damaged or was cut short'
}
