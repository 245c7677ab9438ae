import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A place on another disk than the one of temporary files, where this machine has one that can be written to. */
export const otherDisk = (): string | undefined => ['/dev/shm', '/run'].find(isOtherDisk)

function isOtherDisk(place: string): boolean {
  try {
    rmSync(mkdtempSync(join(place, 'blockloom-')), { recursive: true })
    return statSync(place).dev !== statSync(tmpdir()).dev
  } catch {
    return false
  }
}
