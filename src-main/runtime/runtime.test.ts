import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { type TestHost, testHost, testRunners } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const act = (id: string, to = {}, rest = {}) => ({ id, type: 'test/act', to, ...rest })

/** Long enough for everything that needs no clock. */
async function settled(): Promise<void> {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Acts that stay under way until they are let go, by block. */
function held() {
  const going = new Map<string, ((value: Json) => void)[]>()
  const runners = testRunners(
    (block) => new Promise<Json>((resolve) => going.set(block, [...(going.get(block) ?? []), resolve])),
  )
  return {
    runners,
    going,
    letGo: (block: string, value: Json = 'done') => going.get(block)?.shift()?.(value),
  }
}

describe('a run', () => {
  test('goes from its hat block by block and gives back what return was given', async () => {
    const host = testHost()
    const id = host.start(
      flowOf([
        start('log'),
        { id: 'log', type: 'say/log', config: { text: 'Got {{ input.n }}' }, to: { next: 'end' } },
        { id: 'end', type: 'control/return', config: { value: '{{ input.n + 1 }}' } },
      ]),
      { input: { n: 41 } },
    )
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: 42, steps: 3 })
    expect(host.events(id).map((event) => event.kind)).toEqual([
      'ordered',
      'began',
      'entered',
      'started',
      'ended',
      'entered',
    ])
    expect(host.disk.runs.get(id)?.row).toMatchObject({ status: 'succeeded', output: 42 })
  })

  test('without an input takes the sample of its hat', async () => {
    const host = testHost()
    const flow = flowOf([{ id: 'start', type: 'start/manual', config: { sample: { n: 1 } } }])
    expect(await host.over(host.start(flow))).toMatchObject({ output: { n: 1 } })
    expect(await host.over(host.start(flow, { input: null }))).toMatchObject({ output: null })
  })

  test('sees the names of expressions: input, vars, item, index, blocks, run, trigger', async () => {
    const host = testHost()
    const id = host.start(
      flowOf(
        [
          start('double'),
          {
            id: 'double',
            name: 'Double it',
            type: 'data/text',
            config: { text: '{{ input }}{{ input }}' },
            to: { next: 'each' },
          },
          {
            id: 'each',
            type: 'control/for-each',
            config: { list: '{{ ["a", "b"] }}' },
            to: { each: 'say', next: 'end' },
          },
          {
            id: 'say',
            type: 'data/text',
            config: {
              text: '{{ index }}{{ item }} {{ blocks["Double it"] }} {{ vars.who }} {{ run.flow.name }} {{ trigger.type }}',
            },
          },
          { id: 'end', type: 'control/return', config: { value: '{{ input }}' } },
        ],
        { variables: [{ name: 'who', value: 'nobody' }] },
      ),
      { input: 'x', variables: { who: 'Ada' } },
    )
    expect((await host.over(id)).output).toEqual([
      '0a xx Ada Test start/manual',
      '1b xx Ada Test start/manual',
    ])
  })

  test('with problems is refused, and all problems are told', () => {
    const host = testHost()
    const flow = flowOf([start(['nowhere', 'odd']), { id: 'odd', type: 'no/such' }])
    const refusal = attempt(() => host.start(flow))
    expect(refusal).toMatchObject({ code: 'flow.has-problems' })
    expect(refusal?.details.problems).toHaveLength(2)
  })

  test('a failing expression names the block, the field and the cause', async () => {
    const host = testHost()
    const flow = flowOf([
      start('each'),
      { id: 'each', name: 'For every item', type: 'control/for-each', config: { list: '{{ input.items }}' } },
    ])
    const { error } = await host.over(host.start(flow, { input: { status: 200 } }))
    expect(error).toMatchObject({
      code: 'config.required',
      details: { block: 'each', blockName: 'For every item', field: 'list' },
    })
    expect(error?.message).toContain('For every item')
    expect(error?.message).toContain('List')
    expect(error?.message).toContain('"start" gave { status }')
  })

  test('says what the block before gave, where an expression reads through nothing', async () => {
    const host = testHost()
    const flow = flowOf([
      start('fetch'),
      { id: 'fetch', name: 'Fetch page', type: 'test/compute', to: { next: 'end' } },
      {
        id: 'end',
        name: 'Give it',
        type: 'control/return',
        config: { value: '{{ input.items.map(String) }}' },
      },
    ])
    const { error } = await host.over(host.start(flow, { input: { status: 200, body: 'x' } }))
    expect(error).toMatchObject({
      code: 'expression.failed',
      details: { expression: 'input.items.map(String)' },
    })
    expect(error?.message).toMatch(
      /^Give it, Value: .*`input\.items`.*"Fetch page" gave \{ status, body \}\.$/,
    )
  })

  test('gives a step its own clock and dice: the same seed, the same values', async () => {
    const flow = flowOf([
      start('end'),
      { id: 'end', type: 'control/return', config: { value: '{{ [uuid(), random(), now()] }}' } },
    ])
    const values = async () => {
      const host = testHost()
      return (await host.over(host.start(flow))).output
    }
    expect(await values()).toEqual(await values())
  })
})

