/**
 * Moving never loses a file and never overwrites one unless asked. A file gets its second name first and loses
 * the old one after that is on the disk: a crash between leaves it in both places, and the same move done again
 * finds its own link and finishes. Across disks, a whole copy takes the place of the link.
 */
import type { BigIntStats } from 'node:fs'
import { rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Progress, StopSignal } from '#shared/block'
import { copyExclusively } from './copy-file.ts'
import { type Effort, effortOf } from './effort.ts'
import { alreadyThere, fileProblem, inWords, systemCode } from './file-error.ts'
import { inTurn } from './in-turn.ts'
import { moveFolder } from './move-folder.ts'
import { namesToTry, type Placed, placeFile, placeFirstFree } from './place-file.ts'
import { folderInTheWay, nothingAt, type Place, type PlaceOrder, placeOf } from './place-of.ts'
import { entryAt, finishSame, isSameEntry, kinship } from './same-file.ts'
import { makeFolder, syncFolder } from './sync-folder.ts'
import { sweepTemporaries, temporaryName } from './temporary-name.ts'

export type Source = { path: string; entry: BigIntStats; signal: StopSignal; progress?: Progress }

/**
 * Moves a file, a link or a folder.
 * @returns the path it has now
 */
export function moveEntry(order: PlaceOrder, signal: StopSignal, progress?: Progress): Promise<string> {
  const { from } = order
  return inTurn(from, () =>
    inWords(from, 'move', async () => {
      const entry = await entryAt(from)
      if (!entry) throw nothingAt(from)
      return move({ path: from, entry, signal, progress }, await placeOf(order, entry))
    }),
  )
}

async function move(source: Source, place: Place): Promise<string> {
  await makeFolder(place.folder)
  if (source.entry.isDirectory()) return moveFolder(source, place)
  return place.ifExists === 'replace' ? replaceFile(source, place) : moveFile(source, place)
}

/** The system says only that something is not there; whether that is the file or the folder, a look tells. */
async function placeOrGone({ path, entry }: Source, target: string): Promise<Placed> {
  try {
    return await placeFile(path, target, entry)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' && !(await entryAt(path))) throw nothingAt(path)
    throw error
  }
}

async function moveFile(source: Source, place: Place): Promise<string> {
  for (const target of namesToTry(place.folder, place.name, place.ifExists)) {
    const placed = await inWords(target, 'write', () => placeOrGone(source, target))
    if (placed === 'other-disk') return acrossDisks(source, place)
    if (placed !== 'taken') {
      await syncFolder(place.folder)
      await removeOld(source, target)
      return target
    }
    if (await finishSame(source.path, target)) return target
  }
  throw alreadyThere(join(place.folder, place.name))
}

/** A whole copy on the other disk under a name of its own, then as within one disk. */
async function acrossDisks(source: Source, place: Place): Promise<string> {
  await sweepTemporaries(place.folder)
  const temporary = temporaryName(place.folder)
  const effort: Effort = effortOf(source.signal, Number(source.entry.size), source.progress)
  try {
    await inWords(place.folder, 'write to', () => copyExclusively(source.path, temporary, effort))
    await refuseChanged(source)
    const target =
      place.ifExists === 'replace'
        ? await renamed(temporary, join(place.folder, place.name))
        : await placeFirstFree(temporary, place.folder, place.name, place.ifExists)
    await syncFolder(place.folder)
    await removeOld(source, target)
    return target
  } finally {
    await rm(temporary, { force: true })
  }
}

async function renamed(from: string, target: string): Promise<string> {
  await rename(from, target)
  return target
}

/** Somebody wrote into it while it was copied: the copy is worth nothing, the file stays. */
async function refuseChanged({ path, entry }: Source): Promise<void> {
  const now = await entryAt(path)
  if (now && isSameEntry(now, entry) && now.size === entry.size && now.mtimeNs === entry.mtimeNs) return
  throw fileProblem({
    code: 'files.in-use',
    message: `${path} was changed while it was being moved; it is still where it was.`,
    fix: 'Wait until nobody writes to it, then try again.',
    retryable: true,
    path,
  })
}

/**
 * Takes the old name away. If that is refused the new one is taken back, so that the file is where it was. An old
 * name that is gone or names another file by now is not ours: the file keeps its new place, the only sure one.
 */
async function removeOld({ path, entry }: Source, target: string): Promise<void> {
  const now = await entryAt(path)
  if (!now || !isSameEntry(now, entry)) return
  try {
    await unlink(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return
    await unlink(target).catch(() => undefined)
    throw error
  }
}

async function replaceFile(source: Source, place: Place): Promise<string> {
  const target = join(place.folder, place.name)
  const old = await entryAt(target)
  if (old?.isDirectory()) throw folderInTheWay(target)
  // rename does nothing at all between two names of one file
  if (old && (await kinship(source.path, target)) !== 'different') {
    await finishSame(source.path, target)
    return target
  }
  try {
    return await renamed(source.path, target)
  } catch (error) {
    if (systemCode(error) === 'EXDEV') return acrossDisks(source, place)
    throw error
  }
}
