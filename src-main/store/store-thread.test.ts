import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { handClock } from '../../tests/support/hand-clock.ts'
import { placesOf } from './data-folder.ts'
import { openStore, type Store } from './open-store.ts'
import { countingIds, entries, noise, runRow, temporaryFolder } from './test-support.ts'
import { createThreadLink } from './thread-link.ts'

let folder: string
let remove: () => void
let clock: ReturnType<typeof handClock>
let store: Store
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  clock = handClock()
  store = openStore({ folder, clock, ids: countingIds(), kind: 'serve', large: { log: 0, database: 0 } })
})
afterEach(async () => {
  await store.close()
  remove()
})

const logSize = () => statSync(placesOf(folder).wal).size
/** waits for another thread; the test's own time limit ends it */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('the thread of the store', () => {
  test('reads for people what was given to the journal a moment before', async () => {
    for (let n = 0; n < 3; n += 1)
      store.journal.openRun(runRow(`run_${n}`, { output: { page: noise(300_000), n } }))
    const { items } = await store.runs.list({}, { limit: 2 })
    expect(items.map(({ id }) => id)).toEqual(['run_2', 'run_1'])
    const flow = await store.flows.create({ format: 1, name: 'Böxes 😀', blocks: [], links: [] })
    expect((await store.flows.list({ limit: 9 })).items).toMatchObject([{ id: flow.id, name: 'Böxes 😀' }])
    await expect(store.runs.list({}, { limit: 4, after: 'x' })).rejects.toMatchObject({
      code: 'page.invalid-cursor',
    })
  })

  test('brings the log in also after an edit of a flow', async () => {
    await store.flows.create({ format: 1, name: 'A', blocks: [], links: [] })
    expect(logSize()).toBeGreaterThan(0)
    clock.turn(3000)
    await until(() => logSize() === 0)
  })

  test('brings the log into the database when nothing was written for a while', async () => {
    store.journal.openRun(runRow('run_a'))
    store.journal.append('run_a', entries(200))
    await store.journal.flush()
    expect(logSize()).toBeGreaterThan(0)
    clock.turn(3000)
    await until(() => logSize() === 0)
    const other = new Database(placesOf(folder).database, { readonly: true })
    expect(other.prepare('SELECT last_seq FROM records').pluck().get()).toBe(199)
    other.close()
  })

  test('brings the log in again and again while runs are written, and all of them are there', async () => {
    const link = createThreadLink(placesOf(folder).database, clock)
    let rounds = 0
    let written = 0
    const others = (async () => {
      for (; rounds < 5; rounds += 1) await link.ask({ do: 'checkpoint', file: 'cut' })
    })()
    for (; rounds < 5; written += 1) {
      store.journal.openRun(runRow(`run_${written}`, { status: 'succeeded' }))
      store.journal.append(`run_${written}`, entries(50))
      await store.journal.flush()
    }
    await others
    await link.close()
    expect(written).toBeGreaterThan(5)
    for (let n = 0; n < written; n += 1) expect(store.journal.read(`run_${n}`)).toEqual(entries(50))
  })

  test('is gone when the store is closed, and the log with it', async () => {
    await store.runs.list({}, { limit: 1 })
    store.journal.openRun(runRow('run_a'))
    await store.close()
    expect(statSync(placesOf(folder).wal, { throwIfNoEntry: false })).toBeUndefined()
    store = openStore({ folder, clock, ids: countingIds(), kind: 'command' })
    expect(store.journal.get('run_a')).toBeDefined()
  })
})

test('a host with a small database needs no thread for it', async () => {
  const small = openStore({ folder: join(folder, 'small'), clock, ids: countingIds(), kind: 'serve' })
  await small.flows.create({ format: 1, name: 'A', blocks: [], links: [] })
  expect((await small.flows.list({ limit: 9 })).items).toHaveLength(1)
  clock.turn(3000)
  // nothing was left to another thread: it is there in the same turn
  expect(statSync(placesOf(join(folder, 'small')).wal).size).toBe(0)
  await small.close()
})

describe('a thread that is gone', () => {
  test('by death rejects who waits, and the next order starts another', async () => {
    const script = join(folder, 'dies-once.mjs')
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', ({ id, sql }) => sql === 'die' ? process.exit(1) : parentPort.postMessage({ id, rows: [sql] }))`,
    )
    const link = createThreadLink('unused', clock, pathToFileURL(script))
    const read = (sql: string) => link.ask({ do: 'read', sql, parameters: [] })
    expect(await read('one')).toEqual(['one'])
    await expect(read('die')).rejects.toThrow('thread ended')
    expect(await read('two')).toEqual(['two'])
    await link.close().catch(() => {})
  })

  test('for idleness is started again by the next order', async () => {
    const link = createThreadLink(placesOf(folder).database, clock)
    const read = () => link.ask({ do: 'read', sql: 'SELECT 1 AS one', parameters: [] })
    expect(await read()).toEqual([{ one: 1 }])
    clock.turn(60_000)
    expect(clock.next()).toBeUndefined()
    expect(await read()).toEqual([{ one: 1 }])
    await link.close()
  })

  test('before it goes says what SQLite said', async () => {
    const link = createThreadLink(placesOf(folder).database, clock)
    await expect(link.ask({ do: 'read', sql: 'SELECT * FROM nothing', parameters: [] })).rejects.toThrow(
      Database.SqliteError,
    )
    await link.close()
  })
})
