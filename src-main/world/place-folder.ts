import { mkdir, rename, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { alreadyThere, systemCode } from './file-error.ts'
import { namesToTry } from './place-file.ts'
import type { Place } from './place-of.ts'
import { syncFolder } from './sync-folder.ts'

/** Claims a name by making an empty folder there. */
export async function claimed(target: string): Promise<boolean> {
  try {
    await mkdir(target)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Puts a folder in the place of an empty one; Windows renames no folder onto another. */
export async function renameOnto(from: string, target: string): Promise<void> {
  if (process.platform === 'win32') await rmdir(target)
  await rename(from, target)
}

/** Moves a finished temporary folder, beside its place, to the first name that is free. */
export async function placeFolder(temporary: string, { folder, name, ifExists }: Place): Promise<string> {
  for (const target of namesToTry(folder, name, ifExists))
    if ((await claimed(target)) && (await placed(temporary, target))) {
      await syncFolder(folder)
      return target
    }
  throw alreadyThere(join(folder, name), true)
}

/** False when somebody put something into the claimed folder meanwhile: then it is theirs. */
async function placed(temporary: string, target: string): Promise<boolean> {
  try {
    await renameOnto(temporary, target)
    return true
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    await rmdir(target)
    throw error
  }
}
