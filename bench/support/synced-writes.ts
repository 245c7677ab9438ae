import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Synced writes a second, as a commit makes them: a page and the head of its frame, then fsync. @param folder on the disk that is meant */
export function syncsPerSecond(folder: string): number {
  const file = openSync(join(folder, 'syncs'), 'w')
  const page = Buffer.alloc(4120)
  const from = performance.now()
  let count = 0
  for (; performance.now() - from < 1000; count++) {
    writeSync(file, page)
    fsyncSync(file)
  }
  closeSync(file)
  return count
}
