import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/**
 * A disk of its own in memory, taken away after the tests of the file that asked; null where this user may mount none.
 * @param size as mount takes it: `64k`
 */
export function ownDisk(size: string): string | null {
  const place = mkdtempSync(join(tmpdir(), 'blockloom-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'blockloom-test', place], { stdio: 'ignore' })
  } catch {
    rmSync(place, { recursive: true })
    return null
  }
  afterAll(() => {
    execFileSync('umount', [place])
    rmSync(place, { recursive: true })
  })
  return place
}
