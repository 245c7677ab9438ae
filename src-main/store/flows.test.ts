import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applyEdits, type Block, type FlowDocument, type FlowEdit } from '#shared/flow'
import { placesOf } from './data-folder.ts'
import type { FlowNews } from './drafts.ts'
import { openStore, type Store } from './open-store.ts'
import { replaceEdits } from './replace-edits.ts'
import { countingIds, handClock, runRow, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
let store: Store
const { clock, turn } = handClock()
const open = () => openStore({ folder, clock, ids: countingIds() })

beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

const block = (id: string): Block => ({
  id,
  type: 'say/log',
  version: 1,
  name: `Say ${id}`,
  config: { text: id },
})
const flow = (name: string, ...ids: string[]): FlowDocument => ({
  format: 1,
  name,
  blocks: ids.map(block),
  links: [],
})
const rename = (name: string): FlowEdit => ({ do: 'set-flow', set: { name } })

describe('a draft', () => {
  test('is kept with an id of its own, over a restart', async () => {
    const made = await store.flows.create({
      ...flow('Sort', 'b1', 'b2'),
      description: 'by kind',
      tags: ['files'],
    })
    expect(made).toMatchObject({
      name: 'Sort',
      description: 'by kind',
      tags: ['files'],
      blocks: 2,
      version: 0,
    })
    expect(made.document.id).toBe(made.id)
    await store.close()
    store = open()
    expect(await store.flows.get(made.id)).toEqual(made)
  })

  test('keeps the id that its file brings, once', async () => {
    const document = { ...flow('Sort'), id: 'flw_mine' }
    expect((await store.flows.create(document)).id).toBe('flw_mine')
    await expect(store.flows.create(document)).rejects.toMatchObject({ code: 'flow.exists' })
  })

  test('that is not there is an error that names it', async () => {
    await expect(store.flows.get('flw_no')).rejects.toMatchObject({ code: 'flow.not-found' })
    await expect(store.flows.edit('flw_no', 0, [], 'a')).rejects.toMatchObject({ code: 'flow.not-found' })
    await expect(store.flows.delete('flw_no')).rejects.toMatchObject({ code: 'flow.not-found' })
  })
})

describe('edits', () => {
  test('of two windows meet: each hears what it missed and both end with the same flow', async () => {
    const { id, document } = await store.flows.create(flow('Sort', 'b1'))
    const mine: FlowEdit[] = [{ do: 'add-block', block: block('b2') }]
    const theirs: FlowEdit[] = [{ do: 'set-config', id: 'b1', key: 'text', value: 'hello' }]
    expect(await store.flows.edit(id, 0, mine, 'me')).toEqual({ revision: 1, missed: [], skipped: [] })
    expect(await store.flows.edit(id, 0, theirs, 'they')).toEqual({
      revision: 2,
      missed: [{ revision: 1, edits: mine, client: 'me' }],
      skipped: [],
    })
    const { missed } = await store.flows.edit(id, 1, [], 'me')
    expect(missed).toEqual([{ revision: 2, edits: theirs, client: 'they' }])
    const both = applyEdits(document, [...mine, ...theirs]).document
    expect((await store.flows.get(id)).document).toEqual(both)
  })

  test('that no longer fit are skipped with a word, and others never hear of them', async () => {
    const { id } = await store.flows.create(flow('Sort', 'b1', 'b2'))
    await store.flows.edit(id, 0, [{ do: 'remove-block', id: 'b1' }], 'a')
    const gone: FlowEdit = { do: 'set-config', id: 'b1', key: 'text', value: 'x' }
    const answer = await store.flows.edit(id, 0, [gone, rename('Two')], 'b')
    expect(answer.skipped).toEqual([{ edit: gone, why: expect.any(String) }])
    expect((await store.flows.edit(id, 1, [], 'a')).missed).toEqual([
      { revision: 2, edits: [rename('Two')], client: 'b' },
    ])
    expect((await store.flows.edit(id, 2, [gone], 'b')).revision).toBe(2)
  })

  test('are told to those who watch, and a deletion too', async () => {
    const { id } = await store.flows.create(flow('Sort'))
    const heard: (FlowNews | 'deleted')[] = []
    const end = store.flows.watch(id, (news) => heard.push(news))
    await store.flows.edit(id, 0, [rename('A')], 'me')
    await store.flows.edit(id, 1, [], 'me')
    await store.flows.delete(id)
    end()
    expect(heard).toEqual([{ revision: 1, edits: [rename('A')], client: 'me' }, 'deleted'])
  })

  test('from a future or a past too far away ask to open the flow again', async () => {
    const { id } = await store.flows.create(flow('Sort'))
    await expect(store.flows.edit(id, 1, [], 'a')).rejects.toMatchObject({ code: 'flow.unknown-revision' })
    for (let n = 0; n < 1001; n += 1) await store.flows.edit(id, n, [rename(`n${n}`)], 'a')
    expect((await store.flows.edit(id, 1, [], 'a')).missed).toHaveLength(1000)
    await expect(store.flows.edit(id, 0, [], 'a')).rejects.toMatchObject({ code: 'flow.too-far-behind' })
  })
})

describe('versions', () => {
  test('are made by content: the same content is the same version', async () => {
    const { id, document } = await store.flows.create(flow('Sort', 'b1'))
    const first = await store.flows.saveVersion(id)
    expect(first.version).toBe(1)
    expect(await store.flows.saveVersion(id)).toEqual(first)
    expect(await store.flows.version(document)).toBe(first.versionId)
    expect(store.versions.load(first.versionId)).toEqual(document)
    await store.flows.edit(id, 0, [rename('Other')], 'a')
    const second = await store.flows.saveVersion(id)
    expect(second.version).toBe(2)
    expect(second.versionId).not.toBe(first.versionId)
    await store.flows.edit(id, 1, [rename('Sort')], 'a')
    expect(await store.flows.saveVersion(id)).toEqual({ version: 3, versionId: first.versionId })
    expect((await store.flows.versions(id)).map(({ version }) => version)).toEqual([3, 2, 1])
    expect((await store.flows.get(id)).version).toBe(3)
  })

  test('are not made again while nobody changes the draft: a run of it writes nothing', async () => {
    const { id } = await store.flows.create(flow('Sort', 'b1'))
    const first = await store.flows.saveVersion(id)
    const size = () => statSync(join(folder, 'blockloom.db-wal')).size
    const before = size()
    expect(await store.flows.saveVersion(id)).toEqual(first)
    expect(size()).toBe(before)
    await store.flows.replace(id, flow('Sort', 'b2'))
    expect((await store.flows.saveVersion(id)).version).toBe(2)
    await store.flows.delete(id)
    await expect(store.flows.saveVersion(id)).rejects.toMatchObject({ code: 'flow.not-found' })
  })

  test('that are not listed do not count', async () => {
    const { id, document } = await store.flows.create(flow('Sort'))
    const unlisted = await store.flows.version({ ...document, name: 'Tried' })
    expect(store.versions.load(unlisted)?.name).toBe('Tried')
    expect(await store.flows.versions(id)).toEqual([])
    expect((await store.flows.get(id)).version).toBe(0)
    expect(store.versions.load('ver_no')).toBeUndefined()
  })

  test('are made by replacing, in one go with the draft, which open windows can follow', async () => {
    const before = await store.flows.create({ ...flow('Sort', 'b1', 'b2'), tags: ['a'] })
    const heard: (FlowNews | 'deleted')[] = []
    store.flows.watch(before.id, (news) => heard.push(news))
    const document: FlowDocument = {
      ...flow('New', 'b2', 'b3', 'b3'),
      links: [{ from: 'b2', out: 'next', to: 'nowhere' }],
      pins: { b3: { next: 1 } },
    }
    const after = await store.flows.replace(before.id, document)
    expect(after).toMatchObject({
      version: 1,
      revision: 1,
      name: 'New',
      document: { ...document, id: before.id },
    })
    const [news] = heard
    if (!news || news === 'deleted') throw new Error('no news')
    const followed = applyEdits(before.document, news.edits)
    expect(followed).toMatchObject({ document: after.document, skipped: [] })
    expect(await store.flows.replace(before.id, document)).toMatchObject({ version: 1, revision: 1 })
  })

  test('replace edits make any flow of any other', () => {
    const one: FlowDocument = {
      ...flow('One', 'b1', 'b2'),
      links: [{ from: 'b1', out: 'next', to: 'b2' }],
      notes: [{ at: [0, 0], size: [1, 1], text: 'hi' }],
      pins: { b1: { next: { a: 1 } } },
    }
    const two: FlowDocument = { ...flow('Two', 'b2', 'b2'), description: 'd', settings: { overlap: 'skip' } }
    for (const [a, b] of [
      [one, two],
      [two, one],
    ] as const)
      expect(applyEdits(a, JSON.parse(JSON.stringify(replaceEdits(a, b)))).document).toEqual(b)
  })
})

describe('the list of flows', () => {
  test('shows the newest change first, page by page', async () => {
    const ids: string[] = []
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      turn(name === 'three' ? 0 : 10)
      ids.push((await store.flows.create(flow(name))).id)
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await store.flows.list({ limit: 2, after })
      seen.push(...page.items.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after !== undefined)
    expect(seen).toEqual(ids.toReversed())
    const { next } = await store.flows.list({ limit: 2 })
    // of a list in another order
    await expect(store.flows.list({ limit: 2, sort: 'name', after: String(next) })).rejects.toMatchObject({
      code: 'page.invalid-cursor',
    })
    await expect(store.flows.list({ limit: 2, after: 'nonsense' })).rejects.toMatchObject({
      code: 'page.invalid-cursor',
    })
  })

  test('finds words in name, description and tags, in any case and script', async () => {
    await store.flows.create({ ...flow('Ärger sortieren'), tags: ['Ordner'] })
    await store.flows.create({ ...flow('Mail'), description: '100% of it_all' })
    const found = async (search: string) =>
      (await store.flows.list({ limit: 9, search })).items.map(({ name }) => name)
    expect(await found('ärGER')).toEqual(['Ärger sortieren'])
    expect(await found('ordner')).toEqual(['Ärger sortieren'])
    expect(await found('100%')).toEqual(['Mail'])
    expect(await found('%')).toEqual(['Mail'])
    expect(await found('nothing')).toEqual([])
  })

  test('is sorted by name or by the newest run, page by page, and narrowed to one whole tag', async () => {
    for (const [name, tags] of [
      ['b', ['home', 'a "b"']],
      ['A', ['home']],
      ['c', ['homework', 'x"home']],
      ['B', []],
    ] as const)
      await store.flows.create({ ...flow(name), tags: [...tags] })
    const all = async (order: { sort?: 'name' | 'ran' | 'changed'; tag?: string }) => {
      const names: string[] = []
      let after: string | undefined
      do {
        const page = await store.flows.list({ limit: 1, ...order, ...(after !== undefined && { after }) })
        names.push(...page.items.map(({ name }) => name))
        after = page.next ?? undefined
      } while (after !== undefined)
      return names
    }
    const byName = await all({ sort: 'name' })
    expect(byName.map((name) => name.toLowerCase())).toEqual(['a', 'b', 'b', 'c'])
    expect((await all({ tag: 'home' })).toSorted()).toEqual(['A', 'b'])
    expect(await all({ tag: 'a "b"' })).toEqual(['b'])
    const [first] = (await store.flows.list({ limit: 9, search: 'homework' })).items
    store.journal.openRun(runRow('run_c', { flowId: first?.id ?? '', queuedAt: 99 }))
    const ran = await all({ sort: 'ran' })
    expect([ran[0], ran.length]).toEqual(['c', 4])
    expect(await store.flows.tags()).toEqual([
      { tag: 'home', flows: 2 },
      { tag: 'a "b"', flows: 1 },
      { tag: 'homework', flows: 1 },
      { tag: 'x"home', flows: 1 },
    ])
  })

  test('tells the newest run of each, also one that was only just ordered', async () => {
    const { id } = await store.flows.create(flow('Sort'))
    store.journal.openRun(runRow('run_a', { flowId: id, status: 'succeeded' }))
    store.journal.openRun(runRow('run_b', { flowId: id, status: 'running', queuedAt: 77 }))
    const [row] = (await store.flows.list({ limit: 9 })).items
    expect(row?.lastRun).toEqual({ id: 'run_b', status: 'running', at: 77 })
  })
})

test('a draft that changed on disk is named and the other flows are still listed', async () => {
  const { id } = await store.flows.create(flow('Sort', 'b1'))
  await store.flows.create(flow('Other'))
  const { versionId } = await store.flows.saveVersion(id)
  await store.close()
  const database = new Database(placesOf(folder).database)
  database.exec("UPDATE flows SET document = replace(document, 'Say b1', 'Say b7')")
  database.exec("UPDATE versions SET document = replace(document, 'Say b1', 'Say b7')")
  database.close()
  store = open()
  await expect(store.flows.get(id)).rejects.toMatchObject({
    code: 'store.damaged-record',
    details: { flow: id },
  })
  expect((await store.flows.list({ limit: 9 })).items).toHaveLength(2)
  expect(() => store.versions.load(versionId)).toThrow(
    expect.objectContaining({ code: 'store.damaged-record' }),
  )
})
