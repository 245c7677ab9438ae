import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { IfExists } from '#shared/block'
import { fileProblem, inWords, systemCode } from './file-error.ts'
import { isInside, realPathOf } from './resolve-path.ts'
import { isSameEntry } from './same-file.ts'

/** Whole paths; `toFolder`: `to` is meant as a folder though it may not be there yet. */
export type PlaceOrder = { from: string; to: string; toFolder: boolean; ifExists: IfExists }
/** A name in a folder, and what becomes of one that is there. */
export type Place = { folder: string; name: string; ifExists: IfExists }

/**
 * Where something is to go: into `to` when that is a folder (but not the thing itself), else to that very name.
 * @param entry what goes there; undefined when it is yet to be made
 * @param name the name it gets in a folder
 * @throws AppError when a folder is to go into itself
 */
export async function placeOf(
  { from, to, toFolder, ifExists }: PlaceOrder,
  entry: BigIntStats | undefined,
  name = basename(from),
): Promise<Place> {
  const inFolder = toFolder || (await isOtherFolder(to, entry))
  const place = inFolder
    ? { folder: to, name, ifExists }
    : { folder: dirname(to), name: basename(to), ifExists }
  if (entry?.isDirectory()) await refuseInside(from, place.folder)
  return place
}

async function isOtherFolder(path: string, source: BigIntStats | undefined): Promise<boolean> {
  try {
    const there = await stat(path, { bigint: true })
    return there.isDirectory() && !(source && isSameEntry(there, source))
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return false
    return inWords(path, 'reach', () => Promise.reject(error))
  }
}

async function refuseInside(from: string, folder: string): Promise<void> {
  if (!isInside(await realPathOf(from), await realPathOf(folder))) return
  throw fileProblem({
    code: 'files.into-itself',
    message: `${from} cannot be put into itself (${folder}).`,
    fix: 'Choose a place outside that folder.',
    path: from,
  })
}

export const nothingAt = (path: string) =>
  fileProblem({
    code: 'files.not-found',
    message: `There is nothing at ${path}.`,
    fix: 'Check the path; perhaps it was moved or renamed.',
    path,
  })

export const folderInTheWay = (path: string) =>
  fileProblem({
    code: 'files.is-folder',
    message: `${path} is a folder, so no file can take its place.`,
    fix: 'Choose another name.',
    path,
  })
