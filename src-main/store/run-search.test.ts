import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalEntry } from '#shared/run'
import type { RunRow } from '../runtime/ports.ts'
import { placesOf } from './data-folder.ts'
import { openStore, type Store, type StoreOptions } from './open-store.ts'
import type { RunFilter } from './runs.ts'
import { countingIds, entries, noise, realClock, runRow, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
let store: Store
const open = (more: Partial<StoreOptions> = {}) =>
  openStore({ folder, clock: realClock, ids: countingIds(), ...more })
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

const AT = 1_700_000_000_000
const event = (seq: number, kind: string, fields: object): JournalEntry => {
  const entry = { seq, at: AT + seq, kind, ...fields }
  return entry
}
/** a run that is over, with these events after its order */
async function ran(id: string, change: Partial<RunRow>, ...events: [kind: string, fields: object][]) {
  store.journal.openRun(runRow(id, { status: 'running', ...change }))
  const order = { flowId: 'flw_1', versionId: 'ver_1', hats: ['b1'], seed: 1 }
  const list = events.map(([kind, fields], i) => event(i + 1, kind, fields))
  store.journal.append(id, [event(0, 'ordered', order), ...list])
  store.journal.changeRun(id, { status: 'succeeded', ...change })
  await store.journal.flush()
}
/** to the end, however many pages that takes */
async function found(text: string, filter: RunFilter = {}, limit = 50): Promise<string[]> {
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await store.runs.list({ text, ...filter }, { limit, after })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    ids.push(...page.items.map(({ id }) => id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return ids
}

describe('a search in the data of runs', () => {
  test('finds what came in, what left, fields, variables, answers, log lines and errors', async () => {
    const step = { pointer: 0, block: 'b2' }
    const error = { code: 'web.no-answer', message: 'Harbour shop said nothing.', fix: 'Ring the harbour.' }
    const trigger = { type: 'start/webhook', block: 'b1', at: AT, value: { order: 'Anchor 12' } }
    await ran('run_trigger', { trigger })
    await ran('run_output', { output: ['Barge'] })
    await ran('run_value', {}, ['ran', { ...step, value: { ship: 'Cutter', 'Draft (m)': 3.25 } }])
    await ran('run_config', {}, ['started', { ...step, attempt: 1, visit: 0, config: { path: '~/Dinghy' } }])
    await ran('run_vars', {}, ['began', { kept: { seen: ['Ensign'] } }])
    await ran('run_changed', {}, ['changed', { pointer: 0, value: 'Ferry' }])
    await ran('run_reply', {}, ['replied', { pointer: 0, answer: 'Galley', by: 'link' }])
    await ran('run_log', {}, ['ended', { pointer: 0, logs: [{ at: AT, level: 'info', text: 'Hull wet' }] }])
    await ran('run_error', { status: 'failed', error }, ['failed', { pointer: 0, error }])
    const log = { at: AT, level: 'info', text: 'Inlet passed' }
    await ran('run_looked', {}, ['looked', { ...step, log }])
    await ran('run_returned', {}, ['returned', { pointer: 0, error: { code: 'x', message: 'Jib torn.' } }])
    const pointers = [{ n: 0, block: 'keel', value: { got: 'Lagoon' }, phase: 'ready', visit: 0 }]
    const root = {
      mouth: '',
      index: 0,
      last: null,
      left: { b1: 1 },
      visits: {},
      vars: [['m', 'Mast']],
      pointers,
    }
    store.journal.openRun(runRow('run_again'))
    store.journal.append('run_again', [event(0, 'ordered', { state: { nextPointer: 1, root, ready: [0] } })])
    await ran('run_named', { flowName: 'Night watch' })
    const looks: Record<string, string> = {
      'anchor 12': 'run_trigger',
      BARGE: 'run_output',
      cutter: 'run_value',
      'draft (M)': 'run_value',
      '3.25': 'run_value',
      dinghy: 'run_config',
      ensign: 'run_vars',
      ferry: 'run_changed',
      galley: 'run_reply',
      'hull WET': 'run_log',
      'harbour shop': 'run_error',
      'ring the': 'run_error',
      inlet: 'run_looked',
      'jib torn': 'run_returned',
      lagoon: 'run_again',
      mast: 'run_again',
      'night wa': 'run_named',
    }
    for (const [text, id] of Object.entries(looks)) expect([text, await found(text)]).toEqual([text, [id]])
  })

  test('does not find ids, kinds, codes and the keys of the record itself', async () => {
    const error = { code: 'web.no-answer', message: 'Nothing came.', details: { block: 'b2' } }
    await ran(
      'run_a',
      { error, flowName: 'A' },
      ['ran', { pointer: 0, block: 'zebra_1', out: 'yonder', value: 1 }],
      ['started', { pointer: 0, block: 'zebra_1', config: { fieldname: 2 }, inputAs: ['inputfield'] }],
      ['answered', { pointer: 0, answer: 'retry' }],
      ['failed', { pointer: 0, error }],
      ['ended', { pointer: 0, logs: [{ at: AT, level: 'warn', text: 'x' }] }],
    )
    const words = ['zebra_1', 'yonder', 'ran', 'block', 'pointer', 'ended', 'config', 'value', 'fieldname']
    for (const word of [
      ...words,
      'inputfield',
      'retry',
      'web.no-answer',
      'b2',
      'warn',
      'ver_1',
      'run_a',
      'flw_1',
    ])
      expect([word, await found(word)]).toEqual([word, []])
    expect(await found('nothing came')).toEqual(['run_a'])
  })

  test('reads escapes as what they stand for, in small records and in deflated ones', async () => {
    const text = 'Say "Größe"\n\tof C:\\Temp 😀'
    await ran('run_small', {}, ['ran', { value: text }])
    const much = Array.from({ length: 200 }, (_, i) => ['ran', { block: 'b', value: `line ${i}` }] as const)
    await ran('run_large', {}, ...much.map(([kind, fields]): [string, object] => [kind, fields]), [
      'ran',
      { value: text },
    ])
    for (const words of ['"GRÖSSE"', '"größe"', 'Größe"\n\tof', 'c:\\temp', '😀', '"GRO\u0308ßE"'])
      expect([words, await found(words)]).toEqual([
        words,
        words === '"GRÖSSE"' ? [] : ['run_large', 'run_small'],
      ])
    expect(await found('tof')).toEqual([])
    expect(await found('line 199')).toEqual(['run_large'])
  })

  test('looks into large values, of rows and of records, also of those that hold other large ones', async () => {
    const page = noise(400_000)
    await ran('run_row', { output: { page, title: 'Spinnaker' } })
    await ran('run_step', {}, ['ran', { value: [`${page}Tiller`, { rows: `${page}Upwind` }] }])
    await ran('run_same', {}, ['ran', { value: [`${page}Tiller`, { rows: `${page}Upwind` }] }])
    const giant = `${'Vang '.repeat(4_000_000)}Wharf "7"`
    await ran('run_giant', {}, ['ran', { value: giant }])
    expect(await found('spinnaker')).toEqual(['run_row'])
    expect(await found('tiller')).toEqual(['run_same', 'run_step'])
    expect(await found('upwind')).toEqual(['run_same', 'run_step'])
    expect(await found('wharf "7"')).toEqual(['run_giant'])
  })

  test('goes with all other filters', async () => {
    const hook = { type: 'start/webhook', block: 'b1', at: AT, value: null }
    const every = { type: 'start/every', block: 'b1', at: AT, value: null }
    for (let n = 0; n < 8; n += 1)
      await ran(`run_${n}`, {
        flowId: n % 2 ? 'flw_odd' : 'flw_even',
        status: n < 6 ? 'succeeded' : 'failed',
        trigger: n < 4 ? hook : every,
        queuedAt: AT + n * 1000,
        output: n === 5 ? 'other' : 'wanted',
      })
    const text = 'wanted'
    const numbers = async (filter: RunFilter) => (await found(text, filter)).map((id) => id.slice(4)).join('')
    expect(await numbers({})).toBe('7643210')
    expect(await numbers({ flow: 'flw_odd' })).toBe('731')
    expect(await numbers({ startedBy: ['start/webhook'] })).toBe('3210')
    expect(await numbers({ startedBy: ['start/manual', 'start/every'] })).toBe('764')
    expect(await numbers({ since: AT + 2000, until: AT + 6000 })).toBe('432')
    expect(await numbers({ flow: 'flw_odd', status: 'failed', since: AT + 7000 })).toBe('7')
    const { items } = await store.runs.list({ startedBy: ['start/every'], until: AT + 6000 }, { limit: 9 })
    expect(items.map(({ id }) => id)).toEqual(['run_5', 'run_4'])
  })

  test('comes in pages, whether they are full or their time is over', async () => {
    for (let n = 0; n < 6; n += 1) {
      await ran(`run_${n}`, {}, ['ran', { value: `piece ${n}` }])
      store.journal.append(`run_${n}`, [event(2, 'ran', { value: n % 3 ? 'no' : 'Yonder' })])
      await store.journal.flush()
    }
    expect(await found('piece', {}, 2)).toHaveLength(6)
    expect(await found('yonder', {}, 1)).toEqual(['run_3', 'run_0'])
    await store.close()
    store = open({ searchMs: 0 })
    const first = await store.runs.list({ text: 'yonder' }, { limit: 9 })
    expect(first).toMatchObject({ items: [], next: expect.any(String), searchedTo: 1_700_000_000_000 })
    expect(await found('yonder')).toEqual(['run_3', 'run_0'])
    expect(await found('nowhere')).toEqual([])
    await expect(store.runs.list({ text: 'a' }, { limit: 4, after: 'WzFd' })).rejects.toMatchObject({
      code: 'page.invalid-cursor',
    })
  })

  test('is done on the thread of a host, and finds what was written a moment before', async () => {
    await store.close()
    store = open({ kind: 'serve' })
    store.journal.openRun(runRow('run_a', { status: 'running' }))
    store.journal.append('run_a', [event(0, 'ran', { value: 'Zephyr' }), ...entries(3, 1)])
    expect(await found('zephyr')).toEqual(['run_a'])
  })

  test('passes over what is damaged', async () => {
    await ran('run_good', {}, ['ran', { value: 'Compass' }])
    await ran('run_bad', {}, ['ran', { value: 'Compass' }])
    await store.close()
    const database = new Database(placesOf(folder).database)
    database.exec("UPDATE records SET checksum = 1 WHERE run = (SELECT n FROM runs WHERE id = 'run_bad')")
    database.close()
    store = open()
    expect(await found('compass')).toEqual(['run_good'])
  })
})
