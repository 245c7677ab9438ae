import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalEntry } from '#shared/run'
import { backUp } from './backup.ts'
import { placesOf } from './data-folder.ts'
import { openStore } from './open-store.ts'
import { countingIds, entries, handClock, runRow, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())
// check-points and retries come only when they are told to
const open = (where = folder) => openStore({ folder: where, clock: handClock().clock, ids: countingIds() })

async function journalRuns(store: ReturnType<typeof open>, from: number, count: number) {
  for (let n = from; n < from + count; n += 1) {
    store.journal.openRun(runRow(`run_${n}`, { status: 'succeeded' }))
    store.journal.append(`run_${n}`, entries(20))
    await store.journal.flush()
  }
}
function flip(path: string, at: number) {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] as number) ^ 0x20
  writeFileSync(path, bytes)
}
const indexOf = (text: string) => readFileSync(placesOf(folder).database).indexOf(text)
/** @returns what stands in the folder after a power cut: database and log, as they lie there now */
function crashed(): string {
  const copy = join(folder, 'crashed')
  mkdirSync(copy)
  for (const suffix of ['', '-wal'])
    cpSync(placesOf(folder).database + suffix, placesOf(copy).database + suffix)
  return copy
}
const refusal = (where: string): unknown => {
  const { database, wal } = placesOf(where)
  // looking makes an empty log where there was none
  const bytes = () =>
    [database, wal].map((path) => (existsSync(path) ? readFileSync(path).toString('base64') : ''))
  const before = bytes()
  try {
    open(where)
  } catch (cause) {
    expect(bytes().every((now, i) => now === before[i])).toBe(true)
    return cause
  }
  throw new Error('it was opened')
}

describe('a flipped byte in the database', () => {
  test('in its structure is reported with the newest good backup, and nothing is written', async () => {
    const store = open()
    await journalRuns(store, 0, 200)
    await store.close()
    const { database, backups } = placesOf(folder)
    const copy = new Database(database)
    const older = backUp(copy, backups, 'older')
    copy.close()
    writeFileSync(join(backups, 'newest.db'), readFileSync(older).subarray(0, 5000))
    // the header of the second page of a tree: its kind
    flip(database, 4096 * 3)
    expect(refusal(folder)).toMatchObject({
      code: 'store.damaged',
      details: { path: database, backup: older },
    })
  })

  test('in its first bytes is reported, also where there is no backup', async () => {
    await open().close()
    flip(placesOf(folder).database, 3)
    expect(refusal(folder)).toMatchObject({ code: 'store.damaged', details: { backup: null } })
  })

  test('inside a record is found when that run is read; every other run is still there', async () => {
    const store = open()
    await journalRuns(store, 0, 20)
    store.journal.openRun(runRow('run_20'))
    store.journal.append('run_20', [{ ...entries(1)[0], block: 'needle' } as JournalEntry])
    await store.close()
    const { database } = placesOf(folder)
    // a page that was split leaves old copies in its unused part: they get their flip too
    for (let at = indexOf('needle'); at >= 0; at = indexOf('needle')) flip(database, at)
    const again = open()
    const damaged = Array.from({ length: 21 }, (_, n) => `run_${n}`).filter((id) => {
      try {
        return again.journal.read(id).length === 0
      } catch (cause) {
        expect(cause).toMatchObject({ code: 'store.damaged-record', details: { run: id, seq: 0 } })
        return true
      }
    })
    expect(damaged).toEqual(['run_20'])
    await again.close()
  })
})

describe('a record that is missing', () => {
  test('is told from a short history', async () => {
    const store = open()
    store.journal.openRun(runRow('run_a'))
    for (let n = 0; n < 3; n += 1) {
      store.journal.append('run_a', entries(10, n * 10))
      await store.journal.flush()
    }
    await store.close()
    const database = new Database(placesOf(folder).database)
    database.exec('DELETE FROM records WHERE first_seq = 10')
    database.close()
    const again = open()
    expect(() => again.journal.read('run_a')).toThrow(
      expect.objectContaining({ code: 'store.damaged-record', details: { run: 'run_a', seq: 10 } }),
    )
    await again.close()
  })
})

describe('the write-ahead log after a crash', () => {
  test('is taken in whole', async () => {
    const store = open()
    await journalRuns(store, 0, 10)
    const again = open(crashed())
    expect(again.journal.read('run_9')).toEqual(entries(20))
    await again.close()
    await store.close()
  })

  test('with a flipped byte before later commits is reported, wherever the byte is', async () => {
    const store = open()
    await journalRuns(store, 0, 12)
    const where = crashed()
    await store.close()
    const { wal } = placesOf(where)
    const frames = Math.floor((statSync(wal).size - 32) / 4120)
    const places = [0, 9, 27, 32 + 1, 32 + 9, 32 + 20, 32 + 500, 32 + 4120 * Math.floor(frames / 2) + 3000]
    for (const at of places) {
      flip(wal, at)
      expect(refusal(where)).toMatchObject({
        code: 'store.damaged',
        message: expect.stringContaining('write-ahead'),
      })
      flip(wal, at)
    }
    await open(where).close()
  })

  test('whose last commit was cut short loses only that one', async () => {
    const store = open()
    await journalRuns(store, 0, 10)
    const where = crashed()
    await store.close()
    const { wal } = placesOf(where)
    flip(wal, statSync(wal).size - 100)
    const again = open(where)
    expect(again.journal.get('run_9')).toBeUndefined()
    expect(again.journal.read('run_8')).toEqual(entries(20))
    await again.close()
  })

  test('that goes round again over an older one is sound', async () => {
    const store = open()
    await journalRuns(store, 0, 30)
    const { database } = placesOf(folder)
    const other = new Database(database)
    other.pragma('wal_checkpoint(RESTART)')
    await journalRuns(store, 30, 3)
    other.close()
    const again = open(crashed())
    expect(again.journal.read('run_32')).toEqual(entries(20))
    await again.close()
    await store.close()
  })
})

test("another program's database is left alone", () => {
  const { database } = placesOf(folder)
  const theirs = new Database(database)
  theirs.exec('CREATE TABLE t (a); PRAGMA user_version = 1')
  theirs.close()
  expect(refusal(folder)).toMatchObject({
    code: 'store.damaged',
    message: expect.stringContaining('another program'),
  })
})
