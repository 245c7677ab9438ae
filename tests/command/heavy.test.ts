// Steps that never end by themselves, in the built program.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { start, until } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-heavy-'))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const run = (type: string, config: JsonObject) => {
  const flow = join(place, 'a.flow.json')
  const parts = [
    { id: 'start', type: 'start/manual', to: { next: 'b' } },
    { id: 'b', name: 'Clean up', type, config, options: { timeout: '2s' } },
  ]
  writeFileSync(flow, JSON.stringify(flowOf(parts)))
  return start(['run', flow], { home: join(place, 'home') })
}
const SENTENCE = '"Clean up" took longer than 2000 ms and was stopped.'

test('a pattern fails its step, and the program ends', async () => {
  const { ended } = run('data/replace', { text: `${'a'.repeat(60)}b`, find: '^(a+)+$', how: 'pattern' })
  const { code, err } = await ended
  expect(err).toContain(SENTENCE)
  expect(code).toBe(1)
})

test('a statement of SQLite fails its step; the program waits for it, but not against a signal', async () => {
  const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c'
  const running = run('database/sqlite', { file: join(place, 'a.db'), do: 'run', sql: endless })
  await until(running, () => running.err().includes(SENTENCE))
  const asking = setInterval(() => running.child.kill('SIGINT'), 200)
  await running.ended
  clearInterval(asking)
  expect(running.err()).not.toContain('A bug in')
})
