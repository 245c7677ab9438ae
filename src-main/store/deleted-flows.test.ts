import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block, FlowDocument, FlowEdit } from '#shared/flow'
import { type HandClock, handClock } from '../../tests/support/hand-clock.ts'
import { placesOf } from './data-folder.ts'
import { OWNED_BY_A_FLOW } from './deleted-flows.ts'
import { openStore, type Store } from './open-store.ts'
import { createDeletedPruner } from './prune-deleted.ts'
import { restore } from './restore.ts'
import { countingIds, runRow, temporaryFolder } from './test-support.ts'

const DAY = 86_400_000
let folder: string
let remove: () => void
let store: Store
let clock: HandClock
const open = () => openStore({ folder, clock, ids: countingIds() })
const turn = (ms: number) => clock.turn(ms)

beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  clock = handClock()
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

const block = (id: string): Block => ({ id, type: 'say/log', version: 1, name: id, config: {} })
const flow = (name: string, ...ids: string[]): FlowDocument => ({
  format: 1,
  name,
  blocks: ids.map(block),
  links: [],
})
const rename = (name: string): FlowEdit => ({ do: 'set-flow', set: { name } })

/** A commit of something else, and the round that follows it. */
async function sweep() {
  store.kept.set('flw_other', 'n', 1)
  await store.journal.flush()
  turn(120_000)
}

