import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OpenQuestion } from '#shared/contract'
import { blockloom, start, until } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'

let home: string
const command = (...words: string[]) => blockloom(words, { home })
const { id: _, ...flow } = flowOf(
  [
    { id: 'start', type: 'start/manual', to: { next: 'may' } },
    {
      id: 'may',
      type: 'control/ask',
      name: 'May I',
      config: { question: 'Delete them?' },
      to: { next: 'size' },
    },
    {
      id: 'size',
      type: 'control/ask',
      name: 'Which size',
      config: { question: 'Which?', kind: 'choice', choices: ['Small', 'Very large'] },
      to: { next: 'end' },
    },
    {
      id: 'end',
      type: 'control/return',
      config: { value: '{{ blocks["May I"] }} {{ input }}' },
    },
  ],
  { name: 'Asks twice' },
)
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom asks ü '))
  writeFileSync(join(home, 'asks.flow.json'), JSON.stringify(flow))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('a run asks, is killed, and is answered by commands until it ends', async () => {
  expect(await command('runs', 'questions')).toMatchObject({
    code: 0,
    out: '',
    err: 'Nobody is asked anything.\n',
  })
  const running = start(['run', join(home, 'asks.flow.json')], { home })
  const [, id] = await until(running, () => /runs reply (\S+) "May I" ANSWER/.exec(running.err()))
  expect(running.err()).toContain('Delete them? (yes | no)\n')
  running.child.kill('SIGKILL')
  await running.ended

  const listed = await command('runs', 'questions')
  expect(listed.out).toContain('Delete them?\n  Asks twice: May I, since ')
  expect(listed.out).toContain(`  blockloom runs reply ${id} "May I" yes | no\n`)
  const [question] = (await command('runs', 'questions', '--json')).out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as OpenQuestion)
  expect(question).toMatchObject({ run: id, question: 'Delete them?', kind: 'yes-no', blockName: 'May I' })

  expect(await command('runs', 'reply', id as string, 'perhaps')).toMatchObject({
    code: 2,
    out: '',
    err: '"perhaps" is not what was asked for. Answer yes or no.\n',
  })
  expect(await command('runs', 'reply', id as string, 'Elsewhere', 'yes')).toMatchObject({ code: 2 })
  const replied = await command('runs', 'reply', id as string, 'yes')
  expect(replied).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringContaining('Which? ("Small" | "Very large")'),
  })
  expect(await command('runs', 'reply', id as string, 'Which size', 'Very large')).toMatchObject({
    code: 0,
    out: 'true Very large\n',
  })
  expect(await command('runs', 'reply', id as string, 'Small')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Somebody was faster: the answer was "Very large".'),
  })
}, 120_000)
