import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { handClock } from '../../tests/support/hand-clock.ts'
import type { RunRow } from '../runtime/ports.ts'
import { placesOf } from './data-folder.ts'
import { openStore, type Store } from './open-store.ts'
import { countingIds, entries, noise, runRow, temporaryFolder } from './test-support.ts'

const DAY = 86_400_000
let folder: string
let remove: () => void
let clock: ReturnType<typeof handClock>
let store: Store
const open = () => openStore({ folder, clock, ids: countingIds() })
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  clock = handClock()
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

const keep = (days: number, count: number) =>
  store.flows.create({
    format: 1,
    id: 'flw_1',
    name: 'Sort downloads',
    blocks: [],
    links: [],
    settings: { keepRuns: { days, count } },
  })

async function journalRun(id: string, change: Partial<RunRow> = {}) {
  const at = clock.now()
  store.journal.openRun(runRow(id, { status: 'succeeded', queuedAt: at, endedAt: at, output: 7, ...change }))
  store.journal.append(id, entries(40))
  await store.journal.flush()
}

/** longer than it takes until the next round of pruning has been all over the place */
const aWhile = () => clock.turn(120_000)

function stepsKept(): string[] {
  const all = [...Array(30).keys()].map((n) => `run_${n}`).filter((id) => store.journal.get(id))
  return all.filter((id) => {
    try {
      return store.journal.read(id).length === 40
    } catch (cause) {
      expect(cause).toMatchObject({ code: 'run.pruned', details: { run: id } })
      return false
    }
  })
}

function ask(sql: string): unknown {
  const other = new Database(placesOf(folder).database, { readonly: true })
  try {
    return other.prepare(sql).pluck().get()
  } finally {
    other.close()
  }
}