function attempt(work: () => unknown): AppError | undefined {
  try {
    work()
  } catch (error) {
    return error as AppError
  }
}

describe('time', () => {
  test('a step that takes too long is aborted and fails; its late result is noted and never used', async () => {
    const outside = held()
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
    const host = testHost({ runners: held().runners })
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
    const host = testHost({ runners: held().runners })
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

describe('cancel', () => {
  test('aborts what is under way and ends the run', async () => {
    const outside = held()
    const host = testHost({ runners: outside.runners })
    const id = host.start(flowOf([start('slow'), act('slow')]))
    await settled()
    host.runtime.cancel(id)
    expect(await host.over(id)).toMatchObject({ status: 'cancelled' })
  })
  test('of a run that is still queued ends it before it began', async () => {
    const host = testHost({ runners: held().runners })
    const flow = flowOf([start('slow'), act('slow')])
    host.start(flow)
    const second = host.start(flow)
    host.runtime.cancel(second)
    await settled()
    expect(host.disk.runs.get(second)?.row).toMatchObject({ status: 'cancelled', startedAt: null })
  })
  test('of a run that no host has taken up since a crash keeps it from being taken up', async () => {
    const first = testHost({ runners: held().runners })
    const id = first.start(flowOf([start('slow'), act('slow')]))
    await settled()
    const second = testHost({ disk: first.disk, versions: first.versions })
    second.runtime.cancel(id)
    await settled()
    await second.runtime.recover()
    expect(second.disk.runs.get(id)?.row.status).toBe('cancelled')
    expect(second.events(id).at(-1)?.kind).toBe('cancelled')
    expect(second.runtime.get(id)).toBeUndefined()
  })
  test('of a run nobody knows says so', () => {
    expect(attempt(() => testHost().runtime.cancel('run_none'))?.code).toBe('run.not-found')
  })
})

describe('the queue', () => {
  const flow = (id: string, settings = {}) => ({ ...flowOf([start('slow'), act('slow')], { settings }), id })
  const statuses = (host: TestHost, ids: readonly string[]) => ids.map((id) => host.runtime.get(id)?.status)

  test('overlap queue: the next run starts when the one before has ended', async () => {
    const outside = held()
    const host = testHost({ runners: outside.runners })
    const ids = [host.start(flow('flw_a')), host.start(flow('flw_a'))]
    await settled()
    expect(statuses(host, ids)).toEqual(['running', 'queued'])
    outside.letGo('slow')
    await settled()
    expect(host.runtime.get(ids[1] as string)?.status).toBe('running')
  })
  test('overlap skip: a run that would overlap is refused', () => {
    const host = testHost({ runners: held().runners })
    host.start(flow('flw_a', { overlap: 'skip' }))
    expect(attempt(() => host.start(flow('flw_a', { overlap: 'skip' })))?.code).toBe('run.skipped')
  })
  test('overlap parallel: up to concurrency', async () => {
    const host = testHost({ runners: held().runners })
    const ids = [1, 2, 3].map(() => host.start(flow('flw_a', { overlap: 'parallel', concurrency: 2 })))
    await settled()
    expect(statuses(host, ids)).toEqual(['running', 'running', 'queued'])
  })
  test('the global limit counts running runs only, and flows take turns', async () => {
    const outside = held()
    const host = testHost({ runners: outside.runners, running: 2 })
    const wide = { overlap: 'parallel', concurrency: 10 }
    const many = [1, 2, 3, 4].map(() => host.start(flow('flw_a', wide)))
    const other = host.start(flow('flw_b'))
    await settled()
    expect(statuses(host, [...many, other])).toEqual(['running', 'running', 'queued', 'queued', 'queued'])
    outside.letGo('slow')
    await settled()
    outside.letGo('slow')
    await settled()
    expect(statuses(host, [many[2] as string, many[3] as string, other])).toEqual([
      'running',
      'queued',
      'running',
    ])
  })
  test('a run that waits gives its place to another', async () => {
    const host = testHost({ runners: held().runners, running: 1 })
    host.start({
      ...flowOf([start('w'), { id: 'w', type: 'control/wait', config: { for: '1h' } }]),
      id: 'flw_w',
    })
    const other = host.start(flow('flw_b'))
    await settled()
    expect(host.runtime.get(other)?.status).toBe('running')
  })
  test('queued runs survive a restart', async () => {
    const first = testHost({ runners: held().runners })
    first.start(flow('flw_a'))
    const second = first.start(flow('flw_a'), { input: 'kept' })
    await settled()
    const host = testHost({ disk: first.disk, versions: first.versions })
    await host.runtime.recover()
    for (const id of first.disk.runs.keys()) if (id !== second) host.runtime.cancel(id)
    expect(await host.over(second)).toMatchObject({ status: 'succeeded', output: 'kept' })
  })
})

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

  test('a journal that makes no sense interrupts its run and keeps no other from being taken up', async () => {
    const first = testHost({ runners: held().runners })
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
    const first = testHost({ runners: held().runners })
    const id = first.start(flowOf([start('slow'), { id: 'slow', type: 'test/look' }]))
    await settled()
    const stopped = first.runtime.stop()
    expect(attempt(() => first.start(flowOf([start([])])))?.code).toBe('host.stops')
    first.clock.turn(10_000)
    await stopped
    expect(first.disk.runs.get(id)?.row.status).toBe('running')
    const second = testHost({ disk: first.disk, versions: first.versions })
    await second.runtime.recover()
    expect(await second.over(id)).toMatchObject({ status: 'succeeded' })
  })
})

describe('kept variables', () => {
  const flow = flowOf(
    [
      start('count'),
      { id: 'count', type: 'data/change-variable', config: { name: 'runs', by: 1 }, to: { next: 'end' } },
      { id: 'end', type: 'control/return', config: { value: '{{ vars.runs }}' } },
    ],
    { variables: [{ name: 'runs', value: 10, keep: true }] },
  )
  test('are read when a run starts, and changed on their stored value', async () => {
    const host = testHost()
    expect(await host.over(host.start(flow))).toMatchObject({ output: 11 })
    expect(await host.over(host.start(flow))).toMatchObject({ output: 12 })
    expect(host.disk.kept.get('flw_test')).toEqual({ runs: 12 })
  })
  test('count right though two runs change them at once', async () => {
    const host = testHost()
    const slowly = (wait: string) => ({
      ...flowOf(
        [
          start('w'),
          { id: 'w', type: 'control/wait', config: { for: wait }, to: { next: 'count' } },
          { id: 'count', type: 'data/change-variable', config: { name: 'runs', by: 1 }, to: { next: 'end' } },
          { id: 'end', type: 'control/return', config: { value: '{{ vars.runs }}' } },
        ],
        { variables: [{ name: 'runs', value: 0, keep: true }] },
      ),
      settings: { overlap: 'parallel', concurrency: 2 } as const,
    })
    const [late, early] = [host.start(slowly('2s')), host.start(slowly('1s'))]
    expect(await host.over(early)).toMatchObject({ output: 1 })
    expect(await host.over(late)).toMatchObject({ output: 2 })
  })
})
