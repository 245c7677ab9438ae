/**
 * Copies of single files: whole, with their times and permissions, on the disk, under a name that was free. Where the
 * disk can share the bytes of two files (APFS, Btrfs, XFS) it does, and no copy takes time.
 */
import { constants, type Stats } from 'node:fs'
import { copyFile, type FileHandle, open, stat, unlink, utimes } from 'node:fs/promises'
import { type Effort, NO_EFFORT } from './effort.ts'
import { refuseStopped } from './stop-signal.ts'
import { syncFile } from './sync-folder.ts'

/** Bytes from where on a copy is worth to be watched, and may be stopped in the middle. */
const LARGE = 8 * 1024 * 1024
const PIECE = 1024 * 1024

/**
 * @param target nothing may be there: EEXIST otherwise
 * @throws system errors, and the signal's reason; nothing is left behind then
 */
export async function copyExclusively(from: string, target: string, effort = NO_EFFORT): Promise<void> {
  await copyUnsynced(from, target, effort)
  try {
    await syncFile(target)
    refuseStopped(effort.signal)
  } catch (error) {
    await unlink(target)
    throw error
  }
}

/** The same, for who brings many copies to the disk at once. */
export async function copyUnsynced(from: string, target: string, effort: Effort): Promise<void> {
  refuseStopped(effort.signal)
  const stats = await stat(from)
  await copyBytes(from, target, stats, effort)
  try {
    await utimes(target, stats.atimeMs / 1000, stats.mtimeMs / 1000)
  } catch (error) {
    await unlink(target)
    throw error
  }
}

async function copyBytes(from: string, target: string, stats: Stats, effort: Effort): Promise<void> {
  // only the system's own copy keeps what Windows stores beside a file (where it came from)
  if (stats.size < LARGE || process.platform === 'win32') {
    // EXCL claims the name, and libuv itself takes away what it could not finish
    await copyFile(from, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    effort.done(stats.size)
  } else if (await cloned(from, target)) effort.done(stats.size)
  else await copyInPieces(from, target, stats, effort)
}

async function cloned(from: string, target: string): Promise<boolean> {
  try {
    await copyFile(from, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch {
    // whatever it was, a plain copy says it better
    return false
  }
}

async function copyInPieces(from: string, target: string, stats: Stats, effort: Effort): Promise<void> {
  const source = await open(from, 'r')
  try {
    const copy = await open(target, 'wx')
    try {
      await pump(source, copy, effort)
      await copy.chmod(stats.mode & 0o777)
    } catch (error) {
      await unlink(target)
      throw error
    } finally {
      await copy.close()
    }
  } finally {
    await source.close()
  }
}

async function pump(source: FileHandle, copy: FileHandle, { signal, done }: Effort): Promise<void> {
  const piece = Buffer.allocUnsafeSlow(PIECE)
  for (;;) {
    refuseStopped(signal)
    const { bytesRead } = await source.read(piece, 0, PIECE)
    if (bytesRead === 0) return
    for (let at = 0; at < bytesRead; ) at += (await copy.write(piece, at, bytesRead - at)).bytesWritten
    done(bytesRead)
  }
}
