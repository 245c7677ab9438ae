import type { BigIntStats } from 'node:fs'
import { chmod, mkdir, readlink, rmdir, symlink, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { copyUnsynced } from './copy-file.ts'
import type { Effort } from './effort.ts'
import { fileProblem } from './file-error.ts'
import { entryAt, isSameEntry } from './same-file.ts'
import { syncFiles, syncFolder } from './sync-folder.ts'
import { type Walked, walkTree } from './walk-tree.ts'

/** One thing that was copied, as it was then. */
export type Copied = Pick<Walked, 'path' | 'entry'>

/**
 * Copies a folder with all in it to a name that is free: times, permissions, links as links.
 * @returns what was copied, folders before what is in them
 */
export async function copyTree(from: string, to: string, effort: Effort): Promise<Copied[]> {
  const copied: Copied[] = []
  const files: string[] = []
  const folders: { target: string; entry: BigIntStats }[] = []
  for await (const { path, way, kind, entry } of walkTree(from, effort.signal)) {
    const target = join(to, way)
    copied.push({ path, entry })
    if (kind === 'folder') {
      await mkdir(target)
      folders.push({ target, entry })
    } else if (kind === 'link') await symlink(await readlink(path), target)
    else if (kind === 'file') {
      await copyUnsynced(path, target, effort)
      files.push(target)
    } else throw notCopied(path)
  }
  await syncFiles(files, effort.signal)
  // only now: nothing could be put into a folder that may not be written
  for (const { target, entry } of folders.reverse()) await finishFolder(target, entry)
  return copied
}

async function finishFolder(target: string, entry: BigIntStats): Promise<void> {
  await syncFolder(target)
  await chmod(target, Number(entry.mode & 0o777n))
  await utimes(target, Number(entry.atimeMs) / 1000, Number(entry.mtimeMs) / 1000)
}

/** Bytes of all files in a folder, or of a file. */
export async function treeSize(path: string, signal: Effort['signal']): Promise<number> {
  let size = 0
  for await (const { kind, entry } of walkTree(path, signal)) if (kind === 'file') size += Number(entry.size)
  return size
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
    message: `${path} is a device or a pipe, which cannot be copied.`,
    fix: 'Take it out of the folder first.',
    path,
  })
