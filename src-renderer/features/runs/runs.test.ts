import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { type FlowDocument, structureOf } from '#shared/flow'
import type { RunSummary, StepView } from '#shared/run'
import { groupRuns, mergeRuns } from './group-runs.ts'
import { lanesOf, ticksOf } from './lanes.ts'
import { stepRows, stepTree } from './step-tree.ts'

const at = (day: number, hour = 12) => new Date(2026, 4, day, hour).getTime()
const run = (id: string, queuedAt: number, status: RunSummary['status'] = 'succeeded'): RunSummary => ({
  ...{
    id,
    flowId: 'flw',
    flowName: 'Sort',
    versionId: 'v',
    status,
    queuedAt,
    startedAt: queuedAt,
    endedAt: null,
  },
  ...{
    durationMs: null,
    steps: 0,
    trigger: { type: 'start/manual', block: 'b1', at: queuedAt, value: null },
  },
})

describe('the history', () => {
  test('is grouped: alive, then by day, then earlier', () => {
    const runs = [
      run('a', at(20)),
      run('b', at(19, 23)),
      run('c', at(3)),
      run('d', at(2), 'waiting'),
      run('e', at(20, 9)),
    ]
    const groups = groupRuns(runs, at(20, 18))
    expect(groups.map((group) => [group.key, group.runs.map(({ id }) => id)])).toEqual([
      ['now', ['d']],
      ['day 0', ['a', 'e']],
      ['day 1', ['b']],
      ['earlier', ['c']],
    ])
  })
  test('loses no run and shows none twice', () => {
    const times = fc.uniqueArray(fc.integer({ min: at(1), max: at(28) }), { maxLength: 40 })
    fc.assert(
      fc.property(times, (given) => {
        const ids = groupRuns(
          given.map((time) => run(String(time), time)),
          at(28),
        ).flatMap((g) => g.runs.map((r) => r.id))
        expect(ids).toEqual([...given].sort((a, b) => b - a).map(String))
      }),
    )
  })
  test('takes news in place and lets go of what no longer fits', () => {
    const fits = ({ status }: RunSummary) => status === 'running'
    const news = [run('a', 1, 'succeeded'), run('b', 2, 'running')]
    expect(mergeRuns([run('a', 1, 'running')], news, fits).map(({ id }) => id)).toEqual(['b'])
  })
})

let seq = 0
const step = (block: string, path: string, more: Partial<StepView> = {}): StepView => ({
  ...{
    seq: seq++,
    block,
    blockName: block,
    type: 'say/log',
    path,
    visit: 0,
    attempts: 1,
    status: 'succeeded',
  },
  ...{ startedAt: seq * 10, durationMs: 5 },
  ...more,
})
const ids = (rows: ReturnType<typeof stepRows>) =>
  rows.map(
    (row) =>
      `${' '.repeat(row.depth)}${row.is === 'step' ? row.node.step.block : row.is === 'pass' ? `#${row.scope.part.index}` : `?${row.block}`}`,
  )

const loop = [
  step('hat', ''),
  step('each', ''),
  step('if', 'each[0]'),
  step('say', 'each[0]/if.then'),
  step('if', 'each[1]', { status: 'failed' }),
  step('move', 'each[1]/if.else', { status: 'failed' }),
]

