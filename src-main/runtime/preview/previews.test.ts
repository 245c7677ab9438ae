import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import type { BlockRunner } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { openEvaluator } from '../../../tests/support/open-evaluator.ts'
import { testBlocks, testCatalog } from '../../../tests/support/test-blocks.ts'
import { makeDigest } from '../../world/make-digest.ts'
import { systemClock } from '../../world/system-clock.ts'
import { memoryStates } from '../memory-states.ts'
import type { RunRow } from '../ports.ts'
import { createRuntime, type RuntimeParts } from '../runtime.ts'
import { Previews } from './previews.ts'
import { volatileJournal } from './volatile-journal.ts'

let ids = 0
const touched: string[] = []
const touch = (what: string) => () => {
  touched.push(what)
  throw new Error(`a preview touched ${what}`)
}
const parts: RuntimeParts = {
  journal: volatileJournal(),
  versions: { load: () => undefined, newest: () => undefined },
  kept: { read: () => ({ seen: 7 }), set: touch('kept variables') },
  catalog,
  runners,
  evaluator: await openEvaluator(),
  world: {
    files: () => new Proxy({} as never, { get: (_, name) => touch(`files.${String(name)}`) }),
    http: touch('the web') as never,
    digest: makeDigest,
    zone: 'Europe/Berlin',
  },
  clock: systemClock,
  ids: { next: (prefix) => `${prefix}_${ids++}` },
  dice: { seed: () => 1 },
  onBug: (error) => touched.push(String(error)),
}
const live = new AbortController().signal
const work = (document: ReturnType<typeof flowOf>, signal = live) =>
  new Previews(parts).work({ document }, signal)

const start = (sample: Json, to: string) => ({
  id: 'start',
  type: 'start/manual',
  config: { sample },
  to: { next: to },
})

