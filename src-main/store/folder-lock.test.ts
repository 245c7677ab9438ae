import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placesOf } from './data-folder.ts'
import { killHard, printed, runFixture } from './fixtures/run-fixture.ts'
import { type Holder, holderOf, lockFolder } from './folder-lock.ts'
import { temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

const me: Holder = { pid: process.pid, kind: 'command', since: 1_700_000_000_000, address: null }
const take = () => lockFolder(folder, placesOf(folder), me)

describe('the lock of a data folder', () => {
  test('names the process that holds it, its kind, since when and where it is reached', async () => {
    const holder = runFixture('hold-folder.ts', folder)
    try {
      await printed(holder, 1)
      expect(take).toThrow(
        expect.objectContaining({
          code: 'store.locked',
          message: expect.stringContaining(`blockloom serve (process ${holder.pid}, since 20`),
          // a socket is nothing a person can open: programs find it in the details
          fix: expect.stringMatching(/^Use the one that runs, or stop it first(?!.*sock)/),
          details: {
            folder,
            holder: expect.objectContaining({
              pid: holder.pid,
              kind: 'serve',
              address: '/run/blockloom.sock',
            }),
          },
        }),
      )
      expect(holderOf(placesOf(folder))?.pid).toBe(holder.pid)
    } finally {
      await killHard(holder)
    }
  })

  test('is free at once after kill -9 of its holder, whatever that one left behind', async () => {
    const holder = runFixture('hold-folder.ts', folder)
    await printed(holder, 1)
    await killHard(holder)
    expect(existsSync(join(folder, 'holder.json'))).toBe(true)
    expect(holderOf(placesOf(folder))).toBeNull()
    const lock = take()
    expect(holderOf(placesOf(folder))?.pid).toBe(process.pid)
    lock.release()
  })

  test('keeps out a second one in the same process', () => {
    const lock = take()
    expect(take).toThrow(expect.objectContaining({ code: 'store.locked' }))
    lock.release()
    take().release()
  })

  test('says that it is taken even where the name of its holder cannot be read', () => {
    const lock = take()
    writeFileSync(join(folder, 'holder.json'), '{ "pid"')
    expect(take).toThrow(expect.objectContaining({ code: 'store.locked', details: { folder, holder: null } }))
    lock.release()
  })

  test('says what to do when lock.db is no lock', () => {
    writeFileSync(join(folder, 'lock.db'), 'x'.repeat(8192))
    expect(take).toThrow(expect.objectContaining({ code: 'store.lock-unusable' }))
  })

  test('is nobody in a folder that was never used', () => {
    expect(holderOf(placesOf(folder))).toBeNull()
  })
})