describe('deleting a flow', () => {
  const memory = (flowId: string) => ({ flowId, block: 'b1', type: 'data/only-new' })
  const hat = (flowId: string) => ({ flowId, block: 'b1' })

  /** A flow that is on and of which everything is kept that can be, some of it not on disk yet. */
  async function inUse() {
    const { id } = await store.flows.create({ ...flow('Sort', 'b1'), id: 'flw_used', tags: ['home'] })
    const { versionId } = await store.flows.saveVersion(id)
    store.triggers.switchOn({ flowId: id, versionId, since: 1 })
    store.triggers.change(hat(id), { enabled: false, fired: 7 })
    store.triggers.keep(hat(id), 'call 1', 'run_a', 1)
    store.triggers.note(hat(id), { at: 1, what: 'missed', text: 'slept' })
    store.triggers.see(hat(id), { path: '/a.txt', size: 1, modified: 1, inode: '1' })
    store.triggers.notice(hat(id), '/b.txt')
    store.kept.set(id, 'count', 3)
    store.states.set(memory(id), 'on disk', '1')
    store.journal.openRun(runRow('run_a', { flowId: id, versionId, status: 'succeeded', endedAt: 5 }))
    await store.journal.flush()
    await store.flows.edit(id, 0, [rename('Sort all')], 'me')
    store.states.set(memory(id), 'not yet', '2')
    store.kept.set(id, 'count', 4)
    return { id, versionId }
  }
  const rowsOf = (id: string) => {
    const database = new Database(placesOf(folder).database, { readonly: true })
    try {
      const tables = Object.keys(OWNED_BY_A_FLOW)
      const count = (table: string) =>
        database.prepare(`SELECT count(*) FROM ${table} WHERE flow_id = ?`).pluck().get(id)
      return Object.fromEntries(tables.map((table) => [table, count(table)]))
    } finally {
      database.close()
    }
  }

  test('hides it everywhere; its runs and their versions stay', async () => {
    const { id, versionId } = await inUse()
    await store.flows.delete(id)
    expect((await store.flows.list({ limit: 5 })).items).toEqual([])
    expect(await store.flows.tags()).toEqual([])
    expect(await store.flows.holding('b1')).toEqual([])
    expect(store.triggers.switchedOn()).toEqual([])
    expect(store.versions.newest(id)).toBeUndefined()
    for (const refused of [
      store.flows.get(id),
      store.flows.edit(id, 1, [], 'me'),
      store.flows.saveVersion(id),
      store.flows.delete(id),
    ])
      await expect(refused).rejects.toMatchObject({
        code: 'flow.not-found',
        message: 'The flow "Sort all" was deleted.',
        fix: `Bring it back with: blockloom flows undelete ${id}`,
      })
    expect(store.versions.load(versionId)?.name).toBe('Sort')
    expect((await store.runs.list({ flow: id }, { limit: 5 })).items).toHaveLength(1)
  })

  test('is undone by bringing it back: all of it, but that it is on', async () => {
    const { id, versionId } = await inUse()
    const before = await store.flows.get(id)
    await store.flows.delete(id)
    turn(1000)
    const { flow, wasOn } = await store.flows.bringBack(id)
    expect(wasOn).toBe(true)
    expect(flow).toEqual({ ...before, onSince: null, onVersion: null, onVersionId: null })
    expect(store.triggers.switchedOn()).toEqual([])
    expect(await store.flows.versions(id)).toMatchObject([{ version: 1, versionId }])
    expect((await store.flows.edit(id, 0, [], 'other')).missed).toHaveLength(1)
    expect((await store.flows.deleted({ limit: 5 })).items).toEqual([])
    await store.close()
    store = open()
    expect(store.kept.read(id)).toEqual({ count: 4 })
    expect([...store.states.read(memory(id))].sort()).toEqual([
      ['not yet', '2'],
      ['on disk', '1'],
    ])
    expect(store.triggers.read(hat(id))).toMatchObject({ enabled: false, fired: 7 })
    expect(store.triggers.runOf(hat(id), 'call 1')).toBe('run_a')
    expect(store.triggers.notes(hat(id), 5)).toHaveLength(1)
    expect(store.triggers.seen(hat(id))).toHaveLength(1)
    expect(store.triggers.noticed(hat(id))).toEqual(['/b.txt'])
  })

  test('twice brought back is as once; one that was never there is not', async () => {
    const { id } = await store.flows.create(flow('Sort'))
    await store.flows.delete(id)
    expect(await store.flows.bringBack(id)).toMatchObject({ wasOn: false })
    expect(await store.flows.bringBack(id)).toMatchObject({ wasOn: false, flow: { name: 'Sort' } })
    await expect(store.flows.bringBack('flw_no')).rejects.toMatchObject({ code: 'flow.not-found' })
  })

  test('for good leaves nothing of it, and what waits to be written neither', async () => {
    const { id } = await inUse()
    await expect(store.flows.erase(id)).rejects.toMatchObject({ code: 'flow.not-deleted' })
    await store.flows.delete(id)
    await store.flows.erase(id)
    await store.journal.flush()
    expect(Object.values(rowsOf(id))).toEqual(Object.keys(OWNED_BY_A_FLOW).map(() => 0))
    expect(store.kept.read(id)).toEqual({})
    await expect(store.flows.bringBack(id)).rejects.toMatchObject({
      code: 'flow.not-found',
      message: 'There is no flow flw_used.',
    })
    await expect(store.flows.erase(id)).rejects.toMatchObject({ code: 'flow.not-found' })
    expect((await store.runs.list({ flow: id }, { limit: 5 })).items).toHaveLength(1)
  })

  test('lists the last deleted one first, page by page, with when it goes', async () => {
    for (const name of ['one', 'two', 'three']) {
      const { id } = await store.flows.create({ ...flow(name, 'b1'), id: name })
      turn(name === 'three' ? 0 : 10)
      await store.flows.delete(id)
    }
    const first = await store.flows.deleted({ limit: 2 })
    const rest = await store.flows.deleted({ limit: 2, after: String(first.next) })
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(['two', 'three', 'one'])
    expect(rest.next).toBeNull()
    const [newest] = first.items
    expect(newest).toMatchObject({ blocks: 1, wasOn: false })
    expect((newest?.goneAt ?? 0) - (newest?.deletedAt ?? 0)).toBe(30 * DAY)
  })

  test('is over after 30 days: it goes with all that was its own, and its id is free', async () => {
    const { id } = await inUse()
    await store.flows.delete(id)
    turn(29 * DAY)
    await sweep()
    expect(await store.flows.bringBack(id)).toMatchObject({ wasOn: true })
    await store.flows.delete(id)
    turn(31 * DAY)
    expect((await store.flows.deleted({ limit: 5 })).items).toEqual([])
    await expect(store.flows.bringBack(id)).rejects.toMatchObject({ code: 'flow.not-found' })
    await sweep()
    expect(Object.values(rowsOf(id))).toEqual(Object.keys(OWNED_BY_A_FLOW).map(() => 0))
    expect((await store.runs.list({ flow: id }, { limit: 5 })).items).toHaveLength(1)
    expect(await store.flows.create({ ...flow('New'), id })).toMatchObject({ revision: 0, version: 0 })
    expect(store.kept.read(id)).toEqual({})
  })

  test('goes for good in pieces; a new flow of its id that is made meanwhile keeps what is its own', async () => {
    const { id } = await inUse()
    for (let n = 0; n < 300; n += 1)
      store.triggers.see(hat(id), { path: `/${n}`, size: 1, modified: 1, inode: '1' })
    await store.journal.flush()
    await store.flows.delete(id)
    turn(31 * DAY)
    const database = new Database(placesOf(folder).database)
    const gone: string[] = []
    const round = createDeletedPruner(database).round(
      clock.now(),
      () => {},
      (flow) => gone.push(flow),
    )
    while (rowsOf(id).seen_files === 301) expect(round.next().done).toBe(false)
    expect(rowsOf(id).seen_files).toBe(301 - 64)
    // by no clock is half of it brought back
    clock.jump(-31 * DAY)
    await expect(store.flows.bringBack(id)).rejects.toMatchObject({ code: 'flow.not-found' })
    await store.flows.create({ ...flow('New', 'b1'), id })
    await store.flows.saveVersion(id)
    for (const _ of round);
    database.close()
    expect(gone).toEqual([])
    expect(rowsOf(id)).toMatchObject({ flow_versions: 1, seen_files: 0, triggers: 0 })
    expect((await store.flows.get(id)).name).toBe('New')
  })

  test('and making a flow of its id brings it back with the new content; what it was is a version', async () => {
    const { id, versionId } = await inUse()
    await store.flows.delete(id)
    const again = await store.flows.create({ ...flow('From a file', 'b2'), id })
    expect(again).toMatchObject({ name: 'From a file', revision: 2, version: 2, onSince: null })
    expect(again.document).toEqual({ ...flow('From a file', 'b2'), id })
    const [newest, older] = await store.flows.versions(id)
    expect(older).toMatchObject({ version: 1, versionId })
    expect(store.versions.load(newest?.versionId ?? '')).toMatchObject({ name: 'Sort all', tags: ['home'] })
    expect(store.kept.read(id)).toEqual({ count: 4 })
    expect((await store.flows.deleted({ limit: 5 })).items).toEqual([])
  })

  test('is in a backup, with its way back', async () => {
    const { id } = await inUse()
    await store.flows.delete(id)
    const { path } = await store.backups.make()
    await store.flows.erase(id)
    await store.close()
    restore({ folder, from: path, clock, settings: {} })
    store = open()
    expect(await store.flows.bringBack(id)).toMatchObject({ wasOn: true, flow: { name: 'Sort all' } })
    expect(store.kept.read(id)).toEqual({ count: 4 })
  })
})
