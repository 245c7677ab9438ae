import type { BigIntStats, Stats } from 'node:fs'
import { lstat, readdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { systemCode } from './file-error.ts'

/** What stands at a path, links not followed; undefined when nothing does. */
export async function entryAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** The file, folder or device at a path, links followed; undefined when nothing is there. */
export async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

export const isSameEntry = (one: BigIntStats, other: BigIntStats): boolean =>
  one.dev === other.dev && one.ino === other.ino && one.ino !== 0n

/**
 * What a file at `from` and a file at `to` are to one another:
 * `place`: one and the same entry of one folder; `letters`: one entry, named in other letters (a disk that
 * knows no difference between a and A); `links`: two names of one file, as a crash between link and unlink
 * leaves them; `different`: two files.
 * Inode numbers alone are not believed, because some network disks repeat them: two names need a link count
 * of two, and the same size and time.
 */
export async function kinship(
  from: string,
  to: string,
): Promise<'place' | 'letters' | 'links' | 'different'> {
  const [one, other] = await Promise.all([entryAt(from), entryAt(to)])
  if (!one || !other || !isSameEntry(one, other)) return 'different'
  const [oneFolder, otherFolder] = await Promise.all([folderOf(from), folderOf(to)])
  if (isSameEntry(oneFolder, otherFolder)) {
    if (basename(from) === basename(to)) return 'place'
    const names = new Set(await readdir(dirname(from)))
    if (!names.has(basename(from)) || !names.has(basename(to))) return 'letters'
  }
  const twice = one.nlink >= 2n && other.nlink >= 2n && !one.isDirectory()
  return twice && one.size === other.size && one.mtimeNs === other.mtimeNs ? 'links' : 'different'
}

const folderOf = (path: string): Promise<BigIntStats> => stat(dirname(path), { bigint: true })

/**
 * Finishes a move whose target is already the same file. Gives false when it is another one.
 */
export async function finishSame(from: string, to: string): Promise<boolean> {
  const kin = await kinship(from, to)
  if (kin === 'links') await unlink(from)
  if (kin === 'letters') await rename(from, to)
  return kin !== 'different'
}
