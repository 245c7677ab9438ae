import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { AppError } from '#shared/error'
import { broken, brokenPart, locked, notExcel, oldExcel, tooLargeInside } from './excel-errors.ts'
import { lookAtPart, rootOf } from './look-at-part.ts'

/** Bytes that the parts of a workbook may have when they are unpacked. */
const LARGEST_INSIDE = 256 * 1024 * 1024
const MOST_ENTRIES = 10_000

/**
 * Looks what kind of file it is, how large it would be unpacked, and whether its parts are whole, before it is read:
 * the reader itself takes what it can get.
 * @throws AppError
 */
export async function lookInto(bytes: Uint8Array, file: string): Promise<void> {
  if (startsWith(bytes, OLE)) throw isEncrypted(bytes) ? locked(file) : oldExcel(file)
  if (!startsWith(bytes, ZIP))
    throw notExcel(file, bytes.length === 0 ? 'it is empty' : 'it is another kind of file')
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      autoClose: false,
    })
    const entries = await entriesOf(archive, file)
    checkKind(new Set(entries.map(({ fileName }) => fileName)), file)
    for (const entry of entries) if (rootOf(entry.fileName)) await lookAtPart(archive, entry, file)
  } catch (error) {
    throw error instanceof AppError ? error : broken(file, error)
  }
}

async function entriesOf(archive: ZipFile, file: string): Promise<Entry[]> {
  const entries: Entry[] = []
  const names = new Set<string>()
  let size = 0
  for await (const entry of archive.eachEntry()) {
    // programs differ in which of the two they take
    if (names.has(entry.fileName)) throw brokenPart(file, entry.fileName, 'is there twice')
    names.add(entry.fileName)
    entries.push(entry)
    size += isPart(entry) ? entry.uncompressedSize : 0
    if (size > LARGEST_INSIDE || entries.length > MOST_ENTRIES) throw tooLargeInside(file, LARGEST_INSIDE)
  }
  return entries
}

function checkKind(names: ReadonlySet<string>, file: string): void {
  if (names.has('[Content_Types].xml') && names.has('_rels/.rels')) return
  throw notExcel(file, names.has('mimetype') ? 'it is an OpenDocument file' : 'it is another kind of archive')
}

/** Pictures are not looked at. */
const isPart = ({ fileName }: Entry): boolean => /\.(xml|rels)$/i.test(fileName)

/** Old workbooks, and new ones behind a password, are OLE compound files ([MS-CFB]). */
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ZIP = [0x50, 0x4b, 0x03, 0x04]

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte)

/** The name of the stream that holds an encrypted workbook ([MS-OFFCRYPTO]), as it stands in the directory. */
const isEncrypted = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('EncryptedPackage', 0, 'utf16le')
