import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placesOf } from './data-folder.ts'
import { openStore, type Store } from './open-store.ts'
import { countingIds, entries, realClock, runRow, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
let store: Store
const open = () => openStore({ folder, clock: realClock, ids: countingIds() })
const reopen = async () => {
  await store.close()
  store = open()
}
/** what a process would find that looks at the file */
const onDisk = (sql: string): unknown => {
  const other = new Database(placesOf(folder).database, { readonly: true })
  try {
    return other.prepare(sql).pluck().get()
  } finally {
    other.close()
  }
}

beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

describe('the journal', () => {
  test('writes a run that starts and ends in one group as one row and one record', async () => {
    store.journal.openRun(runRow('run_a'))
    store.journal.changeRun('run_a', { status: 'running', startedAt: 5 })
    store.journal.append('run_a', entries(3))
    store.journal.append('run_a', entries(4, 3))
    store.journal.changeRun('run_a', { status: 'succeeded', endedAt: 9, steps: 7, output: { moved: 7 } })
    await store.journal.flush()
    expect(onDisk('SELECT count(*) FROM runs')).toBe(1)
    expect(onDisk('SELECT count(*) FROM records')).toBe(1)
    expect(store.journal.stats).toMatchObject({ commits: 1, events: 7, records: 1 })
    expect(store.journal.get('run_a')).toEqual(
      runRow('run_a', { status: 'succeeded', startedAt: 5, endedAt: 9, steps: 7, output: { moved: 7 } }),
    )
  })

  test('commits once for many runs that wait in one turn', async () => {
    const flushed = Array.from({ length: 50 }, (_, n) => {
      store.journal.openRun(runRow(`run_${n}`))
      store.journal.append(`run_${n}`, entries(2))
      return store.journal.flush()
    })
    await Promise.all(flushed)
    expect(store.journal.stats.commits).toBe(1)
  })

  test('can be walked through from any event on, over records and what is not yet on disk', async () => {
    store.journal.openRun(runRow('run_a'))
    let made = 0
    // records of many sizes, more of them than are read at once
    for (const size of [1, 300, 2, 256, 1, 1, 1, 1, 1, 1, 1, 1, 1, 40]) {
      store.journal.append('run_a', entries(size, made))
      made += size
      await store.journal.flush()
    }
    store.journal.append('run_a', entries(5, made))
    made += 5
    const all = store.journal.read('run_a')
    for (const from of [
      0,
      1,
      2,
      299,
      300,
      301,
      302,
      303,
      558,
      559,
      560,
      565,
      made - 6,
      made - 5,
      made - 1,
      made,
    ])
      expect([...store.journal.walk('run_a', from)].flat()).toEqual(all.slice(from))
    const pieces = store.journal.walk('run_a')[Symbol.iterator]()
    const seen = [...(pieces.next().value ?? [])]
    store.journal.append('run_a', entries(3, made))
    await store.journal.flush()
    for (let next = pieces.next(); !next.done; next = pieces.next()) seen.push(...next.value)
    expect(seen).toEqual(store.journal.read('run_a'))
    expect([...store.journal.walk('run_none')]).toEqual([])
  })

  test('has on disk what was given before a flush that resolved', async () => {
    store.journal.openRun(runRow('run_a'))
    store.journal.append('run_a', entries(10))
    expect(onDisk('SELECT count(*) FROM records')).toBe(0)
    await store.journal.flush()
    expect(onDisk('SELECT last_seq FROM records')).toBe(9)
  })

  test('reads what is on disk and what waits as one history', async () => {
    store.journal.openRun(runRow('run_a'))
    store.journal.append('run_a', entries(150))
    await store.journal.flush()
    store.journal.append('run_a', entries(60, 150))
    expect(store.journal.read('run_a')).toEqual(entries(210))
    await store.journal.flush()
    expect(store.journal.read('run_a')).toEqual(entries(210))
  })

  test('goes on with a run of an earlier process', async () => {
    store.journal.openRun(runRow('run_a', { status: 'running' }))
    store.journal.append('run_a', entries(5))
    await reopen()
    expect(store.journal.unfinished().map(({ id }) => id)).toEqual(['run_a'])
    store.journal.append('run_a', entries(5, 5))
    store.journal.changeRun('run_a', { status: 'failed', error: { code: 'x', message: 'No.' } })
    expect(store.journal.unfinished()).toEqual([])
    await reopen()
    expect(store.journal.read('run_a')).toEqual(entries(10))
    expect(store.journal.get('run_a')?.error).toEqual({ code: 'x', message: 'No.' })
  })

  test('lists runs that are not over oldest first, also those not yet on disk', async () => {
    store.journal.openRun(runRow('run_b', { status: 'waiting' }))
    store.journal.openRun(runRow('run_c', { status: 'running' }))
    store.journal.openRun(runRow('run_d', { status: 'succeeded' }))
    await store.journal.flush()
    store.journal.changeRun('run_c', { status: 'cancelled' })
    store.journal.openRun(runRow('run_a', { status: 'interrupted' }))
    expect(store.journal.unfinished().map(({ id }) => id)).toEqual(['run_b', 'run_a'])
  })

  test('takes no event out of order, twice, or of a run it does not know', () => {
    store.journal.openRun(runRow('run_a'))
    store.journal.append('run_a', entries(2))
    expect(() => store.journal.append('run_a', entries(1, 3))).toThrow('event 3 where 2 should follow')
    expect(() => store.journal.append('run_a', entries(1, 1))).toThrow('event 1 where 2 should follow')
    expect(() => store.journal.append('run_z', entries(1))).toThrow('knows no run run_z')
    expect(() => store.journal.openRun(runRow('run_a'))).toThrow('opened twice')
  })

  test('knows nothing of a run that never was', () => {
    expect(store.journal.get('run_z')).toBeUndefined()
    expect(store.journal.read('run_z')).toEqual([])
  })
})

describe('kept variables', () => {
  test('are there at once, and on disk with the events of the same group', async () => {
    store.kept.set('flw_1', 'count', 1)
    store.kept.set('flw_1', 'count', 2)
    store.kept.set('flw_2', 'count', null)
    expect(store.kept.read('flw_1')).toEqual({ count: 2 })
    store.journal.openRun(runRow('run_a'))
    await store.journal.flush()
    expect(store.journal.stats.commits).toBe(1)
    await reopen()
    expect(store.kept.read('flw_1')).toEqual({ count: 2 })
    expect(store.kept.read('flw_2')).toEqual({ count: null })
    expect(store.kept.read('flw_3')).toEqual({})
  })

  test('may have any name', async () => {
    store.kept.set('flw_1', '__proto__', { a: 1 })
    await reopen()
    expect(Object.entries(store.kept.read('flw_1'))).toEqual([['__proto__', { a: 1 }]])
  })
})

describe('what blocks remember', () => {
  const feed = { flowId: 'flw_1', block: 'b2', type: 'data/only-new' }

  test('is there at once, and on disk with the events of the same group', async () => {
    store.states.set(feed, 'seen', '["a"]')
    store.states.set(feed, 'seen', '["a","b"]')
    store.states.set(feed, 'gone', '1')
    store.states.set(feed, 'gone', undefined)
    expect([...store.states.read(feed)]).toEqual([['seen', '["a","b"]']])
    store.journal.openRun(runRow('run_a'))
    await store.journal.flush()
    expect(store.journal.stats.commits).toBe(1)
    expect(onDisk('SELECT count(*) FROM block_states')).toBe(1)
    await reopen()
    expect([...store.states.read(feed)]).toEqual([['seen', '["a","b"]']])
    store.states.set(feed, 'seen', undefined)
    await reopen()
    expect([...store.states.read(feed)]).toEqual([])
  })

  test('is its own for each flow, block and type', async () => {
    for (const other of [{ flowId: 'flw_2' }, { block: 'b3' }, { type: 'web/rss' }])
      store.states.set({ ...feed, ...other }, 'seen', JSON.stringify(other))
    await reopen()
    expect([...store.states.read(feed)]).toEqual([])
    expect([...store.states.read({ ...feed, type: 'web/rss' })]).toEqual([['seen', '{"type":"web/rss"}']])
  })
})
