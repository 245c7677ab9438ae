import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

type Mount = { readonly at: string; readonly type: string }

/** File systems whose files other computers (or the host of a virtual one) change without this system being told. */
const REMOTE =
  /^(nfs\d?|cifs|smb\d?|smbfs|ncpfs|ncp|afs|afpfs|webdav|davfs2?|9p|ceph|glusterfs|lustre|beegfs|gfs2?|ocfs2|vboxsf|vmhgfs|virtiofs|prl_fs|drvfs|fuse\..+)$/
/** Of those that a program of this machine keeps, the ones with a disk behind them. */
const LOCAL_FUSE =
  /^fuse\.(ntfs|ntfs-3g|exfat|lowntfs-3g|mergerfs|unionfs|encfs|gocryptfs|cryfs|bindfs|ext\d|zfs)$/

const isRemote = (type: string): boolean => REMOTE.test(type) && !LOCAL_FUSE.test(type)

/**
 * The kind of network drive that a folder lies on; null: it lies on a disk of this machine, or nobody can tell. What
 * changes on such a drive from elsewhere is not told to this system, so it has to be looked for.
 * @param real whole path, links resolved
 */
export async function networkDriveOf(real: string, platform = process.platform): Promise<string | null> {
  if (platform === 'win32') return isShare(real) ? 'a Windows share' : null
  const mounts = await mountsOf(platform)
  const type = mountOf(real, mounts)?.type
  return type !== undefined && isRemote(type) ? type : null
}

/** A path on another Windows computer. A letter that stands for one is resolved to it by `realpath`. */
export const isShare = (path: string): boolean =>
  /^[\\/]{2}(?![?.][\\/])|^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path)

/** The mount that a path lies in: the innermost. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let found: Mount | undefined
  for (const mount of mounts) {
    const inside = mount.at === '/' || path === mount.at || path.startsWith(`${mount.at}/`)
    // of two at one place the later one covers the other
    if (inside && mount.at.length >= (found?.at.length ?? 0)) found = mount
  }
  return found
}

/** Of /proc/self/mounts: device, place, type, options; blanks and the like as octal numbers (fstab(5)). */
export const readLinuxMounts = (text: string): Mount[] =>
  text
    .split('\n')
    .map((line) => line.split(' '))
    .filter((parts) => parts.length >= 3)
    .map(([, at = '', type = '']) => ({ at: at.replace(/\\(\d{3})/g, octal), type }))

const octal = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 8))

/** Of `mount` on macOS: `//me@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)`. */
export const readMacMounts = (text: string): Mount[] =>
  [...text.matchAll(/^.+? on (\/.*) \(([^,)]+)[^)]*\)$/gm)].map(([, at = '', type = '']) => ({ at, type }))

async function mountsOf(platform: NodeJS.Platform): Promise<Mount[]> {
  try {
    if (platform === 'linux') return readLinuxMounts(await readFile('/proc/self/mounts', 'utf8'))
    if (platform === 'darwin') return readMacMounts((await promisify(execFile)('/sbin/mount')).stdout)
  } catch {
    // a system that does not tell: the folder is watched as one of its own
  }
  return []
}
