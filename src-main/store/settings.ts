import type Database from 'better-sqlite3'
import type { Json } from '#shared/flow'
import type { Guard } from './guard.ts'

/** Small facts of the whole data folder, by key. */
export type Settings = {
  get(key: string): Json | undefined
  set(key: string, value: Json): void
}

export function createSettings(database: Database.Database, guard: Guard): Settings {
  const select = database.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck()
  const put = database.prepare(
    'INSERT INTO settings (key, value) VALUES (?,?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  return {
    get(key) {
      const text = select.get(key) as string | undefined
      return text === undefined ? undefined : (JSON.parse(text) as Json)
    },
    set: (key, value) => void guard(() => put.run(key, JSON.stringify(value))),
  }
}
