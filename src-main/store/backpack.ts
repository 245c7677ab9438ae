import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { KeptSnippet, WholeSnippet } from '#shared/contract'
import { AppError } from '#shared/error'
import { LARGEST_SNIPPET, type Snippet } from '#shared/snippet'
import type { Clock, Ids } from '../runtime/ports.ts'
import type { Guard } from './guard.ts'
import { damagedRecord } from './storage-error.ts'

/** Every change is on disk when its call returns; then watchers are told. */
export type Backpack = {
  /** topmost first */
  list(): KeptSnippet[]
  /** @throws AppError `backpack.not-found`, `store.damaged-record` */
  get(id: string): WholeSnippet
  /**
   * @param place counted from 0; beyond the end it is the end
   * @throws AppError `backpack.empty`, `backpack.too-large`, `backpack.full`
   */
  add(order: { snippet: Snippet; name: string; place: number }): KeptSnippet
  /** @throws AppError `backpack.not-found` */
  rename(id: string, name: string): KeptSnippet
  /** @throws AppError `backpack.not-found` */
  move(id: string, place: number): KeptSnippet[]
  /** @returns what it was, damaged ones without their blocks. @throws AppError `backpack.not-found` */
  delete(id: string): WholeSnippet
  /** goes up with every change */
  revision(): number
  /** @returns what ends it */
  watch(listener: () => void): () => void
}

/** How many snippets there may be. */
export const MOST_SNIPPETS = 200
/** bytes of all of them together; 20 MB */
export const LARGEST_BACKPACK = 20 * 1024 * 1024

type Row = Omit<KeptSnippet, 'keptAt'> & { kept_at: number }

/** What snippets are called stays in memory, in order; what they hold is read when it is asked for. */
export function createBackpack(
  database: Database.Database,
  { clock, ids, guard }: { clock: Clock; ids: Ids; guard: Guard },
): Backpack {
  const insert = database.prepare(
    'INSERT INTO backpack (id, place, name, blocks, notes, bytes, kept_at) VALUES (?,?,?,?,?,?,?)',
  )
  const insertSnippet = database.prepare(
    'INSERT INTO backpack_snippets (id, snippet, checksum) VALUES (?,?,?)',
  )
  const putPlace = database.prepare('UPDATE backpack SET place = ? WHERE id = ?')
  const putName = database.prepare('UPDATE backpack SET name = ? WHERE id = ?')
  const removals = ['backpack', 'backpack_snippets'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE id = ?`),
  )
  const select = database.prepare<[string], { snippet: string; checksum: number }>(
    'SELECT snippet, checksum FROM backpack_snippets WHERE id = ?',
  )
  let kept = database
    .prepare<[], Row>('SELECT id, name, blocks, notes, bytes, kept_at FROM backpack ORDER BY place, id')
    .all()
    .map(({ kept_at, ...rest }): KeptSnippet => ({ ...rest, keptAt: kept_at }))
  let revision = 0
  const listeners = new Set<() => void>()

  const find = (id: string): KeptSnippet => {
    const found = kept.find((one) => one.id === id)
    if (!found) throw notFound(id)
    return found
  }
  /** Writes, with the places of those that stand elsewhere by it, and takes it over. */
  const change = (next: KeptSnippet[], write: () => void) => {
    const before = new Map(kept.map(({ id }, place) => [id, place]))
    guard(() => {
      write()
      for (const [place, { id }] of next.entries()) if (before.get(id) !== place) putPlace.run(place, id)
    })
    kept = next
    revision += 1
    for (const listener of [...listeners]) listener()
  }
  const read = (id: string): Snippet => {
    const row = select.get(id)
    if (!row || crc32(row.snippet) !== row.checksum)
      throw damagedRecord(`The snippet "${find(id).name}" of the backpack`, { snippet: id })
    return JSON.parse(row.snippet) as Snippet
  }

  return {
    list: () => kept.map((one) => ({ ...one })),
    get: (id) => ({ ...find(id), snippet: read(id) }),
    add({ snippet, name, place }) {
      const text = JSON.stringify(snippet)
      const { blocks, notes = [] } = snippet
      const bytes = Buffer.byteLength(text)
      refuseBeyond(kept, blocks.length, bytes)
      const one: KeptSnippet = {
        ...{ id: ids.next('snp'), name, blocks: blocks.length, notes: notes.length, bytes },
        keptAt: clock.now(),
      }
      const next = kept.toSpliced(place, 0, one)
      change(next, () => {
        insert.run(one.id, next.indexOf(one), name, one.blocks, one.notes, bytes, one.keptAt)
        insertSnippet.run(one.id, text, crc32(text))
      })
      return { ...one }
    },
    rename(id, name) {
      const one = { ...find(id), name }
      change(
        kept.map((each) => (each.id === id ? one : each)),
        () => putName.run(name, id),
      )
      return { ...one }
    },
    move(id, place) {
      const one = find(id)
      change(kept.filter((each) => each !== one).toSpliced(place, 0, one), () => {})
      return this.list()
    },
    delete(id) {
      const one = find(id)
      const snippet = readable(() => read(id))
      change(
        kept.filter((each) => each !== one),
        () => {
          for (const removal of removals) removal.run(id)
        },
      )
      return { ...one, snippet }
    },
    revision: () => revision,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A damaged snippet can be thrown away like any other. */
function readable(read: () => Snippet): Snippet {
  try {
    return read()
  } catch {
    return { blockloom: 1, blocks: [], links: [] }
  }
}

function refuseBeyond(kept: readonly KeptSnippet[], blocks: number, bytes: number): void {
  if (blocks === 0)
    throw new AppError({
      code: 'backpack.empty',
      message: 'There is no block in the snippet.',
      fix: 'Choose at least one block.',
    })
  if (bytes > LARGEST_SNIPPET)
    throw new AppError({
      code: 'backpack.too-large',
      message: `These blocks are ${inMegabytes(bytes)} large; one snippet of the backpack may have ${inMegabytes(LARGEST_SNIPPET)}.`,
      fix: 'Keep fewer blocks, or make a My block of them. Large values belong in files of their own.',
      details: { bytes, most: LARGEST_SNIPPET },
    })
  if (kept.length >= MOST_SNIPPETS)
    throw full(`There are ${MOST_SNIPPETS} snippets in the backpack, as many as it takes.`, {
      snippets: kept.length,
    })
  const all = kept.reduce((sum, one) => sum + one.bytes, bytes)
  if (all > LARGEST_BACKPACK)
    throw full(
      `With these blocks the backpack would be ${inMegabytes(all)} large; it takes ${inMegabytes(LARGEST_BACKPACK)}.`,
      { bytes: all },
    )
}

const inMegabytes = (bytes: number): string => `${(Math.ceil(bytes / 1024 / 102.4) / 10).toFixed(1)} MB`

const full = (message: string, details: Record<string, unknown>): AppError =>
  new AppError({ code: 'backpack.full', message, fix: 'Delete snippets that you no longer need.', details })

const notFound = (id: string): AppError =>
  new AppError({
    code: 'backpack.not-found',
    message: `There is no snippet ${id} in the backpack.`,
    fix: 'It may have been deleted meanwhile. Look at the backpack again.',
    details: { snippet: id },
  })
