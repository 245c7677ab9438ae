import { expect, test } from 'vitest'
import type { RunSummary } from '#shared/run'
import { type Deed, doAbout, fitFor, reasonsOf } from './run-deeds.ts'
import { between } from './use-choice.ts'

const run = (id: string, change: Partial<RunSummary>): RunSummary => ({
  ...{ id, flowId: 'flw', flowName: 'Sort', versionId: 'v', status: 'succeeded', queuedAt: 1 },
  ...{ startedAt: null, endedAt: null, durationMs: null, steps: 0 },
  trigger: { type: 'start/manual', block: 'b1', at: 0, value: null },
  ...change,
})

test('a deed is for the runs whose state allows it', () => {
  const runs = [
    run('fine', {}),
    run('failed', { status: 'failed' }),
    run('dead', { status: 'failed', letter: 'dead' }),
    run('old', { status: 'failed', letter: 'dead', prunedAt: 1 }),
    run('stopped', { status: 'cancelled' }),
    run('alive', { status: 'running' }),
    run('asks', { status: 'interrupted' }),
  ]
  const fitting = (deed: Deed) => fitFor(deed, runs).join(' ')
  expect(fitting({ do: 'retry', from: 'start', version: 'same' })).toBe('fine failed dead stopped')
  expect(fitting({ do: 'retry', from: 'failed', version: 'draft' })).toBe('failed dead')
  expect(fitting({ do: 'dismiss' })).toBe('dead old')
  expect(fitting({ do: 'cancel' })).toBe('alive asks')
})

const error = (code: string) => ({ code, message: `${code}.` })

test('it is done about all of them in pieces, the oldest first, and can be left between two', async () => {
  const ids = Array.from({ length: 45 }, (_, i) => `r${i}`)
  const asked: string[][] = []
  const batch = async ({ ids }: { ids: string[] }) => {
    asked.push(ids)
    const refused = ids.filter((id) => id.endsWith('3')).map((id) => ({ id, error: error('no') }))
    return { done: ids.filter((id) => !id.endsWith('3')).map((id) => ({ id })), refused }
  }
  const told: number[] = []
  const all = await doAbout(batch, { do: 'dismiss' }, ids, (n) => told.push(n), new AbortController().signal)
  expect(told).toEqual([20, 40, 45])
  expect(asked.flat()).toEqual(ids.toReversed())
  expect(all.done).toHaveLength(40)
  expect(all.refused.map(({ id }) => id)).toEqual(['r43', 'r33', 'r23', 'r13', 'r3'])
  const stop = new AbortController()
  const some = await doAbout(batch, { do: 'dismiss' }, ids, () => stop.abort(), stop.signal)
  expect(some.done.length + some.refused.length).toBe(20)
})

test('reasons are told once each', () => {
  const refused = ['a', 'b', 'b'].map((code, i) => ({ id: `r${i}`, error: error(code) }))
  expect(reasonsOf(refused)).toEqual([
    { error: error('b'), count: 2 },
    { error: error('a'), count: 1 },
  ])
})

test('a range goes from one to the other, whichever is above', () => {
  const order = ['a', 'b', 'c', 'd']
  expect(between(order, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(between(order, 'c', 'a')).toEqual(['a', 'b', 'c'])
  expect(between(order, 'c', 'c')).toEqual(['c'])
})
