import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { blockloom } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'

let home: string
const command = (...words: string[]) => blockloom(words, { home })
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'blockloom care ü '))
  const { id: _, ...choosy } = flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'say' } },
      { id: 'say', type: 'data/text', name: 'Say it', config: { text: '{{ vars.n }}' }, to: { next: 'if' } },
      { id: 'if', type: 'control/if', config: { condition: '{{ vars.n > 1 }}' }, to: { else: 'no' } },
      { id: 'no', type: 'control/fail', config: { message: 'too few' } },
    ],
    { name: 'Choosy', variables: [{ name: 'n', value: 1 }] },
  )
  writeFileSync(join(home, 'choosy.flow.json'), JSON.stringify(choosy))
  await command('flows', 'import', join(home, 'choosy.flow.json'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('runs retry does a run again, whole or from a block, and run --from finds the run by itself', async () => {
  const failed = JSON.parse((await command('run', 'Choosy', '--json')).out) as {
    runId: string
    status: string
  }
  expect(failed.status).toBe('failed')
  expect(await command('runs', 'retry', failed.runId, '--var', 'n=2')).toMatchObject({ code: 0, out: '2\n' })
  const there = await command('runs', 'retry', failed.runId, '--from', 'Say it', '--var', 'n=3', '--json')
  expect(JSON.parse(there.out)).toMatchObject({ status: 'succeeded', output: '3', steps: 2 })
  expect(await command('run', 'Choosy', '--from', 'Say it', '--var', 'n=4')).toMatchObject({ out: '4\n' })
  expect(await command('runs', 'retry', failed.runId, '--from-failed')).toMatchObject({
    code: 1,
    err: expect.stringContaining('too few'),
  })
  expect(await command('runs', 'retry', failed.runId, '--from', 'Elsewhere')).toMatchObject({
    code: 2,
    out: '',
    err: 'The flow that ran has no block "Elsewhere". Give the name or the id of one of its blocks.\n',
  })
  expect(await command('runs', 'resume', failed.runId)).toMatchObject({
    code: 0,
    err: `${failed.runId} is failed and asks nothing.\n`,
  })
  expect(await command('runs', 'list', '--dead')).toMatchObject({ code: 0, err: 'No dead letters.\n' })
})

test('runs list finds runs by what is in their data, by how they began, and by time', async () => {
  await command('run', 'Choosy', '--input', '{"order":"Nr. 4711"}')
  const out = async (...words: string[]) => (await command('runs', 'list', ...words)).out
  expect(await out('--text', 'nr. 4711', '--since', '1h', '--started-by', 'manual')).toContain('Choosy')
  expect(await command('runs', 'list', '--text', 'nr. 4712')).toMatchObject({
    ...{ code: 0, out: '', err: 'No run fits these filters.\n' },
  })
  expect(await out('--started-by', 'webhook')).toBe('')
  expect(await out('--until', '1h')).toBe('')
  expect(await command('runs', 'list', '--since', 'soon')).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('--since soon is not a time.') },
  })
  expect(await command('runs', 'list', '--started-by', 'webhok')).toMatchObject({
    ...{ code: 2, err: '"webhok" is no kind of trigger. Is it "webhook"?\n' },
  })
  expect((await command('runs', 'list', '--started-by', 'nobody')).err).toMatch(/The kinds are: .*manual/)
})

test('stop-all keeps every run from starting until resume-all, in any process', async () => {
  expect((await command('stop-all')).code).toBe(0)
  expect(await command('run', 'Choosy', '--var', 'n=2')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Everything was stopped'),
  })
  expect((await command('resume-all')).code).toBe(0)
  expect(await command('run', 'Choosy', '--var', 'n=2')).toMatchObject({ code: 0, out: '2\n' })
})