describe('a preview', () => {
  test('works out what only computes, through loops and conditions, by the engine itself', async () => {
    const blocks = await work(
      flowOf([
        start(
          [
            { name: 'a.pdf', size: 3 },
            { name: 'b.txt', size: 5 },
          ],
          'keep',
        ),
        {
          id: 'keep',
          type: 'data/filter',
          config: { list: '{{ input }}', where: '{{ item.size > 2 }}' },
          to: { next: 'each' },
        },
        {
          id: 'each',
          type: 'control/for-each',
          config: { list: '{{ input }}' },
          to: { each: 'if', next: 'text' },
        },
        {
          id: 'if',
          type: 'control/if',
          config: { condition: '{{ item.name.endsWith(".pdf") }}' },
          to: ['then>name'],
        },
        { id: 'name', type: 'data/text', config: { text: 'PDF {{ item.name }} {{ index }}' } },
        { id: 'text', type: 'data/text', config: { text: '{{ input.length }} done' } },
      ]),
    )
    expect(blocks.keep).toMatchObject({
      from: 'live',
      count: 1,
      value: [{ name: 'a.pdf' }, { name: 'b.txt' }],
    })
    expect(blocks.if).toMatchObject({ count: 2 })
    expect(blocks.name).toMatchObject({ from: 'live', value: 'PDF a.pdf 0', count: 1 })
    expect(blocks.text?.value).toBe('2 done')
  })

  test('runs nothing that looks at the world or changes it: its pin, its example, or nothing stands for it', async () => {
    touched.length = 0
    const document = flowOf(
      [
        start(null, 'list'),
        { id: 'list', type: 'files/list', config: { folder: '/nowhere' }, to: { next: 'count' } },
        {
          id: 'count',
          type: 'data/text',
          config: { text: '{{ input.length }} {{ input[0].name }}' },
          to: { next: 'write' },
        },
        { id: 'write', type: 'files/write', config: { path: '/nowhere/x', text: 'x' }, to: { next: 'say' } },
        { id: 'say', type: 'say/say', config: { text: 'hello' }, to: { next: 'wait' } },
        { id: 'wait', type: 'control/wait', config: { for: '1h' }, to: { next: 'last' } },
        { id: 'last', type: 'data/text', config: { text: '{{ input.name }}' }, to: { next: 'call' } },
        { id: 'call', type: 'control/call-flow', config: { flow: 'flw_other' }, to: { next: 'never' } },
        { id: 'never', type: 'data/text', config: { text: 'never' } },
      ],
      {
        variables: [{ name: 'seen', value: 0, keep: true }],
        pins: {
          list: { next: [{ name: 'pin {{ 1 }}.txt' }, { name: 'b' }] },
          write: { next: { name: 'written' } },
        },
      },
    )
    const blocks = await work(document)
    expect(blocks.list).toMatchObject({ from: 'pin' })
    expect(blocks.count?.value).toBe('2 pin {{ 1 }}.txt')
    expect(blocks.last?.value).toBe('written')
    expect(blocks.write).toMatchObject({ from: 'pin' })
    expect(blocks.never).toBeUndefined()
    expect(touched).toEqual([])
  })

  test('a sample that looks like an expression stays a text', async () => {
    const blocks = await work(
      flowOf([
        start({ a: '{{ 1 + 1 }} \\{{' }, 'text'),
        { id: 'text', type: 'data/text', config: { text: '{{ input.a }}' } },
      ]),
    )
    expect(blocks.text?.value).toBe('{{ 1 + 1 }} \\{{')
  })

  test('variables count as in a run, and what is kept stays as it is', async () => {
    touched.length = 0
    const blocks = await work(
      flowOf(
        [
          start(1, 'add'),
          { id: 'add', type: 'data/change-variable', config: { name: 'seen', by: 2 }, to: { next: 'text' } },
          { id: 'text', type: 'data/text', config: { text: 'seen {{ vars.seen }}' } },
        ],
        { variables: [{ name: 'seen', value: 5, keep: true }] },
      ),
    )
    expect(blocks.text?.value).toBe('seen 7')
    expect(touched).toEqual([])
  })

  test('a block that fails says why; one that cannot run yet is left out, what does not hang on it is worked out', async () => {
    const blocks = await work(
      flowOf([
        {
          id: 'start',
          type: 'start/manual',
          config: { sample: null },
          to: { next: ['bad', 'open', 'good'] },
        },
        { id: 'good', type: 'data/text', config: { text: 'good' } },
        { id: 'open', type: 'data/filter', config: {}, to: { next: 'after' } },
        { id: 'after', type: 'data/text', config: { text: 'after' } },
        { id: 'bad', type: 'data/text', config: { text: '{{ input.a() }}' } },
      ]),
    )
    expect(blocks.bad?.error?.message).toMatch(/input/)
    expect(blocks.open).toBeUndefined()
    expect(blocks.after).toBeUndefined()
  })

  test('an endless flow ends, and typing on stops what is being worked out', async () => {
    const endless = flowOf([
      start(0, 'add'),
      { id: 'add', type: 'data/text', config: { text: '{{ input }}' }, to: { next: 'add' } },
    ])
    expect((await work(endless)).add?.count).toBeGreaterThan(1000)
    const typed = new AbortController()
    const working = work(endless, typed.signal)
    typed.abort()
    expect((await working).add?.count ?? 0).toBeLessThan(20_000)
  })

  test('a flow that only touches the world has nothing to work out', async () => {
    expect(
      await work(flowOf([start(null, 'list'), { id: 'list', type: 'files/list', config: { folder: '~' } }])),
    ).toEqual({})
  })
})

