import { randomBytes } from 'node:crypto'
import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A name no person gives, hidden, in the same folder so that it is on the same disk. */
export const temporaryName = (folder: string): string =>
  join(folder, `.blockloom-${randomBytes(8).toString('hex')}.part`)

/** Whether a name is one of ours. */
export const isTemporary = (name: string): boolean => /^\.blockloom-[0-9a-f]{16}\.part$/.test(name)

/** Whatever is under way is written to more often than this; ms. */
const GIVEN_UP = 24 * 60 * 60 * 1000
const swept = new Set<string>()

/** Takes away what a crash left half done in a folder, a day later; once a folder. Never fails. */
export async function sweepTemporaries(folder: string, now = Date.now()): Promise<void> {
  if (swept.has(folder)) return
  swept.add(folder)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(isTemporary)) {
    const path = join(folder, name)
    const entry = await lstat(path).catch(() => undefined)
    if (entry && now - entry.mtimeMs > GIVEN_UP)
      await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}
