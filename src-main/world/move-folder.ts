/**
 * A folder cannot be linked. Its new name is claimed by making an empty folder there (which fails when the name
 * is taken), and renaming onto an empty folder replaces just that one. Across disks the whole tree is copied
 * under a temporary name, and only what was copied is taken away.
 */
import { rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { copyTree, removeCopied, treeSize } from './copy-tree.ts'
import { effortOf } from './effort.ts'
import { alreadyThere, systemCode } from './file-error.ts'
import type { Source } from './move-entry.ts'
import { namesToTry } from './place-file.ts'
import { claimed, renameOnto } from './place-folder.ts'
import type { Place } from './place-of.ts'
import { entryAt, isSameEntry, kinship } from './same-file.ts'
import { syncFolder } from './sync-folder.ts'
import { sweepTemporaries, temporaryName } from './temporary-name.ts'

/** @returns the path it has now; a folder that is there is never replaced or merged */
export async function moveFolder(source: Source, place: Place): Promise<string> {
  for (const target of namesToTry(place.folder, place.name, place.ifExists)) {
    if (await claimed(target)) {
      if (await moved(source, target, place.folder)) return target
      continue
    }
    const there = await entryAt(target)
    if (!there || !isSameEntry(there, source.entry)) continue
    if ((await kinship(source.path, target)) === 'letters') await rename(source.path, target)
    return target
  }
  throw alreadyThere(join(place.folder, place.name), true)
}

/** False when somebody put something into the claimed folder meanwhile: then it is theirs. */
async function moved(source: Source, target: string, folder: string): Promise<boolean> {
  try {
    await renameOnto(source.path, target)
    await syncFolder(folder)
    return true
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    if (code === 'EXDEV') return copied(source, target, folder)
    await rmdir(target)
    throw error
  }
}

async function copied({ path, signal, progress }: Source, target: string, folder: string): Promise<boolean> {
  await sweepTemporaries(folder)
  const temporary = temporaryName(folder)
  try {
    const effort = effortOf(signal, await treeSize(path, signal), progress)
    const entries = await copyTree(path, temporary, effort)
    await renameOnto(temporary, target)
    await syncFolder(folder)
    await removeCopied(entries)
    return true
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    // empty still, unless the copy has arrived: then rmdir refuses, and both are kept
    await rmdir(target).catch(() => undefined)
    throw error
  }
}
