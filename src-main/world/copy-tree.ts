import type { BigIntStats } from 'node:fs'
import { chmod, mkdir, readdir, readlink, rmdir, symlink, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileProblem } from './file-error.ts'
import { copyExclusively } from './place-file.ts'
import { entryAt, isSameEntry } from './same-file.ts'
import { syncFolder } from './sync-folder.ts'

/** One thing that was copied, as it was then. */
export type Copied = { path: string; entry: BigIntStats }

/** Copies a folder with all in it to a name that is free. Gives what was copied, folders before what is in them. */
export async function copyTree(from: string, to: string): Promise<Copied[]> {
  const entry = await entryAt(from)
  if (!entry) return []
  const copied: Copied[] = [{ path: from, entry }]
  if (entry.isSymbolicLink()) await symlink(await readlink(from), to)
  else if (entry.isFile()) await copyExclusively(from, to)
  else if (entry.isDirectory()) {
    await mkdir(to)
    for (const name of await readdir(from)) copied.push(...(await copyTree(join(from, name), join(to, name))))
    await chmod(to, Number(entry.mode & 0o7777n))
    await syncFolder(to)
  } else throw notCopied(from)
  return copied
}

/** Takes away what was copied, and nothing that came or changed since: that stays where it is, with a word. */
export async function removeCopied(copied: readonly Copied[]): Promise<void> {
  for (const { path, entry } of copied.toReversed()) {
    if (entry.isDirectory()) {
      await rmdir(path)
      continue
    }
    const now = await entryAt(path)
    if (now && isSameEntry(now, entry) && now.mtimeNs === entry.mtimeNs && now.size === entry.size)
      await unlink(path)
  }
}

const notCopied = (path: string) =>
  fileProblem({
    code: 'files.not-a-file',
    message: `${path} is a device or a pipe, which cannot be copied to another disk.`,
    fix: 'Take it out of the folder first.',
    path,
  })
