import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LARGEST_SNIPPET, type Snippet } from '#shared/snippet'
import { LARGEST_BACKPACK, MOST_SNIPPETS } from './backpack.ts'
import { placesOf } from './data-folder.ts'
import { openStore, type Store } from './open-store.ts'
import { countingIds, handClock, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
let store: Store
const { clock, turn } = handClock()
const ids = countingIds()
const open = () => openStore({ folder, clock, ids })
const reopen = async () => {
  await store.close()
  store = open()
}
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})

const say = (text: string): Snippet => ({
  blockloom: 1,
  blocks: [{ id: 'b1', type: 'say/say', version: 1, name: 'Say', config: { text } }],
  links: [],
})
const keep = (name: string, place = 0, snippet = say(name)) => store.backpack.add({ snippet, name, place })
const names = () => store.backpack.list().map(({ name }) => name)
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'done'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('the backpack', () => {
  test('keeps what is put in, and its order, over a restart', async () => {
    keep('first')
    turn(1000)
    const second = keep('second')
    keep('last', 99)
    expect(second).toMatchObject({ blocks: 1, notes: 0, keptAt: clock.now() })
    expect(names()).toEqual(['second', 'first', 'last'])
    const before = store.backpack.list()
    await reopen()
    expect(store.backpack.list()).toEqual(before)
    expect(store.backpack.get(second.id)).toEqual({ ...second, snippet: say('second') })
  })

  test('is renamed, put in another order and emptied, over restarts', async () => {
    const [c = '', b = ''] = ['c', 'b', 'a'].map((name) => keep(name).id)
    store.backpack.move(c, 0)
    store.backpack.rename(b, 'B')
    await reopen()
    expect(names()).toEqual(['c', 'a', 'B'])
    store.backpack.move(c, 99)
    expect(store.backpack.delete(b)).toMatchObject({ name: 'B', snippet: say('b') })
    await reopen()
    expect(names()).toEqual(['a', 'c'])
    keep('d', 1)
    await reopen()
    expect(names()).toEqual(['a', 'd', 'c'])
  })

  test('says in a code that there is no such snippet', () => {
    const { id } = keep('gone')
    store.backpack.delete(id)
    for (const work of [
      () => store.backpack.get(id),
      () => store.backpack.rename(id, 'x'),
      () => store.backpack.move(id, 0),
      () => store.backpack.delete(id),
    ])
      expect(codeOf(work)).toBe('backpack.not-found')
  })

  test('is bounded: one snippet, how many, and all of them together', () => {
    expect(codeOf(() => keep('none', 0, { blockloom: 1, blocks: [], links: [] }))).toBe('backpack.empty')
    const around = Buffer.byteLength(JSON.stringify(say('')))
    expect(codeOf(() => keep('large', 0, say('x'.repeat(LARGEST_SNIPPET - around))))).toBe('done')
    // bytes, not letters
    expect(codeOf(() => keep('larger', 0, say(`${'x'.repeat(LARGEST_SNIPPET - around - 1)}ä`)))).toBe(
      'backpack.too-large',
    )
    expect(names()).toEqual(['large'])
    const full = () => keep('more', 0, say('y'.repeat(LARGEST_SNIPPET - around)))
    for (let i = 1; i < LARGEST_BACKPACK / LARGEST_SNIPPET; i++) full()
    expect(codeOf(full)).toBe('backpack.full')
    expect(codeOf(() => keep('small'))).toBe('backpack.full')
    for (const { id } of store.backpack.list()) store.backpack.delete(id)
    for (let i = 0; i < MOST_SNIPPETS; i++) keep(`${i}`)
    expect(codeOf(() => keep('one more'))).toBe('backpack.full')
    expect(names()).toHaveLength(MOST_SNIPPETS)
  })

  test('tells of every change once it is kept, and of none that was refused', () => {
    const seen: string[][] = []
    const end = store.backpack.watch(() => seen.push(names()))
    const { id } = keep('a')
    expect(codeOf(() => store.backpack.rename('snp_none', 'x'))).toBe('backpack.not-found')
    store.backpack.rename(id, 'b')
    end()
    store.backpack.delete(id)
    expect(seen).toEqual([['a'], ['b']])
    expect(store.backpack.revision()).toBe(3)
  })

  test('does not give out a damaged snippet, and lets it be thrown away', async () => {
    const { id } = keep('hurt')
    await store.close()
    const database = new Database(placesOf(folder).database)
    database.exec("UPDATE backpack_snippets SET snippet = replace(snippet, 'Say', 'Lie')")
    database.close()
    store = open()
    expect(codeOf(() => store.backpack.get(id))).toBe('store.damaged-record')
    expect(store.backpack.delete(id)).toMatchObject({ name: 'hurt', snippet: { blocks: [] } })
    expect(names()).toEqual([])
  })

  test('comes back with a backup', async () => {
    keep('kept')
    const { path } = await store.backups.make()
    const database = new Database(path, { readonly: true })
    expect(database.prepare('SELECT name FROM backpack').pluck().all()).toEqual(['kept'])
    expect(database.prepare('SELECT count(*) FROM backpack_snippets').pluck().get()).toBe(1)
    database.close()
  })
})