describe('the tree of steps', () => {
  test('holds passes inside loops, and the way taken inside an if', () => {
    const opened = Object.fromEntries(['s1', 'peach[0]', 's2'].map((id) => [id, true]))
    expect(ids(stepRows(stepTree(loop), { opened })).slice(0, 5)).toEqual([
      'hat',
      'each',
      ' #0',
      '  if',
      '   say',
    ])
  })
  test('shows only the top when nothing is open', () => {
    expect(ids(stepRows(stepTree(loop.slice(0, 4)), { opened: {} }))).toEqual(['hat', 'each'])
  })
  test('is open on the way to what failed', () => {
    const failed = loop.map((each) => (each.block === 'each' ? { ...each, status: 'failed' as const } : each))
    expect(ids(stepRows(stepTree(failed), { opened: {} }))).toEqual([
      'hat',
      'each',
      ' #0',
      ' #1',
      '  if',
      '   move',
    ])
  })
  test('takes what was dropped with a failure inside it for failed, and a failure that was caught not', () => {
    const steps = (status: StepView['status']) => [
      step('each', '', { status }),
      step('try', 'each[0]', { status }),
      step('ask', 'each[0]/try.try', { status: 'failed' }),
    ]
    const rows = stepRows(stepTree(steps('dropped')), { opened: {} })
    expect(rows.map((row) => row.is !== 'later' && row.status)).toEqual([
      'failed',
      'failed',
      'failed',
      'failed',
    ])
    expect(stepRows(stepTree(steps('succeeded')), { opened: {} })).toMatchObject([
      { status: 'succeeded', open: false },
    ])
  })
  test('tells visits of one block apart', () => {
    const again = [step('r', ''), step('x', 'r[0]'), step('r', '', { visit: 1 }), step('y', 'r#1[0]')]
    const tree = stepTree(again)
    expect(tree.top.map((node) => node.inside.map((scope) => scope.steps[0]?.step.block))).toEqual([
      ['x'],
      ['y'],
    ])
  })
  test('names blocks that were not reached, where they would have stood', () => {
    const document: FlowDocument = {
      ...{ format: 1, name: 'x' },
      blocks: [
        ['hat', 'start/manual'],
        ['each', 'control/for-each'],
        ['if', 'control/if'],
        ['say', 'say/log'],
        ['move', 'files/move'],
        ['end', 'control/return'],
      ].map(([id, type]) => ({
        id: id as string,
        type: type as string,
        version: 1,
        name: id as string,
        config: {},
      })),
      links: [
        ['hat', 'next', 'each'],
        ['each', 'each', 'if'],
        ['if', 'then', 'say'],
        ['if', 'else', 'move'],
        ['each', 'next', 'end'],
      ].map(([from, out, to]) => ({ from: from as string, out: out as string, to: to as string })),
    }
    const missing = structureOf(document, checkCatalogOf(catalog))
    const steps = loop.slice(0, 3).map((each) => ({ ...each, status: 'failed' as const }))
    expect(ids(stepRows(stepTree(steps), { opened: {}, missing }))).toEqual([
      'hat',
      'each',
      ' #0',
      '  if',
      '?end',
    ])
  })
  test('keeps every step that came, however much is open', () => {
    const opened = new Proxy({}, { get: () => true })
    const rows = stepRows(stepTree(loop), { opened })
    expect(rows.filter((row) => row.is === 'step')).toHaveLength(loop.length)
  })
  test('is made of 10,000 steps', () => {
    const many = [step('each', ''), ...Array.from({ length: 10_000 }, (_, i) => step('say', `each[${i}]`))]
    expect(stepRows(stepTree(many), { opened: { [`s${many[0]?.seq}`]: true } })).toHaveLength(10_001)
  })
})

describe('lanes', () => {
  test('stand one for each block, with bars inside the whole time', () => {
    const steps = [
      step('a', '', { startedAt: 0, durationMs: 100 }),
      step('b', '', { startedAt: 100, durationMs: null, status: 'running' }),
    ]
    const lanes = lanesOf(steps, 0, 200)
    expect(lanes.map((lane) => [lane.block, lane.bars.map((bar) => [bar.from, bar.width])])).toEqual([
      ['a', [[0, 50]]],
      ['b', [[50, 50]]],
    ])
  })
  test('join what is too close to be told apart', () => {
    const steps = Array.from({ length: 10_000 }, (_, i) => step('a', '', { startedAt: i, durationMs: 1 }))
    expect(lanesOf(steps, 0, 10_000)[0]?.bars).toEqual([expect.objectContaining({ count: 10_000 })])
  })
  test.each([
    [1800, [0, 500, 1000, 1500, 1800]],
    [94_000, [0, 30_000, 60_000, 94_000]],
    [1, [0, 1]],
    [558_000, [0, 300_000, 558_000]],
    [7_500_000, [0, 3_600_000, 7_500_000]],
    [200_000_000, [0, 86_400_000, 200_000_000]],
  ])('have round times below: %i ms', (whole, ticks) => {
    expect(ticksOf(whole)).toEqual(ticks)
  })
})
