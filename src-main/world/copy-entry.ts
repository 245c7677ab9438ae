/**
 * Copying makes a whole copy under a temporary name beside its place and puts it there at the end: whatever fails on
 * the way, nothing half copied is left.
 */
import type { BigIntStats } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Progress, StopSignal } from '#shared/block'
import { copyExclusively } from './copy-file.ts'
import { copyTree, treeSize } from './copy-tree.ts'
import { effortOf } from './effort.ts'
import { alreadyThere, inWords, systemCode } from './file-error.ts'
import { placeFirstFree } from './place-file.ts'
import { placeFolder } from './place-folder.ts'
import { folderInTheWay, nothingAt, type Place, type PlaceOrder, placeOf } from './place-of.ts'
import { refuseOther } from './read-text.ts'
import { entryAt, kinship } from './same-file.ts'
import { refuseStopped } from './stop-signal.ts'
import { makeFolder, syncFolder } from './sync-folder.ts'
import { sweepTemporaries, temporaryName } from './temporary-name.ts'

/**
 * Copies a file or a folder. A link is followed: what it leads to is copied.
 * @returns the path of the copy
 */
export function copyEntry(order: PlaceOrder, signal: StopSignal, progress?: Progress): Promise<string> {
  const { from } = order
  return inWords(from, 'copy', async () => {
    refuseStopped(signal)
    const entry = await sourceOf(from)
    const place = await placeOf(order, entry)
    const target = join(place.folder, place.name)
    if (await replacesItself(from, target, place)) return target
    await refuseTaken(target, place, entry)
    await makeFolder(place.folder)
    await sweepTemporaries(place.folder)
    const effort = effortOf(signal, await treeSize(from, signal), progress)
    const temporary = temporaryName(place.folder)
    try {
      await inWords(place.folder, 'write to', async () => {
        if (entry.isDirectory()) await copyTree(from, temporary, effort)
        else await copyExclusively(from, temporary, effort)
      })
      refuseStopped(signal)
      return await placeCopy(temporary, place, entry)
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  })
}

async function sourceOf(from: string): Promise<BigIntStats> {
  try {
    const entry = await stat(from, { bigint: true })
    if (!entry.isDirectory()) refuseOther(from, entry)
    return entry
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? nothingAt(from) : error
  }
}

/** A file that is to replace itself stays as it is. */
async function replacesItself(from: string, target: string, { ifExists }: Place): Promise<boolean> {
  return ifExists === 'replace' && (await kinship(from, target)) === 'place'
}

/** What cannot be placed in the end is refused before anything is copied. */
async function refuseTaken(target: string, { ifExists }: Place, entry: BigIntStats): Promise<void> {
  if (ifExists === 'rename') return
  const there = await entryAt(target)
  if (!there) return
  if (entry.isDirectory()) throw alreadyThere(target, there.isDirectory())
  if (ifExists === 'fail') throw alreadyThere(target)
  if (there.isDirectory()) throw folderInTheWay(target)
}

async function placeCopy(temporary: string, place: Place, entry: BigIntStats): Promise<string> {
  if (entry.isDirectory()) return placeFolder(temporary, place)
  const { folder, name, ifExists } = place
  if (ifExists !== 'replace') {
    const target = await placeFirstFree(temporary, folder, name, ifExists)
    await syncFolder(folder)
    return target
  }
  const target = join(folder, basename(name))
  await rename(temporary, target)
  await syncFolder(folder)
  return target
}
