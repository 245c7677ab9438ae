import { mkdir, open } from 'node:fs/promises'
import type { StopSignal } from '#shared/block'
import { fileProblem, inWords, systemCode } from './file-error.ts'
import { refuseStopped } from './stop-signal.ts'

/**
 * Brings a folder's entries to the disk, so that a power cut does not undo a link that was made.
 * Windows cannot, and some network disks will not: their own order has to do.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = systemCode(error)
    if (code !== 'EINVAL' && code !== 'ENOTSUP' && code !== 'EACCES' && code !== 'EPERM') throw error
  }
}

/** Brings one file's bytes to the disk. */
export async function syncFile(path: string): Promise<void> {
  // Windows flushes only what is open for writing
  const handle = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Files brought to the disk at once: a disk takes many together for little more than one. */
const AT_ONCE = 16

/** Brings many files' bytes to the disk, after all are written: several times faster than one by one. */
export async function syncFiles(paths: readonly string[], signal: StopSignal): Promise<void> {
  const waiting = paths.values()
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      refuseStopped(signal)
      await syncFile(path)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

/** Makes a folder and those on the way to it; one that is there is fine. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    if (systemCode(error) === 'EEXIST')
      throw fileProblem({
        code: 'files.not-a-folder',
        message: `${folder} is needed as a folder, but a file of that name is there.`,
        fix: 'Rename that file, or choose another folder.',
        path: folder,
      })
    await inWords(folder, 'make the folder', () => Promise.reject(error))
  }
}
