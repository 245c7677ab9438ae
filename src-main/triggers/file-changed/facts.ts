import { lstat } from 'node:fs/promises'

/** A file as it is at a moment: bytes, ms since the epoch, and what tells it from others of its disk ("0": nothing). */
export type Facts = { readonly size: number; readonly modified: number; readonly inode: string }

/**
 * How a file is now; null: there is none, or what is there is a folder, a link or a device; undefined: nobody can tell
 * at the moment (no permission, the disk failed).
 */
export async function lookAt(path: string): Promise<Facts | null | undefined> {
  try {
    const stats = await lstat(path, { bigint: true })
    if (!stats.isFile()) return null
    return {
      size: Number(stats.size),
      modified: Number(stats.mtimeNs) / 1e6,
      inode: String(stats.ino),
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : undefined
  }
}

/**
 * Whether nothing happened to it. The inode has no say: some network drives number anew each time, and a file that
 * was replaced by one of the same size and time is the same to everybody who copies files.
 */
export const isSame = (one: Facts | null, other: Facts | null): boolean =>
  one === null || other === null ? one === other : one.size === other.size && one.modified === other.modified

/**
 * What a file keeps when it gets another name. The inode alone is not believed: disks give it to the next file as soon
 * as one is gone. Undefined: it cannot be told from others.
 */
export const identityOf = ({ inode, size, modified }: Facts): string | undefined =>
  inode === '0' ? undefined : `${inode} ${size} ${modified}`
