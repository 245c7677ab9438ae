import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { MANIFEST_FILE, type PackageManifest, parseManifest } from '#shared/package'
import { openRead } from '../world/open-read.ts'
import { entriesOf } from '../world/zip/read-archive.ts'
import { packageError } from './package-error.ts'

const LARGEST = 400_000

/** @throws AppError `package.no-manifest`, `package.broken-manifest` */
export async function readManifest(folder: string): Promise<PackageManifest> {
  const bytes = await readFile(join(folder, MANIFEST_FILE)).catch((cause: NodeJS.ErrnoException) => {
    throw noManifest(folder, cause)
  })
  return parseManifest(textOf(bytes))
}

/** The manifest in a packed file, without unpacking it. @throws AppError `package.no-manifest`, `files.broken-archive`, ... */
export async function readPackedManifest(path: string, signal: StopSignal): Promise<PackageManifest> {
  const file = await openRead(path, signal)
  try {
    for await (const entry of entriesOf(file, signal)) {
      if (entry.name !== MANIFEST_FILE || entry.kind !== 'file' || entry.size > LARGEST) continue
      const pieces: Uint8Array[] = []
      for await (const piece of entry.pieces()) pieces.push(piece)
      return parseManifest(textOf(Buffer.concat(pieces)))
    }
  } finally {
    await file.close()
  }
  throw noManifest(path)
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError({
      code: 'package.broken-manifest',
      message: `${MANIFEST_FILE} is not text in UTF-8.`,
      fix: 'Save it as UTF-8.',
      details: { file: MANIFEST_FILE },
      cause,
    })
  }
}

const noManifest = (place: string, cause?: NodeJS.ErrnoException): AppError =>
  packageError(
    'no-manifest',
    whyNoManifest(place, cause),
    `Name the folder that holds ${MANIFEST_FILE}, or a .blockloom file. Make a package with: blockloom blocks new NAME`,
    { path: place },
  )

function whyNoManifest(place: string, cause?: NodeJS.ErrnoException): string {
  if (cause && cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR')
    return `${MANIFEST_FILE} in ${place} could not be read: ${cause.message}.`
  if (!existsSync(place)) return `There is nothing at ${place}.`
  if (cause?.code === 'ENOTDIR') return `${place} is a file, and no block package.`
  return `${place} is no block package: there is no ${MANIFEST_FILE} in it.`
}
