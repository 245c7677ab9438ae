import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { flowOf } from '../../tests/support/flow-of.ts'
import { heldActs, settled, testHost, testRunners } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const act = (id: string, to = {}, rest = {}) => ({ id, type: 'test/act', to, ...rest })

describe('time', () => {
  test('a step that takes too long is aborted and fails; its late result is noted and never used', async () => {
    const outside = heldActs()
    const host = testHost({ runners: outside.runners })
    const id = host.start(flowOf([start('slow'), act('slow', {}, { options: { timeout: '5s' } })]))
    const row = await host.over(id)
    expect(row).toMatchObject({
      status: 'failed',
      error: { code: 'step.timeout', details: { block: 'slow' } },
    })
    outside.letGo('slow')
    await settled()
    expect(host.events(id).at(-1)).toMatchObject({ kind: 'late', value: 'done' })
    expect(host.disk.runs.get(id)?.row.status).toBe('failed')
  })

  test('blocks that touch the world have 60 seconds unless they say otherwise', async () => {
    const host = testHost({ runners: heldActs().runners })
    const id = host.start(flowOf([start('slow'), act('slow')]))
    const before = host.clock.now()
    await host.over(id)
    expect(host.clock.now() - before).toBe(60_000)
  })

  test('a retryable failure is tried again after its wait, under the same key', async () => {
    const keys: string[] = []
    const runners = testRunners(async (_block, key) => {
      keys.push(key)
      if (keys.length < 3) throw new AppError({ code: 'net.down', message: 'Down.', retryable: true })
      return 'at last'
    })
    const host = testHost({ runners })
    const retry = { times: 5, wait: '10s', backoff: 'linear', jitter: false } as const
    const id = host.start(flowOf([start('a'), act('a', {}, { options: { retry } })]))
    const before = host.clock.now()
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: 'at last', steps: 2 })
    expect(host.clock.now() - before).toBe(30_000)
    expect(keys).toEqual(Array(3).fill(`${id}:a::0`))
  })

  test("the run's timeout counts only time spent running", async () => {
    const host = testHost({ runners: heldActs().runners })
    const flow = (parts: Parameters<typeof flowOf>[0]) => flowOf(parts, { settings: { timeout: '10s' } })
    const waits = flow([start('w'), { id: 'w', type: 'control/wait', config: { for: '1h' } }])
    expect(await host.over(host.start(waits))).toMatchObject({ status: 'succeeded' })
    const works = flow([start('a'), act('a')])
    expect(await host.over(host.start(works))).toMatchObject({
      status: 'failed',
      error: { code: 'run.timeout' },
    })
  })

  test('a wait survives a restart, due in wall time, and is never longer than planned', async () => {
    const flow = flowOf([start('w'), { id: 'w', type: 'control/wait', config: { for: '1h' } }])
    const minute = 60_000
    const first = testHost()
    const { clock, disk, versions } = first
    const id = first.start(flow)
    await settled()
    await first.runtime.stop()
    clock.turn(20 * minute)

    const second = testHost({ disk, versions, clock })
    await second.runtime.recover()
    await settled()
    clock.turn(40 * minute - 1)
    await settled()
    expect(second.runtime.get(id)?.status).toBe('waiting')
    await second.runtime.stop()
    clock.jump(-1440 * minute)

    const third = testHost({ disk, versions, clock })
    await third.runtime.recover()
    await settled()
    const before = clock.monotonic()
    expect(await third.over(id)).toMatchObject({ status: 'succeeded' })
    expect(clock.monotonic() - before).toBe(60 * minute)
  })

  test.each([
    ['ten years on', 10 * 365 * 86_400_000],
    ['an hour back', -3_600_000],
  ])('a wall clock that is set %s moves the timeout of a run neither on nor back', async (_what, jump) => {
    const outside = heldActs()
    const flow = {
      ...flowOf([
        start('one'),
        act('one', { next: 'two' }, { options: { timeout: '1d' } }),
        act('two', {}, { options: { timeout: '1d' } }),
      ]),
      settings: { timeout: '1h' },
    }
    const minute = 60_000
    const host = testHost({ runners: outside.runners })
    const id = host.start(flow)
    await settled()
    host.clock.turn(20 * minute)
    host.clock.jump(jump)
    host.clock.turn(20 * minute)
    outside.letGo('one')
    await settled()
    expect(host.events(id).find(({ jump }) => jump !== undefined)).toMatchObject({ kind: 'ended', jump })
    host.clock.jump(jump)
    host.clock.turn(20 * minute - 1)
    await settled()
    expect(host.runtime.get(id)?.status).toBe('running')
    host.clock.turn(1)
    await settled()
    expect(host.disk.runs.get(id)?.row.error?.code).toBe('run.timeout')
  })

  test('the time a run has spent is kept over a restart, also when the clock was set before', async () => {
    const minute = 60_000
    const outside = heldActs()
    const flow = {
      ...flowOf([start('one'), act('one', {}, { options: { timeout: '1d', again: true } })]),
      settings: { timeout: '1h' },
    }
    const first = testHost({ runners: outside.runners })
    const { clock, disk, versions } = first
    const id = first.start(flow)
    await settled()
    clock.turn(20 * minute)
    clock.jump(600 * minute)
    await first.runtime.pause(id)
    await first.runtime.continue(id)
    await settled()
    const stopped = first.runtime.stop()
    clock.turn(600 * minute)
    await stopped

    const second = testHost({ disk, versions, clock, runners: heldActs().runners })
    await second.runtime.recover()
    await settled()
    clock.turn(40 * minute - 1)
    await settled()
    expect(second.runtime.get(id)?.status).toBe('running')
    clock.turn(1)
    await settled()
    expect(disk.runs.get(id)?.row.error?.code).toBe('run.timeout')
  })

  test('a wait that is over while the machine sleeps is noticed within a minute', async () => {
    const host = testHost()
    const id = host.start(flowOf([start('w'), { id: 'w', type: 'control/wait', config: { for: '8h' } }]))
    await settled()
    host.clock.jump(8 * 3_600_000)
    host.clock.turn(60_000)
    await settled()
    expect(host.disk.runs.get(id)?.row.status).toBe('succeeded')
  })
})
