import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StepView } from '#shared/run'
import { filterLines, linesOf } from './run-log-lines.ts'
import { addressOf, RUN_VIEWS, viewIn } from './run-views.ts'

const step = (seq: number, block: string, logs: [at: number, level: string, text: string][]): StepView => ({
  ...{ seq, block, blockName: `Block ${block}`, type: 'say/log', path: '', visit: 0, attempts: 1 },
  ...{ status: 'succeeded', startedAt: 0, durationMs: 1 },
  logs: logs.map(([at, level, text]) => ({ at, level, text })),
})

const steps = [
  step(0, 'a', [
    [5, 'info', 'begun'],
    [30, 'warn', 'slow'],
  ]),
  step(1, 'b', [
    [10, 'error', 'gone'],
    [30, 'info', 'at last'],
  ]),
]

test('lines of steps that overlap come in the order of time, of one moment the earlier step first', () => {
  expect(linesOf(steps, null).map(({ text, seq }) => `${text} ${seq}`)).toEqual([
    'begun 0',
    'gone 1',
    'slow 0',
    'at last 1',
  ])
})

test('of a run that is alive they are those that came, under the names of their blocks', () => {
  const live = [{ at: 1, level: 'info', text: 'hi', block: 'b' }]
  expect(linesOf(steps, live)).toEqual([{ ...live[0], blockName: 'Block b' }])
})

test('words are looked for in what was said and in the name of the block, levels from one up', () => {
  const lines = linesOf(steps, null)
  const texts = (words: string, least: 'all' | 'warn' | 'error') =>
    filterLines(lines, words, least).map(({ text }) => text)
  expect(texts(' LAST', 'all')).toEqual(['at last'])
  expect(texts('block a', 'all')).toEqual(['begun', 'slow'])
  expect(texts('', 'warn')).toEqual(['gone', 'slow'])
  expect(texts('', 'error')).toEqual(['gone'])
  expect(texts('nothing', 'all')).toEqual([])
})

test('a longer word or a higher level shows no line that was left out before', () => {
  const word = fc.stringMatching(/^[a-z]{0,2}$/)
  fc.assert(
    fc.property(word, word, (words, more) => {
      const lines = linesOf(steps, null)
      const wide = filterLines(lines, words, 'warn')
      expect(filterLines(lines, words + more, 'error').filter((line) => !wide.includes(line))).toEqual([])
    }),
  )
})

test('each view has an address of its own and is found by it; what no address says is the steps', () => {
  for (const view of RUN_VIEWS) {
    const [, , id, word] = addressOf('run_1', view).split('/')
    expect([id, viewIn(word)]).toEqual(['run_1', view])
  }
  expect(new Set(RUN_VIEWS.map((view) => addressOf('run_1', view))).size).toBe(RUN_VIEWS.length)
  expect(viewIn('nonsense')).toBe('steps')
})
