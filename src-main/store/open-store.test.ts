import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placesOf } from './data-folder.ts'
import { openStore } from './open-store.ts'
import { countingIds, realClock, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())
const open = (where = folder) =>
  openStore({ folder: where, clock: realClock, ids: countingIds(), kind: 'command' })

describe('opening the store', () => {
  test('makes the folder, for its owner only, and leaves no log behind when it closes', async () => {
    const inner = join(folder, 'deep', 'data')
    const store = open(inner)
    if (process.platform !== 'win32') expect(statSync(inner).mode & 0o777).toBe(0o700)
    store.settings.set('theme', { dark: true })
    await store.close()
    await store.close()
    const { wal, holder } = placesOf(inner)
    expect([wal, holder].filter((path) => existsSync(path))).toEqual([])
    const again = open(inner)
    expect(again.settings.get('theme')).toEqual({ dark: true })
    expect(again.settings.get('nothing')).toBeUndefined()
    await again.close()
  })

  test('has a database that can give back space', async () => {
    await open().close()
    const database = new Database(placesOf(folder).database)
    expect(database.pragma('auto_vacuum', { simple: true })).toBe(2)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    database.close()
  })

  test('is refused while another has it, and names that one and its address', async () => {
    const store = open()
    store.announce('http://127.0.0.1:4321')
    expect(() => open()).toThrow(
      expect.objectContaining({
        code: 'store.locked',
        details: {
          folder,
          holder: {
            pid: process.pid,
            kind: 'command',
            since: expect.any(Number),
            address: 'http://127.0.0.1:4321',
          },
        },
      }),
    )
    await store.close()
    await open().close()
  })

  test('is refused where a file stands in its way', () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'mine')
    for (const where of [file, join(file, 'under')])
      expect(() => open(where)).toThrow(expect.objectContaining({ code: 'store.folder-is-file' }))
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  test('is refused in a folder that cannot be made', (t) => {
    if (!existsSync('/proc/self')) return t.skip('needs a /proc')
    expect(() => open('/proc/blockloom')).toThrow(
      expect.objectContaining({ code: 'store.folder-unwritable' }),
    )
  })

  test('is refused in a folder that is read-only, new or used', async (t) => {
    const used = join(folder, 'used')
    mkdirSync(join(folder, 'new'))
    await open(used).close()
    const bind = ['--bind', folder, folder]
    if (spawnSync('mount', bind, { stdio: 'ignore' }).status !== 0)
      return t.skip('needs the right to mount a folder read-only')
    try {
      spawnSync('mount', ['-o', 'remount,bind,ro', folder])
      expect(() => writeFileSync(join(folder, 'x'), '')).toThrow('EROFS')
      for (const where of [used, join(folder, 'new'), join(folder, 'missing')])
        expect(() => open(where)).toThrow(
          expect.objectContaining({
            code: 'store.folder-unwritable',
            fix: expect.stringContaining('BLOCKLOOM_HOME'),
          }),
        )
    } finally {
      spawnSync('umount', [folder])
    }
    await open(used).close()
  })
})
