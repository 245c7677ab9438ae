// The power fails while the log is written over: it was brought into the database and begun anew in the same file, so
// that behind and between what is new stand frames of the round before (checkpoint.ts).
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyLog, framesInLog } from '../../src-main/store/checkpoint.ts'
import { placesOf } from '../../src-main/store/data-folder.ts'
import { openSecondWriter } from '../../src-main/store/database.ts'
import { openStore } from '../../src-main/store/open-store.ts'
import { countingIds, entries, runRow } from '../../src-main/store/test-support.ts'
import { handClock } from '../support/hand-clock.ts'
import { many } from '../support/many.ts'

const FRAME = 4096 + 24
const SECTOR = 512
const BEFORE = 120
const AFTER = 30

let place: string
let live: string
/** the log as the round before left it, and as it is at the end of the second */
let old: Buffer
let log: Buffer
/** bytes of the log that were synced when each run of the second round was promised */
let synced: number[]

const open = (folder: string) => openStore({ folder, clock: handClock(), ids: countingIds() })
const eventsOf = (n: number) => (n % 4 === 0 ? 400 : 3)

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-written-over-'))
  live = join(place, 'live')
  const store = open(live)
  const write = async (run: string, events: number) => {
    store.journal.openRun(runRow(run, { status: 'running' }))
    store.journal.append(run, entries(events))
    await store.journal.flush()
  }
  for (let n = 0; n < BEFORE; n += 1) await write(`old_${n}`, 20)
  const second = openSecondWriter(placesOf(live).database)
  emptyLog(second, 'kept')
  old = readFileSync(placesOf(live).wal)
  synced = []
  for (let n = 0; n < AFTER; n += 1) {
    await write(`new_${n}`, eventsOf(n))
    synced.push(32 + framesInLog(second) * FRAME)
  }
  log = readFileSync(placesOf(live).wal)
  mkdirSync(join(place, 'whole'))
  copyFileSync(placesOf(live).database, placesOf(join(place, 'whole')).database)
  second.close()
  await store.close()
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

/** @param torn the log as it is found @param least how many runs of the second round must be there */
async function survives(torn: Buffer, least: number): Promise<void> {
  const folder = mkdtempSync(join(place, 'case-'))
  copyFileSync(placesOf(join(place, 'whole')).database, placesOf(folder).database)
  writeFileSync(placesOf(folder).wal, torn)
  const store = open(folder)
  try {
    for (let n = 0; n < BEFORE; n += 1) expect(store.journal.read(`old_${n}`)).toEqual(entries(20))
    for (let n = 0; n < AFTER; n += 1) {
      const read = store.journal.read(`new_${n}`)
      expect([0, eventsOf(n)]).toContain(read.length)
      expect(read).toEqual(entries(read.length))
      if (n < least) expect(read.length).toBe(eventsOf(n))
    }
    store.journal.openRun(runRow('run_new'))
    await store.journal.flush()
  } finally {
    await store.close()
  }
  rmSync(folder, { recursive: true })
}

describe('a log that is written over', { timeout: many(30_000, 900_000) }, () => {
  test('keeps its file, and ends in frames of the round before', () => {
    expect(log.length).toBe(old.length)
    expect(statSync(placesOf(join(place, 'whole')).database).size).toBeGreaterThan(100_000)
    const end = synced.at(-1) ?? 0
    expect(end).toBeLessThan(log.length)
    expect(log.subarray(end).equals(old.subarray(end))).toBe(true)
    expect(log.subarray(0, end).equals(old.subarray(0, end))).toBe(false)
  })

  test('has all that was synced when the power fails, wherever old bytes are left in what came after', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: AFTER - 1 }), fc.infiniteStream(fc.boolean()), async (runs, arrived) => {
        const from = runs === 0 ? 0 : (synced[runs - 1] ?? 0)
        const until = synced[runs] ?? log.length
        const torn = Buffer.from(old)
        // SQLite syncs the log's header by itself before the first frame of a new round
        log.copy(torn, 0, 0, Math.max(from, 32))
        for (let at = from; at < until; at += SECTOR)
          if (arrived.next().value) log.copy(torn, at, at, Math.min(at + SECTOR, until))
        await survives(torn, runs)
      }),
      { numRuns: many(30, 500) },
    )
  })
})
