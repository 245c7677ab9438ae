import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { APPLICATION_ID } from './application-id.ts'
import { readSeal } from './backup-seal.ts'
import { placesOf } from './data-folder.ts'
import { openWriter } from './database.ts'
import { workAside } from './side-work.ts'
import { realClock } from './test-support.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-side-work-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('while a large copy is made, who reads is answered and the log is left alone, until the copy is there', async () => {
  const places = placesOf(folder)
  const writer = openWriter(places.database)
  writer.pragma(`application_id = ${APPLICATION_ID}`)
  writer.exec(
    'CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) SELECT i, hex(randomblob(100000)) AS text FROM n',
  )
  const side = workAside(places, writer, realClock, { log: 0, database: 0 })
  await side.read('SELECT 1', [])
  const done: string[] = []
  const copy = side.backUp(join(folder, 'copy.db')).then(() => done.push('copy'))
  const emptied = Promise.resolve(side.emptyLog('cut')).then(() => done.push('log'))
  await side.read('SELECT count(*) FROM much', []).then(() => done.push('read'))
  await Promise.all([copy, emptied])
  expect(done).toEqual(['read', 'copy', 'log'])
  expect(readSeal(join(folder, 'copy.db'))).toBe('whole')
  await side.close()
  writer.close()
})
