/**
 * Puts a file under a name that must be free. `rename` overwrites without a word, so a second name is made
 * instead (link fails when the name is taken); where a disk has no links, an exclusive copy.
 */
import type { BigIntStats } from 'node:fs'
import { link, readlink, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { IfExists } from '#shared/block'
import { copyExclusively } from './copy-file.ts'
import { alreadyThere, systemCode } from './file-error.ts'
import { numberedName } from './file-name.ts'
import { entryAt, finishSame } from './same-file.ts'

/** linked: one file of two names. copied: two files. taken: nothing was done. other-disk: nothing was done. */
export type Placed = 'linked' | 'copied' | 'taken' | 'other-disk'

/** What a disk says that can make no further link to this file. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'])
/** Nobody has so many files of one name; the search must end. */
const MOST_NAMES = 100_000

/** Gives a file a second place, `target`, if that name is free. */
export async function placeFile(from: string, target: string, entry: BigIntStats): Promise<Placed> {
  if (entry.isSymbolicLink()) return orTaken(() => copyLink(from, target))
  try {
    await link(from, target)
    return 'linked'
  } catch (error) {
    const code = systemCode(error) ?? ''
    if (code === 'EEXIST') return 'taken'
    if (code === 'EXDEV') return 'other-disk'
    if (!NO_LINKS.has(code) || !entry.isFile()) throw error
    return orTaken(() => copyExclusively(from, target))
  }
}

/** A link is moved as a link: what it names is left alone. */
async function copyLink(from: string, target: string): Promise<void> {
  await symlink(await readlink(from), target)
}

async function orTaken(deed: () => Promise<void>): Promise<Placed> {
  try {
    await deed()
    return 'copied'
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return 'taken'
    throw error
  }
}

/** The names to try, first the plain one: with `rename` then `name 2.ext`, `name 3.ext`, ... */
export function* namesToTry(folder: string, name: string, ifExists: IfExists): Generator<string> {
  const most = ifExists === 'rename' ? MOST_NAMES : 1
  for (let count = 1; count <= most; count++) yield join(folder, numberedName(name, count))
}

/** Moves a finished temporary file to the first name that is free. */
export async function placeFirstFree(
  temporary: string,
  folder: string,
  name: string,
  ifExists: IfExists,
): Promise<string> {
  const entry = (await entryAt(temporary)) as BigIntStats
  for (const target of namesToTry(folder, name, ifExists)) {
    const placed = await placeFile(temporary, target, entry)
    if (placed === 'linked' || placed === 'copied') return target
    if (placed === 'other-disk') throw new Error(`a temporary file is on another disk than ${folder}`)
    if (await finishSame(temporary, target)) return target
  }
  throw alreadyThere(join(folder, name))
}
