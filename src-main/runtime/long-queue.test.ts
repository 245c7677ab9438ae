import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diskHosts } from '../../tests/support/disk-host.ts'
import { flowOf } from '../../tests/support/flow-of.ts'
import { heldActs, testRunners } from '../../tests/support/test-runtime.ts'
import { type QueuedRun, RunQueue } from './run-queue.ts'

const MANY = 10_000

describe('10,000 queued runs', () => {
  let hosts: ReturnType<typeof diskHosts>
  beforeEach(() => {
    hosts = diskHosts()
  })
  afterEach(() => hosts.remove())

  test('survive a restart, begin in the order in which they were ordered, and are all cancelled at once', async () => {
    const document = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'act' } },
      { id: 'act', type: 'test/look' },
    ])
    const host = hosts.first(heldActs().runners)
    const ids: string[] = []
    const versionId = await host.store.flows.version(document)
    for (let i = 0; i < MANY; i++)
      ids.push(host.runtime.start({ flowId: 'flw_test', versionId, document, input: i }))
    await host.settled()
    const done: unknown[] = []
    const next = hosts.crash(
      testRunners(async (_block, _key, value) => {
        done.push(value)
        return value
      }),
    )
    await next.runtime.recover()
    expect(next.store.journal.unfinished()).toHaveLength(MANY)
    await next.runtime.ended(ids[499] as string)
    expect(await next.runtime.cancelFlow('flw_test')).toBe(MANY - done.length)
    await next.settled()
    expect(done).toEqual(done.map((_, i) => i))
    expect(next.store.journal.unfinished()).toEqual([])
    const counts = await Promise.all(
      (['succeeded', 'cancelled'] as const).map(
        async (status) => (await next.store.runs.list({ status }, { limit: MANY })).items.length,
      ),
    )
    expect(counts[0]).toBeGreaterThanOrEqual(500)
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(MANY)
  })
})

/** A queue of runs that end when they are told; `begun` has flow and number of each in their order. */
function handQueue(limit: number) {
  const queue = new RunQueue(limit)
  const begun: string[] = []
  const going: { run: QueuedRun; status: ReturnType<QueuedRun['status']> }[] = []
  let looks = 0
  const add = (flowId: string, n: number, settings: QueuedRun['settings']) => {
    const one: (typeof going)[number] = {
      status: 'queued',
      run: {
        id: `${flowId}_${n}`,
        flowId,
        settings,
        status: () => {
          looks++
          return one.status
        },
        begin() {
          one.status = 'running'
          begun.push(this.id)
          going.push(one)
        },
      },
    }
    queue.add(one.run)
  }
  const endFirst = () => {
    const one = going.shift()
    if (!one) return false
    one.status = 'succeeded'
    queue.remove(one.run)
    return true
  }
  const moveFirst = (status: 'waiting' | 'running') => {
    const one = going[0]
    if (!one) throw new Error('none is going')
    one.status = status
    queue.moved(one.run)
  }
  return { queue, begun, going, add, endFirst, moveFirst, looks: () => looks }
}

describe('a long queue', () => {
  const wide = { overlap: 'parallel', concurrency: MANY } as const

  test('is fair between flows: one that ordered 10,000 runs keeps another waiting for one of them, not for all', () => {
    const { begun, add, endFirst } = handQueue(8)
    for (let i = 0; i < MANY; i++) add('big', i, wide)
    for (let i = 0; i < 3; i++) add('small', i, wide)
    while (endFirst()) {}
    expect(begun).toHaveLength(MANY + 3)
    const places = [0, 1, 2].map((n) => begun.indexOf(`small_${n}`))
    // eight had begun already; from then on the two flows take turns
    expect(places).toEqual([9, 11, 13])
    const big = begun.filter((id) => id.startsWith('big'))
    expect(big).toEqual(Array.from({ length: MANY }, (_, i) => `big_${i}`))
  })

  test('of 10,000 flows begins one of each before the second of any', () => {
    const { begun, add, endFirst } = handQueue(8)
    for (let flow = 0; flow < MANY; flow++) for (let i = 0; i < 2; i++) add(`f${flow}`, i, wide)
    while (endFirst()) {}
    expect(begun).toHaveLength(2 * MANY)
    const firsts = begun.slice(0, MANY).filter((id) => id.endsWith('_0'))
    // the first four flows ordered their second run while there was a place and nobody else
    expect(firsts).toHaveLength(MANY - 4)
  })

  test('does not look at all runs to find the next one', () => {
    const { add, endFirst, moveFirst, going, looks } = handQueue(8)
    for (let i = 0; i < MANY; i++) {
      add('sleeping', i, wide)
      if (going.length > 0 && i < MANY / 2) {
        moveFirst('waiting')
        going.push(...going.splice(0, 1))
      }
    }
    const before = looks()
    for (let i = 0; i < 100; i++) endFirst()
    expect(looks() - before).toBeLessThan(1000)
  })

  test('never has more running than the limit; one that waits gives its place and takes it again', () => {
    const { begun, add, moveFirst } = handQueue(1)
    for (let i = 0; i < 3; i++) add('f', i, wide)
    expect(begun).toEqual(['f_0'])
    moveFirst('waiting')
    expect(begun).toEqual(['f_0', 'f_1'])
    moveFirst('running')
    add('g', 0, wide)
    expect(begun).toEqual(['f_0', 'f_1'])
  })
})
