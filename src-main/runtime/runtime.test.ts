import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { heldActs, settled, testHost, thrownBy } from '../../tests/support/test-runtime.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const act = (id: string, to = {}, rest = {}) => ({ id, type: 'test/act', to, ...rest })

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
    const refusal = thrownBy(() => host.start(flow))
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

describe('cancel', () => {
  test('aborts what is under way and ends the run', async () => {
    const outside = heldActs()
    const host = testHost({ runners: outside.runners })
    const id = host.start(flowOf([start('slow'), act('slow')]))
    await settled()
    host.runtime.cancel(id)
    expect(await host.over(id)).toMatchObject({ status: 'cancelled' })
  })
  test('of a run that is still queued ends it before it began', async () => {
    const host = testHost({ runners: heldActs().runners })
    const flow = flowOf([start('slow'), act('slow')])
    host.start(flow)
    const second = host.start(flow)
    host.runtime.cancel(second)
    await settled()
    expect(host.disk.runs.get(second)?.row).toMatchObject({ status: 'cancelled', startedAt: null })
  })
  test('of a run that no host has taken up since a crash keeps it from being taken up', async () => {
    const first = testHost({ runners: heldActs().runners })
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
    expect(thrownBy(() => testHost().runtime.cancel('run_none'))?.code).toBe('run.not-found')
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
