import { lstat, readdir, rmdir, unlink } from 'node:fs/promises'
import { homedir } from 'node:os'
import { parse, sep } from 'node:path'
import type { StopSignal } from '#shared/block'
import { fileProblem, inWords, systemCode } from './file-error.ts'
import { entryPathOf, isInside, realPathOf } from './resolve-path.ts'
import { refuseStopped } from './stop-signal.ts'
import { syncFolder } from './sync-folder.ts'

/**
 * Refuses what nobody means to delete: a whole disk, the home folder, and every folder they are in. A path made of an
 * empty variable ends there.
 */
export async function refusePrecious(path: string, home = homedir()): Promise<void> {
  const real = await entryPathOf(path)
  if (real !== parse(real).root && !isInside(real, await realPathOf(home))) return
  throw fileProblem({
    code: 'files.too-precious',
    message: `${path} is never deleted: your home folder is it or lies in it.`,
    fix: 'Give the path of one file or folder inside. Perhaps a value that the path is made of is empty.',
    path,
  })
}

/**
 * Deletes a file, a link (not what it leads to), or a folder with all that is in it. Names that are no text go too.
 * When it fails or is stopped in the middle of a folder, what was deleted by then is gone.
 * @param path whole path of something that is there
 */
export async function removeForEver(path: string, signal: StopSignal): Promise<void> {
  await inWords(path, 'delete', async () => {
    const entry = await lstat(path)
    if (entry.isDirectory()) await removeFolder(Buffer.from(path), signal)
    else await gone(() => unlink(path))
    await syncFolder(parentOf(path))
  })
}

async function removeFolder(folder: Buffer, signal: StopSignal): Promise<void> {
  for (const entry of await readdir(folder, { encoding: 'buffer', withFileTypes: true })) {
    refuseStopped(signal)
    const path = Buffer.concat([folder, Buffer.from(sep), entry.name])
    // what was a folder a moment ago and is a link by now is not walked into: rmdir refuses, unlink takes the link
    if (entry.isDirectory()) await removeFolder(path, signal)
    else await gone(() => unlink(path))
  }
  await gone(() => rmdir(folder))
}

/** Somebody else was quicker: that is as good. */
async function gone(remove: () => Promise<void>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

const parentOf = (path: string): string => parse(path).dir
