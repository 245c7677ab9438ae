import { createHash } from 'node:crypto'
import { copyFile, rm, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { AppError } from '#shared/error'
import type { PackageManifest } from '#shared/package'
import { openRead } from '../world/open-read.ts'
import { NEVER_STOPPED } from '../world/stop-signal.ts'
import { makeFolder } from '../world/sync-folder.ts'
import { temporaryName } from '../world/temporary-name.ts'
import { type Unpacked, unzip } from '../world/zip/unzip.ts'
import { packFiles } from './pack-files.ts'
import { packageError } from './package-error.ts'
import { PACKAGE_LIMITS, packageFiles } from './package-files.ts'
import { readManifest, readPackedManifest } from './read-manifest.ts'

/** A package on its way in: one packed file of our own, which nobody changes any more. */
export type Incoming = {
  readonly path: string
  readonly manifest: PackageManifest
  /** SHA-256 of the file, hexadecimal: the same for the same files, whether they came as a folder or packed */
  readonly digest: string
}

/**
 * Takes a copy of a package folder or a packed file, and hands it to `work`; the copy is gone afterwards.
 * @param from an absolute path
 * @param beside the folder in which the copy lies meanwhile
 * @throws AppError `package.not-there`, `package.from-elsewhere`, those of the manifest and of the archive
 */
export async function withIncoming<T>(
  from: string,
  beside: string,
  work: (incoming: Incoming) => Promise<T>,
): Promise<T> {
  if (/^(git[+:@]|https?:|ssh:)|\.git$/.test(from)) throw fromElsewhere(from)
  if (!isAbsolute(from)) throw notThere(from)
  const there = await stat(from).catch(() => undefined)
  if (!there) throw notThere(from)
  await makeFolder(beside)
  const path = temporaryName(beside)
  try {
    return await work(there.isDirectory() ? await packed(from, path) : await copied(from, path, there.size))
  } finally {
    await rm(path, { force: true })
  }
}

async function packed(folder: string, path: string): Promise<Incoming> {
  const manifest = await readManifest(folder)
  const files = await packageFiles(folder, manifest.leaveOut, NEVER_STOPPED)
  const { digest } = await packFiles(files, {}, path, NEVER_STOPPED)
  return { path, manifest, digest }
}

async function copied(from: string, path: string, size: number): Promise<Incoming> {
  if (size > PACKAGE_LIMITS.packed) throw archiveTooLarge(from)
  await copyFile(from, path)
  return {
    path,
    manifest: await inWords(from, path, () => readPackedManifest(path, NEVER_STOPPED)),
    digest: await digestOf(path),
  }
}

async function digestOf(path: string): Promise<string> {
  const sum = createHash('sha256')
  const file = await openRead(path, NEVER_STOPPED)
  try {
    for await (const piece of file) sum.update(piece)
  } finally {
    await file.close()
  }
  return sum.digest('hex')
}

/**
 * Unpacks a package into a folder that is not there yet: whole or not at all, nothing outside it.
 * @throws AppError `files.unsafe-archive`, `files.broken-archive`, `package.has-links`, `package.too-large`
 */
export async function unpackInto(incoming: Incoming, from: string, folder: string): Promise<void> {
  const limits = {
    maxSize: PACKAGE_LIMITS.bytes,
    maxEntries: PACKAGE_LIMITS.files,
    maxRatio: PACKAGE_LIMITS.ratio,
  }
  const order = { from: incoming.path, to: folder, toFolder: false, ifExists: 'fail' as const }
  const made: Unpacked = await inWords(from, incoming.path, () => unzip(order, limits, NEVER_STOPPED))
  const [link] = made.leftOut
  if (link === undefined) return
  await rm(folder, { recursive: true, force: true })
  throw packageError(
    'has-links',
    `${from} holds ${JSON.stringify(link)}, which is a link or no file.`,
    'Nothing was installed. Ask whoever made the package for one without it.',
    { path: link },
  )
}

/** The archive is told by the name that the person gave, not by that of our copy. */
async function inWords<T>(from: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'files.archive-too-large') throw archiveTooLarge(from, error)
    throw new AppError({
      ...error.toJSON(),
      message: error.message.replaceAll(path, from),
      fix: 'Nothing was installed. Get the package again, or ask whoever made it.',
      cause: error,
    })
  }
}

const archiveTooLarge = (from: string, cause?: AppError): AppError =>
  new AppError({
    code: 'package.too-large',
    message: `${from} is more than a package may be (64 MB packed, 256 MB unpacked, 10,000 files), or was made to do harm.`,
    fix: 'Nothing was installed. Ask whoever made the package for a smaller one.',
    ...(cause && { details: { field: cause.details.field }, cause }),
  })

const notThere = (from: string): AppError =>
  packageError(
    'not-there',
    `There is nothing at ${from}.`,
    'Name the folder of a package, or a .blockloom file.',
    { path: from },
  )

const fromElsewhere = (from: string): AppError =>
  packageError(
    'from-elsewhere',
    `${from} is an address, and packages are installed from a folder or a packed file for now.`,
    'Clone or download it first, and install what you got.',
    { path: from },
  )

/** Where a package's files go: its name and version, with a number when an earlier one of that version is still there. */
export async function freeFolder(blocks: string, { name, version }: PackageManifest): Promise<string> {
  for (let count = 1; ; count++) {
    const folder = `${name}@${version}${count === 1 ? '' : `+${count}`}`
    if (!(await stat(join(blocks, folder)).catch(() => undefined))) return folder
  }
}
