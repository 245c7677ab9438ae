import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const FIXTURE = join(import.meta.dirname, 'fixtures', 'listen-to.ts')
/** A user that may do nothing: what root may not try itself. */
const NOBODY = 65_534

let top: string
let folder: string
let own: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'blockloom-ears-'))
  chmodSync(top, 0o755)
  folder = join(top, 'in')
  own = join(top, 'data')
  mkdirSync(own)
  for (const name of ['a', 'b', 'c', 'd']) mkdirSync(join(folder, name), { recursive: true })
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(top, { recursive: true, force: true })
})

const said = (program: string, args: string[], asUser?: number) =>
  spawnSync(program, args, {
    encoding: 'utf8',
    ...(asUser !== undefined && { uid: asUser, gid: asUser }),
  })

/** In a room where the system lets so many folders be watched, and so many programs watch. */
const limited = (watches: number, instances: number) =>
  said('unshare', [
    ...['--user', '--map-root-user', 'sh', '-c'],
    `echo ${watches} > /proc/sys/user/max_inotify_watches &&
     echo ${instances} > /proc/sys/user/max_inotify_instances && exec "$@"`,
    ...['sh', process.execPath, FIXTURE, folder, own],
  ])

function canLimit(): boolean {
  try {
    const set = 'echo 5 > /proc/sys/user/max_inotify_watches'
    execFileSync('unshare', ['--user', '--map-root-user', 'sh', '-c', set], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!canLimit())('where the system lets no more folders be watched', () => {
  test('it is said which limit to raise', () => {
    expect(limited(100, 10).stdout).toBe('listening')
    const { stdout } = limited(2, 10)
    expect(stdout).toContain('trigger.watch-limit')
    expect(stdout).toContain('fs.inotify.max_user_watches')
  })

  test('nor more programs watch', () => {
    expect(limited(100, 0).stdout).toContain('trigger.watch-limit')
  })
})

test.skipIf(process.platform === 'win32')('a folder that may not be read is told', () => {
  chmodSync(folder, 0o000)
  const root = process.getuid?.() === 0
  const { stdout, stderr } = said(process.execPath, [FIXTURE, folder, own], root ? NOBODY : undefined)
  expect(stderr).toBe('')
  expect(stdout).toContain('trigger.folder-denied')
})
