import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { handClock } from '../../tests/support/hand-clock.ts'
import {
  heldActs,
  settled,
  type TestHost,
  testHost,
  testRunners,
  thrownBy,
} from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const act = (id: string, to = {}, rest = {}) => ({ id, type: 'test/act', to, ...rest })

describe('what is on disk', () => {
  test('before a write step runs, its started event and all before it', async () => {
    const seen: string[][] = []
    const host: TestHost = testHost({
      runners: testRunners(async (_block, key, value) => {
        seen.push((host.disk.runs.get(key.split(':')[0] ?? '')?.entries ?? []).map(({ kind }) => kind))
        return value
      }),
    })
    await host.over(host.start(flowOf([start('a'), act('a', { next: 'b' }), act('b')])))
    expect(seen).toEqual([
      ['ordered', 'began', 'entered', 'started'],
      ['ordered', 'began', 'entered', 'started', 'ended', 'started'],
    ])
  })

  test('a value that is the input itself is recorded as the same, a config only where it is not as written', async () => {
    const host = testHost()
    const list = ['one item that is long enough', 'two']
    const id = host.start(
      flowOf([
        start('each'),
        { id: 'each', type: 'control/for-each', config: { list: '{{ input }}' }, to: { each: 'log' } },
        { id: 'log', type: 'say/log', config: { text: 'hello' } },
      ]),
      { input: list },
    )
    await host.over(id)
    expect(JSON.stringify(host.events(id)).split('long enough')).toHaveLength(2)
    expect(host.events(id)[3]).toMatchObject({ kind: 'entered', inputAs: ['list'] })
    expect(host.events(id)[4]).not.toHaveProperty('config')
  })

  test('while the disk refuses, runs halt where they are and who waits is told; all go on when it takes again', async () => {
    const effects: string[] = []
    const host = testHost({
      runners: testRunners(async (block) => effects.push(block)),
    })
    const id = host.start(
      flowOf([
        start('w'),
        { id: 'w', type: 'control/wait', config: { for: '5s' }, to: { next: 'a' } },
        act('a'),
      ]),
    )
    await settled()
    host.journal.halt({ code: 'store.cannot-write', message: 'No space is left.' })
    await expect(host.runtime.ended(id)).rejects.toMatchObject({ code: 'store.cannot-write' })
    host.clock.turn(10_000)
    await settled()
    expect(effects).toEqual([])
    host.journal.halt(null)
    expect(await host.over(id)).toMatchObject({ status: 'succeeded' })
    expect(effects).toEqual(['a'])
  })

  test('a run that only computes halts too while the disk refuses: what it does is not gathered in memory', async () => {
    // time goes by with each look at the clock, so that the loop takes many turns
    const clock = handClock()
    let looks = 0
    const host = testHost({ clock: { ...clock, monotonic: () => looks++ } })
    const id = host.start(
      flowOf([
        start('loop'),
        { id: 'loop', type: 'control/repeat', config: { times: 2000 }, to: { each: 'text' } },
        { id: 'text', type: 'data/text', config: { text: 'x' } },
      ]),
    )
    await new Promise((resolve) => setImmediate(resolve))
    host.journal.halt({ code: 'store.cannot-write', message: 'No space is left.' })
    const { steps = 0 } = host.runtime.get(id) ?? {}
    expect(steps).toBeGreaterThan(0)
    await settled()
    expect(host.runtime.get(id)).toMatchObject({ status: 'running', steps })
    host.journal.halt(null)
    expect(await host.runtime.ended(id)).toMatchObject({ status: 'succeeded', steps: 2002 })
  })

  test('time in which the disk refuses does not count towards the timeout of a run', async () => {
    const { runners, letGo } = heldActs()
    const host = testHost({ runners })
    const id = host.start({
      ...flowOf([start('a'), act('a', {}, { options: { timeout: '1d' } })]),
      settings: { timeout: '1h' },
    })
    await settled()
    host.clock.turn(1_800_000)
    host.journal.halt({ code: 'store.cannot-write', message: 'No space is left.' })
    host.clock.turn(7_200_000)
    await settled()
    host.journal.halt(null)
    await settled()
    expect(host.runtime.get(id)).toMatchObject({ status: 'running' })
    host.clock.turn(1_700_000)
    await settled()
    letGo('a', null)
    expect(await host.runtime.ended(id)).toMatchObject({ status: 'succeeded' })

    const late = host.start({
      ...flowOf([start('a'), act('a', {}, { options: { timeout: '1d' } })]),
      settings: { timeout: '1h' },
    })
    await settled()
    host.journal.halt({ code: 'store.cannot-write', message: 'No space is left.' })
    host.clock.turn(7_200_000)
    host.journal.halt(null)
    await settled()
    host.clock.turn(3_600_000)
    expect(await host.runtime.ended(late)).toMatchObject({ status: 'failed', error: { code: 'run.timeout' } })
  })

  test('a journal that makes no sense interrupts its run and keeps no other from being taken up', async () => {
    const first = testHost({ runners: heldActs().runners })
    const flow = (id: string) => ({ ...flowOf([start('look'), { id: 'look', type: 'test/look' }]), id })
    const [broken, whole] = [first.start(flow('flw_a')), first.start(flow('flw_b'))]
    await settled()
    first.disk.runs.get(broken)?.entries.pop()
    first.disk.runs.get(broken)?.entries.push({ seq: 3, at: 1, kind: 'woke', pointer: 99 } as never)
    const bugs: unknown[] = []
    const second = testHost({ disk: first.disk, versions: first.versions, onBug: (bug) => bugs.push(bug) })
    await second.runtime.recover()
    expect(await second.over(whole)).toMatchObject({ status: 'succeeded' })
    expect(second.disk.runs.get(broken)?.row).toMatchObject({
      status: 'interrupted',
      error: { code: 'engine.broke' },
    })
    expect(bugs).toHaveLength(1)
  })

  test('graceful stop gives running runs 10 seconds, then leaves them for the next host', async () => {
    const first = testHost({ runners: heldActs().runners })
    const id = first.start(flowOf([start('slow'), { id: 'slow', type: 'test/look' }]))
    await settled()
    const stopped = first.runtime.stop()
    expect(thrownBy(() => first.start(flowOf([start([])])))?.code).toBe('host.stops')
    first.clock.turn(10_000)
    await stopped
    expect(first.disk.runs.get(id)?.row.status).toBe('running')
    const second = testHost({ disk: first.disk, versions: first.versions })
    await second.runtime.recover()
    expect(await second.over(id)).toMatchObject({ status: 'succeeded' })
  })
})
