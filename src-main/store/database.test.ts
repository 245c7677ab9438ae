import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkSqliteVersion, openSecondWriter, openWriter } from './database.ts'
import { temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
})
afterEach(() => remove())

describe('the connections that write', () => {
  test('sync every commit, keep a log, and never check-point by chance', () => {
    const path = join(folder, 'a.db')
    const first = openWriter(path)
    const second = openSecondWriter(path)
    for (const connection of [first, second]) {
      const [mode, sync, auto] = ['journal_mode', 'synchronous', 'wal_autocheckpoint'].map((name) =>
        connection.pragma(name, { simple: true }),
      )
      // 2 is FULL
      expect({ mode, sync, auto }).toEqual({ mode: 'wal', sync: 2, auto: 0 })
    }
    if (process.platform === 'darwin') expect(first.pragma('fullfsync', { simple: true })).toBe(1)
    expect(first.pragma('foreign_keys', { simple: true })).toBe(1)
    second.close()
    first.close()
  })

  test('are refused where the log that was asked for is not what holds', () => {
    // a database in memory has none, as on a file system without shared memory
    expect(() => openWriter(':memory:')).toThrow("SQLite's journal_mode is memory, not wal")
  })

  test.each(['3.51.2', '3.50.9', '3.9.99', '2.99.99'])('are refused by SQLite %s', (version) => {
    expect(() => checkSqliteVersion(version)).toThrow(`SQLite ${version} is older than 3.51.3`)
  })

  test.each(['3.51.3', '3.51.10', '3.52.0', '4.0.0'])('are taken by SQLite %s', (version) => {
    expect(() => checkSqliteVersion(version)).not.toThrow()
  })
})
