import { describe, expect, test } from 'vitest'
import { isShare, mountOf, networkDriveOf, readLinuxMounts, readMacMounts } from './network-drive.ts'

const MOUNTS = `/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/nas nfs4 rw,vers=4.2,addr=192.0.2.1 0 0
//server/share /mnt/with\\040blank cifs rw 0 0
/dev/sdb1 /mnt/nas/inner ext4 rw 0 0
/dev/sdc1 /media/usb fuseblk rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sdd1 /mnt/win fuse.ntfs-3g rw 0 0
none /mnt/over tmpfs rw 0 0
server:/b /mnt/over nfs rw 0 0
`

const typeAt = (path: string) => mountOf(path, readLinuxMounts(MOUNTS))?.type

describe('the mount that a folder lies in', () => {
  test.each([
    ['/home/me', 'ext4'],
    ['/mnt/nas', 'nfs4'],
    ['/mnt/nas/a/b', 'nfs4'],
    ['/mnt/nasty', 'ext4'],
    ['/mnt/nas/inner/a', 'ext4'],
    ['/mnt/with blank/a', 'cifs'],
    ['/media/usb/photos', 'fuseblk'],
    ['/mnt/over/a', 'nfs'],
  ])('%s: %s', (path, type) => {
    expect(typeAt(path)).toBe(type)
  })

  test('is read from what macOS tells, too', () => {
    const mounts = readMacMounts(
      '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n' +
        '//me@server/share on /Volumes/My share (smbfs, nodev, nosuid, mounted by me)\n',
    )
    expect(mounts).toEqual([
      { at: '/', type: 'apfs' },
      { at: '/Volumes/My share', type: 'smbfs' },
    ])
  })
})

test('a path on another Windows computer is known by its form', () => {
  for (const path of ['\\\\server\\share\\in', '//server/share', '\\\\?\\UNC\\server\\share'])
    expect(isShare(path), path).toBe(true)
  for (const path of ['C:\\Users\\me', '\\\\?\\C:\\Users', '\\\\.\\pipe\\x', '/mnt/a'])
    expect(isShare(path), path).toBe(false)
})

test('a folder for temporary files is on a disk of this machine', async () => {
  expect(await networkDriveOf(import.meta.dirname)).toBeNull()
  expect(await networkDriveOf('\\\\server\\share\\in', 'win32')).toBe('a Windows share')
})