describe('pruning', () => {
  test('keeps the steps of the newest runs of a flow, and of every run its summary', async () => {
    await keep(30, 3)
    for (let n = 0; n < 8; n += 1) await journalRun(`run_${n}`)
    aWhile()
    expect(stepsKept()).toEqual(['run_5', 'run_6', 'run_7'])
    expect(store.journal.get('run_0')).toMatchObject({
      status: 'succeeded',
      output: 7,
      prunedAt: expect.any(Number),
    })
    expect((await store.runs.list({}, { limit: 50 })).items).toHaveLength(8)
  })

  test('keeps the steps of runs that ended within so many days', async () => {
    await keep(2, 1000)
    for (let n = 0; n < 4; n += 1) {
      await journalRun(`run_${n}`)
      clock.turn(DAY)
    }
    expect(stepsKept()).toEqual(['run_2', 'run_3'])
  })

  test('goes by the flow whose runs they are, and by 30 days and 10,000 runs where a flow says nothing', async () => {
    await keep(30, 1)
    for (let n = 0; n < 6; n += 1) await journalRun(`run_${n}`, { flowId: n % 2 ? 'flw_gone' : 'flw_1' })
    aWhile()
    expect(stepsKept()).toEqual(['run_1', 'run_3', 'run_4', 'run_5'])
    clock.turn(31 * DAY)
    await journalRun('run_6')
    aWhile()
    expect(stepsKept()).toEqual(['run_6'])
  })

  test('keeps a run that is not over, and takes its steps when it is', async () => {
    await keep(30, 1)
    await journalRun('run_0', { status: 'waiting', endedAt: null })
    await journalRun('run_1', { status: 'interrupted', endedAt: null })
    for (let n = 2; n < 5; n += 1) await journalRun(`run_${n}`)
    aWhile()
    expect(stepsKept()).toEqual(['run_0', 'run_1', 'run_4'])
    store.journal.changeRun('run_0', { status: 'succeeded' })
    await store.journal.flush()
    aWhile()
    expect(stepsKept()).toEqual(['run_1', 'run_4'])
  })

  test('keeps dead letters, and what a living run does again', async () => {
    await keep(30, 1)
    await journalRun('run_0', { status: 'failed', letter: 'dead' })
    await journalRun('run_1', { status: 'failed', letter: 'retried' })
    await journalRun('run_2', { status: 'failed', letter: 'dismissed' })
    await journalRun('run_3', { status: 'waiting', origin: { runId: 'run_1', from: 'failed' } })
    await journalRun('run_4')
    aWhile()
    expect(stepsKept()).toEqual(['run_0', 'run_1', 'run_3', 'run_4'])
    store.journal.changeRun('run_0', { letter: 'dismissed' })
    store.journal.changeRun('run_3', { status: 'succeeded' })
    await store.journal.flush()
    aWhile()
    expect(stepsKept()).toEqual(['run_4'])
  })

  test('goes by a deleted flow too, for as long as it can be brought back', async () => {
    await keep(365, 1000)
    await journalRun('run_0')
    await store.flows.delete('flw_1')
    clock.turn(29 * DAY)
    await store.close()
    clock.turn(DAY / 2)
    store = open()
    clock.turn(60_000)
    expect(stepsKept()).toEqual(['run_0'])
    // its time over, it is one that is gone: 30 days of runs
    clock.turn(DAY)
    await journalRun('run_1', { flowId: 'flw_other' })
    aWhile()
    expect(stepsKept()).toEqual(['run_1'])
  })

  test('is done at the start for what came due while nothing ran', async () => {
    await keep(1, 1000)
    await journalRun('run_0')
    await store.close()
    clock.turn(2 * DAY)
    store = open()
    expect(stepsKept()).toEqual(['run_0'])
    clock.turn(10_000)
    expect(stepsKept()).toEqual([])
  })

  test('that was interrupted by a crash is finished by the next host', async () => {
    await keep(30, 1)
    for (let n = 0; n < 3; n += 1) await journalRun(`run_${n}`)
    await store.close()
    const other = new Database(placesOf(folder).database)
    other.exec("UPDATE runs SET pruned_at = 5 WHERE id = 'run_0'")
    other.close()
    store = open()
    clock.turn(10_000)
    expect(ask('SELECT count(*) FROM records')).toBe(1)
    expect(store.journal.get('run_0')?.prunedAt).toBe(5)
  })

  test('commits nothing when there is nothing to do', async () => {
    await keep(30, 5)
    aWhile()
    await journalRun('run_0')
    const log = () => statSync(placesOf(folder).wal).size
    expect(log()).toBeGreaterThan(0)
    // the log is emptied 2 s after the last commit: what stands in it in the moment of the round is the round's
    clock.turn(5000)
    expect(log()).toBe(0)
    clock.turn(56_000)
    expect(log()).toBe(0)
  })
})

describe('what pruned runs leave behind', () => {
  test('large values go with the last run that uses them', async () => {
    await keep(30, 1)
    const value = noise(400_000)
    const trigger = { type: 'start/manual', block: 'b1', at: 1, value }
    await journalRun('run_0', { output: value, trigger })
    await journalRun('run_1', { output: value })
    await journalRun('run_2', { output: value })
    aWhile()
    expect(stepsKept()).toEqual(['run_2'])
    expect(store.journal.get('run_0')).toMatchObject({ trigger: { ...trigger, value: null } })
    expect(store.journal.get('run_0')?.output).toBeUndefined()
    expect(ask('SELECT count(*) FROM large_values')).toBe(1)
    await journalRun('run_3')
    aWhile()
    expect(ask('SELECT count(*) FROM large_values')).toBe(0)
  })

  test('the file becomes smaller', async () => {
    await keep(30, 1)
    for (let n = 0; n < 12; n += 1) await journalRun(`run_${n}`, { output: `${n}${noise(1_000_000)}` })
    clock.turn(5000)
    const size = () => statSync(placesOf(folder).database).size
    expect(size()).toBeGreaterThan(8_000_000)
    aWhile()
    expect(size()).toBeLessThan(3_000_000)
    expect(store.journal.get('run_11')?.output).toBe(`11${noise(1_000_000)}`)
  })
})
