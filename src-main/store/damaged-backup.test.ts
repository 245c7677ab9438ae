import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { newestGoodBackup } from './backup.ts'
import { readSeal } from './backup-seal.ts'
import { openStore } from './open-store.ts'
import { restore } from './restore.ts'
import { countingIds, realClock } from './test-support.ts'

let folder: string
let good: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-damaged-backup-'))
  const store = openStore({ folder, clock: realClock, ids: countingIds() })
  store.settings.set('words', 'a text of a person, in which no check of a structure looks '.repeat(400))
  good = (await store.backups.make()).path
  await store.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const putBack = (from: string) => restore({ folder, from, clock: realClock, settings: {} })
function refused(from: string): AppError {
  try {
    putBack(from)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error(`${from} was put back`)
}

test('one byte that turned over, anywhere, is noticed, nothing is changed, and the newest good one is offered', () => {
  const bad = join(folder, 'backups', 'newer.db')
  const bytes = readFileSync(good)
  const before = readFileSync(join(folder, 'blockloom.db'))
  const places = Array.from({ length: 40 }, (_, i) => Math.floor((i * (bytes.length - 60)) / 39))
  for (const at of places) {
    const flipped = Buffer.from(bytes)
    flipped[at] = (flipped[at] as number) ^ 0x10
    writeFileSync(bad, flipped)
    utimesSync(bad, new Date(), new Date(Date.now() + 60_000))
    const error = refused(bad)
    expect([at, error.code]).toEqual([at, 'backup.damaged'])
    expect(error.fix).toBe(`Put the newest good one back: blockloom restore "${good}"`)
  }
  expect(readFileSync(join(folder, 'blockloom.db')).equals(before)).toBe(true)
})

test('a sealed backup is an SQLite file all the same, is put back without its seal, and one without counts too', () => {
  expect(readSeal(good)).toBe('whole')
  const opened = new Database(good, { readonly: true })
  expect(opened.pragma('integrity_check', { simple: true })).toBe('ok')
  const bare = join(folder, 'bare.db')
  opened.prepare('VACUUM INTO ?').run(bare)
  opened.close()
  putBack(good)
  expect(readSeal(join(folder, 'blockloom.db'))).toBe('none')
  expect(readSeal(bare)).toBe('none')
  putBack(bare)
})

test('where the only good one is of a newer Blockloom, that is said', () => {
  const newer = join(folder, 'backups', 'newer.db')
  copyFileSync(good, newer)
  const opened = new Database(newer)
  opened.pragma('user_version = 100000')
  const bare = join(folder, 'backups', 'bare.db')
  opened.prepare('VACUUM INTO ?').run(bare)
  opened.close()
  // a byte of what was sealed changed
  expect(readSeal(newer)).not.toBe('whole')
  rmSync(newer)
  expect(newestGoodBackup(join(folder, 'backups'))).toEqual({ path: good, newer: false })
  const bytes = readFileSync(good)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1
  writeFileSync(good, bytes)
  expect(refused(good).fix).toBe(
    `The newest good one needs a newer Blockloom: install that, then blockloom restore "${bare}"`,
  )
})
