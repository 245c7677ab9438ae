// What a disk may look like after the power failed: all that was synced is there; of what was written after the
// last sync any part may be missing. The files are cut and mixed here as no kill could do it.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placesOf } from '../../src-main/store/data-folder.ts'
import { openStore } from '../../src-main/store/open-store.ts'
import { countingIds, entries, runRow } from '../../src-main/store/test-support.ts'
import { handClock } from '../support/hand-clock.ts'
import { many } from '../support/many.ts'

/** of one journal entry or row that a flush promised: by then the log was this long */
type Promised = { run: string; events: number; logBytes: number }

const PAGE = 4096
/** a frame of the log: one page and 24 bytes before it */
const FRAME = PAGE + 24
const RUNS = 40
let place: string
let whole: string
let promised: Promised[]
let cases = 0

// nothing is brought into the database by itself: the clock stands still
const open = (folder: string) => openStore({ folder, clock: handClock(), ids: countingIds() })

/** runs of one and of two commits, small and of many pages */
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-power-'))
  const folder = join(place, 'live')
  const store = open(folder)
  promised = []
  const promise = async (run: string, events: number) => {
    await store.journal.flush()
    promised.push({ run, events, logBytes: statSync(placesOf(folder).wal).size })
  }
  for (let n = 0; n < RUNS; n += 1) {
    const run = `run_${n}`
    const events = n % 5 === 0 ? 900 : 3
    store.journal.openRun(runRow(run, { status: 'running' }))
    store.journal.append(run, entries(events))
    await promise(run, events)
    store.journal.append(run, entries(2, events))
    store.journal.changeRun(run, { status: 'succeeded', steps: events })
    await promise(run, events + 2)
  }
  whole = join(place, 'whole')
  copyAs(folder, whole)
  await store.close()
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

function copyAs(from: string, to: string): void {
  mkdirSync(to)
  copyFileSync(placesOf(from).database, placesOf(to).database)
  copyFileSync(placesOf(from).wal, placesOf(to).wal)
}

/** Opens a copy that `spoil` has changed; nothing of what was on disk by then may be lost or half there. */
async function survives(synced: number, spoil: (log: string) => void): Promise<void> {
  const folder = join(place, `case-${cases++}`)
  copyAs(whole, folder)
  spoil(placesOf(folder).wal)
  const store = open(folder)
  try {
    for (let n = 0; n < RUNS; n += 1) {
      const run = `run_${n}`
      const steps = promised.filter((one) => one.run === run)
      const least = steps.filter(({ logBytes }) => logBytes <= synced).at(-1)?.events ?? 0
      const read = store.journal.read(run)
      expect(read).toEqual(entries(read.length))
      expect([0, ...steps.map(({ events }) => events)]).toContain(read.length)
      expect(read.length).toBeGreaterThanOrEqual(least)
    }
    // and it goes on from there
    store.journal.openRun(runRow('run_new'))
    await store.journal.flush()
  } finally {
    await store.close()
  }
  rmSync(folder, { recursive: true })
}

/** A moment at which the power may fail: so many commits were synced, the next was on its way. */
const moment = () =>
  fc.nat({ max: promised.length - 2 }).map((i) => {
    const [synced, next] = [promised[i] as Promised, promised[i + 1] as Promised]
    return { synced: synced.logBytes, written: next.logBytes }
  })

describe('after a power loss', { timeout: many(30_000, 900_000) }, () => {
  test('a log cut back anywhere has all that was synced by then, and nothing by halves', async () => {
    const log = statSync(placesOf(whole).wal).size
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: log }), (cut) =>
        survives(cut, (path) => truncateSync(path, cut)),
      ),
      { numRuns: many(30, 500) },
    )
  })

  test('a log whose last commit is there in parts has all before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        moment(),
        fc.infiniteStream(fc.constantFrom('there', 'zeros', 'old')),
        ({ synced, written }, states) =>
          survives(synced, (path) => {
            const log = readFileSync(path).subarray(0, written)
            for (let at = synced; at < written; at += 512) {
              const state = states.next().value
              if (state === 'zeros') log.fill(0, at, Math.min(at + 512, written))
              if (state === 'old') log.copy(log, at, 32, 32 + Math.min(512, written - at))
            }
            writeFileSync(path, log)
          }),
      ),
      { numRuns: many(30, 500) },
    )
  })

  test('a log that grew on disk before its bytes came has all that was synced', async () => {
    await fc.assert(
      fc.asyncProperty(moment(), fc.nat({ max: 3 * FRAME }), ({ synced }, more) =>
        survives(synced, (path) => {
          truncateSync(path, synced)
          truncateSync(path, synced + more)
        }),
      ),
      { numRuns: many(20, 500) },
    )
  })

  test('a log that was half brought into the database brings the rest', async () => {
    const done = join(place, 'checkpointed')
    copyAs(whole, done)
    const database = new Database(placesOf(done).database)
    database.pragma('wal_checkpoint(PASSIVE)')
    const after = readFileSync(placesOf(done).database)
    database.close()
    const before = readFileSync(placesOf(whole).database)
    expect(after.length).toBeGreaterThan(before.length)
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), fc.boolean(), (brought, grown) =>
        survives(Number.POSITIVE_INFINITY, (log) => {
          const size = grown ? after.length : before.length
          const mixed = Buffer.alloc(size)
          before.copy(mixed)
          for (let at = 0; at < size; at += PAGE)
            if (brought.next().value) after.copy(mixed, at, at, at + PAGE)
          writeFileSync(log.replace(/-wal$/, ''), mixed)
        }),
      ),
      { numRuns: many(20, 500) },
    )
  })
})

describe('a wall clock that is set while runs are written', () => {
  test.each([
    ['an hour back', -3_600_000],
    ['ten years on', 10 * 365 * 86_400_000],
  ])('%s changes neither the order of runs nor that of their events', async (_what, jump) => {
    const folder = join(place, `clock ${jump}`)
    const clock = handClock()
    let store = openStore({ folder, clock, ids: countingIds() })
    for (let n = 0; n < 6; n += 1) {
      if (n === 3) clock.jump(jump)
      const at = clock.now()
      store.journal.openRun(runRow(`run_${n}`, { status: 'running', queuedAt: at, startedAt: at }))
      store.journal.append(
        `run_${n}`,
        entries(4).map((entry) => ({ ...entry, at: clock.now() })),
      )
      await store.journal.flush()
    }
    clock.jump(jump)
    for (let n = 0; n < 6; n += 1)
      store.journal.append(
        `run_${n}`,
        entries(4, 4).map((entry) => ({ ...entry, at: clock.now() })),
      )
    await store.close()
    store = openStore({ folder, clock, ids: countingIds() })
    const order = [0, 1, 2, 3, 4, 5].map((n) => `run_${n}`)
    expect(store.journal.unfinished().map(({ id }) => id)).toEqual(order)
    const { items } = await store.runs.list({}, { limit: 50 })
    expect(items.map(({ id }) => id)).toEqual([...order].reverse())
    for (const id of order) {
      const read = store.journal.read(id)
      expect(read.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(Math.sign((read[7]?.at ?? 0) - (read[0]?.at ?? 0))).toBe(Math.sign(jump))
    }
    await store.close()
  })
})
