import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placesOf } from '../data-folder.ts'
import { openStore } from '../open-store.ts'
import { countingIds, realClock, temporaryFolder } from '../test-support.ts'
import { migrations } from './all.ts'
import type { Migration } from './migrate.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

const next = migrations.length + 1
const open = (...more: Migration[]) =>
  openStore({ folder, clock: realClock, ids: countingIds(), migrations: [...migrations, ...more] })
const addColour: Migration = {
  version: next,
  name: 'colour',
  sql: 'ALTER TABLE flows ADD COLUMN colour TEXT',
}
const broken: Migration = {
  version: next + 1,
  name: 'broken',
  sql: 'CREATE TABLE half (a TEXT); DROP TABLE flows',
  also: () => {
    throw new Error('this cannot be')
  },
}
const ask = (path: string, sql: string): unknown => {
  const database = new Database(path, { readonly: true })
  try {
    return database.prepare(sql).pluck().get()
  } finally {
    database.close()
  }
}
const backups = () => readdirSync(placesOf(folder).backups).sort()
async function withOneFlow() {
  const store = open()
  const { id } = await store.flows.create({ format: 1, name: 'Old', blocks: [], links: [] })
  await store.close()
  return id
}

describe('migrations', () => {
  test('are numbered without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1))
  })

  test('of a new folder leave no backups', async () => {
    await open(addColour).close()
    expect(existsSync(placesOf(folder).backups)).toBe(false)
  })

  test('keep the data, after a backup of the version before', async () => {
    const id = await withOneFlow()
    const store = open(addColour)
    expect((await store.flows.get(id)).name).toBe('Old')
    await store.close()
    expect(ask(placesOf(folder).database, 'PRAGMA user_version')).toBe(next)
    const [backup] = backups()
    const path = join(placesOf(folder).backups, backup as string)
    expect(ask(path, 'PRAGMA user_version')).toBe(next - 1)
    expect(ask(path, 'SELECT name FROM flows')).toBe('Old')
    await open(addColour).close()
    expect(backups()).toHaveLength(1)
  })

  test('that fail change nothing, name their backup, and what succeeded before them stays', async () => {
    const id = await withOneFlow()
    expect(() => open(addColour, broken)).toThrow(
      expect.objectContaining({
        code: 'store.migration-failed',
        message: expect.stringContaining('this cannot be'),
        details: { version: next + 1, backup: expect.stringContaining(`before-version-${next + 1}`) },
      }),
    )
    expect(backups()).toHaveLength(2)
    expect(ask(placesOf(folder).database, 'PRAGMA user_version')).toBe(next)
    expect(ask(placesOf(folder).database, "SELECT count(*) FROM sqlite_master WHERE name = 'half'")).toBe(0)
    const store = open(addColour)
    expect((await store.flows.get(id)).name).toBe('Old')
    await store.close()
  })

  test('refuse a folder of a newer Blockloom and leave it alone', async () => {
    await withOneFlow()
    await open(addColour).close()
    expect(() => open()).toThrow(
      expect.objectContaining({
        code: 'store.newer-version',
        details: { folder, version: next, newest: next - 1 },
      }),
    )
    expect(backups()).toHaveLength(1)
    await open(addColour).close()
  })
})