describe('one block alone', () => {
  const acts: Json[] = []
  const act: BlockRunner = {
    declaration: testBlocks.act,
    run: (_, { input }) => {
      acts.push(input)
      if (input === 'bad') throw new AppError({ code: 'test.bad', message: 'It is bad.' })
      return { next: `did ${input}` }
    },
  }
  const real: RuntimeParts = {
    ...parts,
    catalog: testCatalog,
    runners: new Map([...runners, [act.declaration.type, act]]),
    versions: { load: () => document, newest: () => undefined },
    journal: volatileJournal(),
  }
  const document = flowOf([
    { id: 'start', type: 'start/manual', config: { sample: ['a', 'b', 'bad'] }, to: { next: 'each' } },
    {
      id: 'each',
      type: 'control/for-each',
      config: { list: '{{ input }}' },
      to: { each: 'try', next: 'last' },
    },
    { id: 'try', type: 'control/try', to: ['try>act', 'catch>caught'] },
    { id: 'act', type: testBlocks.act.type, to: { next: 'text' } },
    {
      id: 'text',
      type: 'data/text',
      config: { text: '{{ input }} {{ item }} {{ index }} {{ blocks.start.length }}' },
    },
    { id: 'caught', type: testBlocks.act.type },
    { id: 'last', type: testBlocks.act.type },
  ])
  const alone = (block: string, lastRun?: RunRow, input?: Json) => {
    acts.length = 0
    return new Previews(real).runBlock({ document, block, lastRun, input }, live)
  }
  const ranOnce = async () => {
    const runtime = createRuntime(real)
    const id = runtime.start({ flowId: 'flw_test', versionId: 'v', document })
    return runtime.ended(id)
  }

  test('sees what it saw in its last step, and no loop around it goes on', async () => {
    const run = await ranOnce()
    expect(await alone('text', run)).toMatchObject({ value: 'did b b 1 3', count: 1 })
    expect(acts).toEqual([])
    expect(await alone('act', run)).toMatchObject({ error: { code: 'test.bad' } })
    // neither the catch mouth nor another pass came of it
    expect(acts).toEqual(['bad'])
    expect(await alone('act', run, 'other')).toMatchObject({ input: 'other', value: 'did other' })
    expect(acts).toEqual(['other'])
  })

  test('a C-block runs what is in its mouths, and nothing after it', async () => {
    const run = await ranOnce()
    expect(await alone('each', run)).toMatchObject({ count: 1 })
    expect(acts).toEqual([
      'a',
      'b',
      'bad',
      { message: 'It is bad.', code: 'test.bad', block: 'act', input: 'bad' },
    ])
  })

  test('without a run it starts on what it is given', async () => {
    expect(await alone('act', undefined, '{{ 1 }}')).toMatchObject({ value: 'did {{ 1 }}' })
    expect(acts).toEqual(['{{ 1 }}'])
  })

  test('without a run and without an input it gets what a preview would send it; problems elsewhere do not matter', async () => {
    const flow = flowOf([
      {
        id: 'start',
        type: 'start/manual',
        config: { sample: { name: 'Ada' } },
        to: { next: ['text', 'open'] },
      },
      { id: 'text', type: 'data/text', config: { text: 'Hello {{ input.name }}' }, to: { next: 'act' } },
      { id: 'act', type: testBlocks.act.type },
      { id: 'open', type: 'data/filter', config: {} },
    ])
    acts.length = 0
    const previews = new Previews(real)
    expect(await previews.runBlock({ document: flow, block: 'act' }, live)).toMatchObject({
      value: 'did Hello Ada',
    })
    expect(await previews.runBlock({ document: flow, block: 'text' }, live)).toMatchObject({
      value: 'Hello Ada',
    })
  })

  test('what blocks remember is as it was before', async () => {
    const states = memoryStates()
    const owner = { flowId: 'flw_test', block: 'new', type: 'data/only-new' }
    const remembering = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'new' } },
      { id: 'new', type: 'data/only-new', config: { list: '{{ input }}' } },
    ])
    const previews = new Previews({ ...real, states })
    const order = { document: remembering, block: 'new', input: [1, 2] }
    expect((await previews.runBlock(order, live)).value).toEqual([1, 2])
    expect((await previews.runBlock(order, live)).value).toEqual([1, 2])
    expect(states.read(owner).size).toBe(0)
  })
})
