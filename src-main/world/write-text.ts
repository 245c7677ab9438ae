/**
 * Writing is all or nothing: a temporary file beside the target, brought to the disk, then put in its place.
 * Whatever fails on the way, the target is as it was and the temporary file is gone.
 */
import { randomBytes } from 'node:crypto'
import { chmod, open, rename, rm, stat, truncate } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { IfExists } from '#shared/block'
import { inWords, systemCode } from './file-error.ts'
import { placeFirstFree } from './place-file.ts'
import { refuseOther } from './read-text.ts'
import { realPathOf } from './resolve-path.ts'
import { makeFolder, syncFolder } from './sync-folder.ts'

/** A name no person gives, hidden, in the same folder so that it is on the same disk. */
export const temporaryName = (folder: string): string =>
  join(folder, `.blockloom-${randomBytes(8).toString('hex')}.part`)

/** @returns the path that was written: with `rename` perhaps with a number in its name */
export async function writeText(path: string, text: string, ifExists: IfExists): Promise<string> {
  await makeFolder(dirname(path))
  // through a link into the file it names, as every editor does
  const target = ifExists === 'replace' ? await realPathOf(path) : path
  const temporary = temporaryName(dirname(target))
  return inWords(path, 'write', async () => {
    try {
      await writeSynced(temporary, text)
      const placed = await place(temporary, target, ifExists)
      await syncFolder(dirname(placed))
      return ifExists === 'replace' ? path : placed
    } finally {
      await rm(temporary, { force: true })
    }
  })
}

async function place(temporary: string, target: string, ifExists: IfExists): Promise<string> {
  if (ifExists !== 'replace') return placeFirstFree(temporary, dirname(target), basename(target), ifExists)
  const old = await statOf(target)
  if (old) {
    refuseOther(target, old)
    await chmod(temporary, old.mode & 0o7777)
  }
  await rename(temporary, target)
  return target
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(text, 'utf8')
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Adds to the end of a file; what could not be written whole is taken back. */
export async function appendText(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path))
  await inWords(path, 'append to', async () => {
    const old = await statOf(path)
    if (old?.isDirectory()) refuseOther(path, old)
    if (old?.isFIFO() || old?.isSocket()) refuseOther(path, old)
    const handle = await open(path, 'a')
    try {
      await handle.appendFile(text, 'utf8')
      if (!old || old.isFile()) await handle.sync()
    } catch (error) {
      if (old?.isFile()) await takeBack(path, old.size, Buffer.byteLength(text))
      throw error
    } finally {
      await handle.close()
    }
  })
}

/** Only when what stands behind the old end can be nothing but our own piece. */
async function takeBack(path: string, size: number, most: number): Promise<void> {
  const now = await statOf(path)
  if (now && now.size > size && now.size - size < most) await truncate(path, size)
}

async function statOf(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}
