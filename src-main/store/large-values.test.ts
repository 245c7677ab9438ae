import { cpSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalEntry } from '#shared/run'
import { placesOf } from './data-folder.ts'
import { Fetcher, Lifter } from './lift-large.ts'
import { openStore, type Store } from './open-store.ts'
import { countingIds, handClock, noise, runRow, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
let store: Store
const open = (where = folder) => openStore({ folder: where, clock: handClock().clock, ids: countingIds() })
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

const MB = 1 << 20
/** as JSON alone would give it back: every value an object of its own */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const step = (seq: number, value: unknown): JournalEntry => {
  const entry = { seq, at: 1_700_000_000_000 + seq, kind: 'ran', pointer: 0, block: `b${seq}`, value }
  return entry
}
const count = (table: string): unknown => ask(`SELECT count(*) FROM ${table}`)
function ask(sql: string): unknown {
  const other = new Database(placesOf(folder).database, { readonly: true })
  try {
    return other.prepare(sql).pluck().get()
  } finally {
    other.close()
  }
}

describe('a value of 1 MB', () => {
  test('that 100 steps pass on, each in a commit of its own, is on disk once', async () => {
    const text = noise(MB)
    store.journal.openRun(runRow('run_a', { status: 'running' }))
    for (let seq = 0; seq < 100; seq += 1) {
      // a step may give on a copy of its own, or put a small thing beside it
      store.journal.append('run_a', [step(seq, { text: copy(text), done: seq })])
      await store.journal.flush()
    }
    expect(count('large_values')).toBe(1)
    await store.close()
    expect(statSync(placesOf(folder).database).size).toBeLessThan(2 * MB)
    store = open()
    const values = store.journal.read('run_a').map((entry) => (entry as unknown as { value: unknown }).value)
    expect(values).toEqual(Array.from({ length: 100 }, (_, done) => ({ text, done })))
  })

  test('that changes is on disk once for each content', async () => {
    const lists = [0, 1, 2].map((n) => Array.from({ length: 40_000 }, (_, i) => `${n} line ${i}`))
    store.journal.openRun(runRow('run_a'))
    const steps = Array.from({ length: 90 }, (_, seq) => step(seq, lists[seq % 3]))
    store.journal.append('run_a', steps)
    await store.journal.flush()
    expect(count('large_values')).toBe(3)
    await store.close()
    store = open()
    expect(store.journal.read('run_a')).toEqual(steps)
  })

  test('is kept once for all runs, for what started them and what came out of them', async () => {
    const value = { page: noise(MB) }
    for (const id of ['run_a', 'run_b']) {
      store.journal.openRun(runRow(id, { trigger: { type: 'start/manual', block: 'b1', at: 1, value } }))
      store.journal.append(id, [step(0, value)])
      await store.journal.flush()
      store.journal.changeRun(id, { status: 'succeeded', output: copy(value) })
      await store.journal.flush()
    }
    expect(count('large_values')).toBe(1)
    await store.close()
    expect(statSync(placesOf(folder).database).size).toBeLessThan(2 * MB)
    store = open()
    expect(store.journal.get('run_b')).toMatchObject({ trigger: { value }, output: value })
    expect((await store.runs.list({}, { limit: 9 })).items.map(({ output }) => output)).toEqual([
      value,
      value,
    ])
  })

  test('is there or not there together with the step that has it', async () => {
    store.journal.openRun(runRow('run_a'))
    await store.journal.flush()
    const crashed = (name: string) => {
      const where = join(folder, name)
      mkdirSync(where)
      for (const suffix of ['', '-wal'])
        cpSync(placesOf(folder).database + suffix, placesOf(where).database + suffix)
      return open(where)
    }
    const value = noise(MB)
    store.journal.append('run_a', [step(0, value)])
    const before = crashed('before')
    expect(before.journal.read('run_a')).toEqual([])
    await before.close()
    await store.journal.flush()
    const after = crashed('after')
    expect(after.journal.read('run_a')).toEqual([step(0, value)])
    await after.close()
  })

  test('that is damaged on disk is named, with its run and step', async () => {
    store.journal.openRun(runRow('run_a'))
    store.journal.append('run_a', [step(0, 1)])
    await store.journal.flush()
    store.journal.append('run_a', [step(1, noise(MB))])
    await store.close()
    const other = new Database(placesOf(folder).database)
    other.exec(
      "UPDATE large_values SET data = CAST(substr(data, 1, 1000) || x'00' || substr(data, 1002) AS BLOB)",
    )
    other.close()
    store = open()
    expect(() => store.journal.read('run_a')).toThrow(
      expect.objectContaining({
        code: 'store.damaged-record',
        message: expect.stringContaining('run_a'),
        details: { run: 'run_a', seq: 1, value: expect.stringMatching(/^[\w-]{43}$/) },
      }),
    )
  })
})

test('values of any form come back as they were, wherever the large parts of them are', () => {
  const large = fc.constantFrom('x'.repeat(300_000), 'y'.repeat(300_000))
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, 1, 'small', [], {}),
      large,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'length', '0'), tie('node'), { maxKeys: 3 }),
    ),
  })).node
  fc.assert(
    fc.property(value, (given) => {
      const kept = new Map<string, string>()
      const keep = (text: string) => {
        const hash = String(text.length + text.charCodeAt(2) * 1e7 + kept.size * 1e10)
        kept.set(hash, text)
        return hash
      }
      const before = JSON.stringify(given)
      const { rest, refs } = new Lifter(keep).lift(given)
      expect(JSON.stringify(rest).length).toBeLessThan(1_000_000)
      const back = new Fetcher((hash) => kept.get(hash) as string).putBack(copy(rest), copy(refs))
      expect(JSON.stringify(back)).toBe(before)
      expect(JSON.stringify(given)).toBe(before)
    }),
    { numRuns: 60 },
  )
})
