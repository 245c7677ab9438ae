import { createHash } from 'node:crypto'
import type { StopSignal } from '#shared/block'
import { openRead } from '../world/open-read.ts'
import { openWrite } from '../world/open-write.ts'
import { ZipWriter } from '../world/zip/zip-writer.ts'
import { PACKAGE_LIMITS, type PackageFile, tooLarge } from './package-files.ts'

/** The first moment that a zip can hold: the same files give the same bytes, whenever they were written. */
const NO_TIME = Date.UTC(1980, 0, 1)

export type PackedAs = { readonly path: string; readonly bytes: number; readonly digest: string }

/**
 * Packs files into one, with the same bytes for the same files.
 * @param extra texts that are in the packed file beside them, by name
 * @throws AppError `package.too-large`
 */
export async function packFiles(
  files: readonly PackageFile[],
  extra: Readonly<Record<string, string>>,
  target: string,
  signal: StopSignal,
): Promise<PackedAs> {
  const writing = await openWrite(target, 'replace', signal)
  const sum = createHash('sha256')
  let bytes = 0
  const zip = new ZipWriter(async (piece) => {
    bytes += piece.length
    if (bytes > PACKAGE_LIMITS.packed) throw tooLarge('more than 64 MB when it is packed')
    sum.update(piece)
    await writing.write(piece)
  })
  try {
    const put = (way: string, size: number, executable: boolean, pieces: AsyncIterable<Uint8Array>) =>
      zip.file(way, { modified: NO_TIME, mode: executable ? 0o755 : 0o644, size, dense: false }, pieces)
    for (const [way, text] of Object.entries(extra)) {
      const made = Buffer.from(text)
      await put(way, made.length, false, once(made))
    }
    for (const { way, path, size, executable } of files) {
      const file = await openRead(path, signal)
      try {
        await put(way, size, executable, file)
      } finally {
        await file.close()
      }
    }
    await zip.end()
    return { path: await writing.done(), bytes, digest: sum.digest('hex') }
  } finally {
    await writing.cancel()
  }
}

async function* once(bytes: Uint8Array) {
  yield bytes
}
