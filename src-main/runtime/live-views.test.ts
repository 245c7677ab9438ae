import { describe, expect, test } from 'vitest'
import type { RunNews } from '#shared/contract'
import type { Json } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { settled, type TestHost, testHost, testRunners } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })

/** Reads a view to its end, turning the clock a frame at a time. */
async function readAll(host: TestHost, id: string): Promise<RunNews[]> {
  const batches: RunNews[] = []
  let over = false
  const reading = (async () => {
    for await (const news of host.runtime.watch(id, new AbortController().signal)) batches.push(news)
    over = true
  })()
  while (!over) {
    await settled()
    host.clock.turn(16)
  }
  await reading
  return batches
}

describe('watching a run', () => {
  test('the first batch holds all there is, the last one says that it is done', async () => {
    let letGo: (value: Json) => void = () => {}
    const host = testHost({ runners: testRunners(() => new Promise((resolve) => (letGo = resolve))) })
    const id = host.start(
      flowOf([
        start('log'),
        { id: 'log', type: 'say/log', config: { text: 'Hello {{ input }}' }, to: { next: 'act' } },
        { id: 'act', type: 'test/act' },
      ]),
      { input: 'you' },
    )
    await settled()
    const reading = readAll(host, id)
    await settled()
    letGo('done')
    const batches = await reading
    expect(batches[0]?.steps.map((step) => [step.block, step.status])).toEqual([
      ['start', 'succeeded'],
      ['log', 'succeeded'],
      ['act', 'running'],
    ])
    expect(batches[0]?.logs).toMatchObject([{ block: 'log', text: 'Hello you' }])
    expect(batches[0]?.links).toEqual({ 'start|next|log': 1, 'log|next|act': 1 })
    expect(batches[0]?.counts.act).toMatchObject({ started: 1, active: 1 })
    const last = batches.at(-1)
    expect(last).toMatchObject({ done: true, run: { status: 'succeeded', output: 'done' } })
    expect(last?.steps).toMatchObject([{ block: 'act', status: 'succeeded', output: 'done' }])
    expect(last?.logs).toEqual([])
  })

  test('a run that is over is told at once, from its journal', async () => {
    const host = testHost()
    const id = host.start(flowOf([start('a'), { id: 'a', type: 'test/compute' }]))
    await host.over(id)
    await settled()
    expect(await readAll(host, id)).toMatchObject([
      { done: true, steps: [{ block: 'start' }, { block: 'a' }] },
    ])
  })

  test('what variables hold comes when it changes, and once more of a run that is over', async () => {
    let letGo: (value: Json) => void = () => {}
    const host = testHost({ runners: testRunners(() => new Promise((resolve) => (letGo = resolve))) })
    const id = host.start(
      flowOf(
        [
          start('act'),
          { id: 'act', type: 'test/act', to: { next: 'more' } },
          { id: 'more', type: 'data/change-variable', config: { name: 'count', by: 2 } },
        ],
        {
          variables: [
            { name: 'count', value: 5 },
            { name: 'rows', value: Array.from({ length: 9000 }, (_, i) => i) },
          ],
        },
      ),
    )
    await settled()
    const reading = readAll(host, id)
    await settled()
    letGo('done')
    const batches = await reading
    expect(batches[0]?.variables).toMatchObject({ count: { value: 5 }, rows: { whole: 9000 } })
    expect(batches.slice(1).flatMap(({ variables = {} }) => Object.entries(variables))).toEqual([
      ['count', { value: 7 }],
    ])
    const [past] = await readAll(host, id)
    expect(past?.variables).toMatchObject({ count: { value: 7 }, rows: { whole: 9000 } })
  })

  test('a slow reader gets what it missed in one batch: the newest 500 steps, one per block, whole counts', async () => {
    const host = testHost({ runners: testRunners(async () => 'x') })
    const id = host.start(
      flowOf([
        start('wait'),
        { id: 'wait', type: 'control/wait', config: { for: '1s' }, to: { next: 'loop' } },
        { id: 'loop', type: 'control/repeat', config: { times: 3000 }, to: { each: 'in' } },
        { id: 'in', type: 'test/compute' },
      ]),
    )
    await settled()
    const reader = host.runtime.watch(id, new AbortController().signal)[Symbol.asyncIterator]()
    await reader.next()
    host.clock.turn(2000)
    await host.over(id)
    const next = reader.next()
    await settled()
    host.clock.turn(16)
    const { value: news } = await next
    expect(news.steps.length).toBeLessThanOrEqual(505)
    expect(news.steps.map((step: { block: string }) => step.block)).toContain('wait')
    expect(news.counts.in).toMatchObject({ started: 3000, ended: 3000, active: 0 })
    expect(news.counts.loop).toMatchObject({ passes: 3000 })
    expect(news.links).toMatchObject({ 'loop|each|in': 3000 })
    expect(news.done).toBe(true)
  })

  test('at most one batch comes in 16 ms', async () => {
    const going: ((value: Json) => void)[] = []
    const host = testHost({ runners: testRunners(() => new Promise((resolve) => going.push(resolve))) })
    const id = host.start(
      flowOf([
        start('each'),
        {
          id: 'each',
          type: 'control/for-each',
          config: { list: [1, 2, 3, 4], concurrency: 4 },
          to: { each: 'a' },
        },
        { id: 'a', type: 'test/look' },
      ]),
    )
    await settled()
    const got: RunNews[] = []
    void (async () => {
      for await (const news of host.runtime.watch(id, new AbortController().signal)) got.push(news)
    })()
    for (const letGo of going.slice(0, 3)) {
      letGo(1)
      await settled()
    }
    expect(got).toHaveLength(1)
    host.clock.turn(15)
    await settled()
    expect(got).toHaveLength(1)
    host.clock.turn(1)
    await settled()
    expect(got).toHaveLength(2)
    expect(got[1]?.counts.a).toMatchObject({ ended: 3, active: 1 })
  })

  test('ends when the reader goes away, and the run costs nothing more to show', async () => {
    const host = testHost({ runners: testRunners(() => new Promise(() => {})) })
    const id = host.start(flowOf([start('a'), { id: 'a', type: 'test/look' }]))
    await settled()
    const gone = new AbortController()
    const reader = host.runtime.watch(id, gone.signal)[Symbol.asyncIterator]()
    await reader.next()
    const next = reader.next()
    gone.abort()
    host.clock.turn(16)
    expect(await next).toMatchObject({ done: true })
  })

  test('of a run nobody knows says so', async () => {
    const reader = testHost().runtime.watch('run_none', new AbortController().signal)[Symbol.asyncIterator]()
    await expect(reader.next()).rejects.toMatchObject({ code: 'run.not-found' })
  })
})

describe('watching all runs', () => {
  test('tells each run that started or changed, once a batch', async () => {
    const host = testHost()
    const stop = new AbortController()
    const batches: { id: string; status: string }[][] = []
    void (async () => {
      for await (const batch of host.runtime.watchAll(stop.signal)) batches.push(batch)
    })()
    await settled()
    const id = host.start(flowOf([start('a'), { id: 'a', type: 'test/compute' }]))
    await host.over(id)
    host.clock.turn(16)
    await settled()
    const told = batches.flat().filter((run) => run.id === id)
    expect(told.at(-1)).toMatchObject({ status: 'succeeded', steps: 2 })
    stop.abort()
  })
})
