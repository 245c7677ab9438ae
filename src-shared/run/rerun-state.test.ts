import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { type Play, play, type Script } from '../../tests/support/play-run.ts'
import { randomFlow } from '../../tests/support/random-flow.ts'
import type { RecordedState } from './recorded-state.ts'
import { replay } from './replay.ts'
import { stateAtBlock, stateBeforeFailure, withChanges } from './rerun-state.ts'
import { blocksMissing } from './revive.ts'
import { isOver } from './run-summary.ts'
import { pictureOf } from './state-picture.ts'
import { stepPath } from './step-path.ts'

const boom = { code: 'x', message: 'x' }
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Brings a run on to its end; the attempt of that number fails. What a step gives depends on which step it is. */
function bringOn(run: Play, failing = -1): Play {
  for (let i = 0, attempts = 0; i < 1000 && !isOver(run.state.status); i++) {
    const pointer = [...run.state.held.values()][0]
    if (!pointer) throw new Error(`nothing moves in a run that is ${run.state.status}`)
    if (pointer.phase !== 'running') run.note({ kind: 'woke', pointer: pointer.n })
    else if (attempts++ === failing) run.note({ kind: 'failed', pointer: pointer.n, error: boom })
    else
      run.note({
        kind: 'ended',
        pointer: pointer.n,
        value: `${pointer.block.id} ${stepPath(pointer)} ${pointer.visit}`,
      })
    run.goOn()
  }
  return run
}

const again = (run: Play, state: RecordedState | null, script: Script = {}): Play => {
  if (!state) throw new Error('there is no state to start from')
  return play(run.flow.document, { ...script, order: { state: plain(state) } })
}
const stepsOf = (run: Play) =>
  [...run.view.steps.values()].map(({ block, path, visit }) => [block, path, visit])

describe('a retry from the failed step', () => {
  test('ends as the run would have ended that did not fail, and does no finished step again but to tell of an open question', () => {
    let failed = 0
    fc.assert(
      fc.property(randomFlow, fc.nat(3), (document, failing) => {
        const first = bringOn(play(document), failing)
        if (first.state.error?.code !== 'x' || first.state.status !== 'failed') return
        failed++
        const second = bringOn(again(first, stateBeforeFailure(first.flow, first.events)))
        const whole = bringOn(play(document))
        expect(second.state.error?.code).not.toBe('x')
        const finished = [...first.view.steps.values()]
          .filter((step) => step.status === 'succeeded')
          .map(({ block, path, visit }) => `${block} ${path} ${visit}`)
        // the link that people got names the run that failed: they are told of the question anew
        const repeated = stepsOf(second)
          .map((step) => step.join(' '))
          .filter((step) => !/\.tell\b/.test(step))
        expect(repeated.filter((step) => finished.includes(step))).toEqual([])
        if (!hasOneBranch(document)) return
        expect([second.state.status, second.state.output]).toEqual([whole.state.status, whole.state.output])
      }),
      { numRuns: 400 },
    )
    expect(failed).toBeGreaterThan(20)
  })

  test('is a run whose journal leads to its state', () => {
    fc.assert(
      fc.property(randomFlow, fc.nat(12), (document, failing) => {
        const first = bringOn(play(document), failing)
        if (first.state.status !== 'failed') return
        const second = bringOn(again(first, stateBeforeFailure(first.flow, first.events)), 2)
        expect(pictureOf(replay(second.flow, plain(second.events)))).toEqual(pictureOf(second.state))
      }),
      { numRuns: 150 },
    )
  })

  test('lets every pointer live again that was alive, with its value and its visit', () => {
    const run = play(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: ['a', 'b', 'w'] } },
        { id: 'a', type: 'test/act' },
        { id: 'b', type: 'test/act', to: { next: 'c' } },
        { id: 'w', type: 'control/wait', config: { for: '5m' } },
        { id: 'c', type: 'test/act' },
      ]),
      { input: 'in' },
    )
    run.end('b', 'from b')
    run.at += 60_000
    run.fail('a', boom)
    const second = again(run, stateBeforeFailure(run.flow, run.events))
    expect(second.underWay().toSorted()).toEqual(['a', 'c', 'w'])
    const held = Object.fromEntries([...second.state.held.values()].map((one) => [one.block.id, one]))
    expect([held.a?.value, held.c?.value]).toEqual(['in', 'from b'])
    expect([held.a?.visit, held.c?.visit]).toEqual([0, 0])
    expect((held.w?.due ?? 0) - second.at).toBeGreaterThan(200_000)
    expect((held.w?.due ?? 0) - second.at).toBeLessThan(241_000)
  })

  test('goes on in the middle of a loop, with the results of its passes', () => {
    const run = play(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'each' } },
        { id: 'each', type: 'control/for-each', to: { each: 'act', next: 'end' } },
        { id: 'act', type: 'test/act' },
        { id: 'end', type: 'control/return' },
      ]),
      { config: { each: { list: ['x', 'y', 'z'] }, end: ({ value }) => ({ value }) } },
    )
    run.end('act', 'X')
    run.fail('act', boom)
    const second = again(run, stateBeforeFailure(run.flow, run.events), {
      config: { end: ({ value }) => ({ value }) },
    })
    second.end('act', 'Y')
    second.end('act', 'Z')
    expect(second.state.output).toEqual(['X', 'Y', 'Z'])
    expect(second.order).toEqual(['each', 'act', 'act', 'end'])
  })

  test('does not ask again for a result that came last before something else failed', () => {
    const script: Script = { config: { join: { mode: 'merge' } }, input: 'no object' }
    const run = play(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: ['a', 'join'] } },
        // while it may still fail it may still reach the join
        { id: 'a', type: 'test/act', options: { onError: 'branch' }, to: { error: 'join' } },
        { id: 'join', type: 'control/join' },
      ]),
      script,
    )
    run.end('a', 'done')
    expect([run.state.error?.code, run.events.at(-1)?.kind]).toEqual(['join.cannot-merge', 'ended'])
    const second = again(run, stateBeforeFailure(run.flow, run.events), script)
    expect(second.underWay()).toEqual([])
    expect(second.order).toEqual(['a', 'join'])
    expect(second.state.error?.code).toBe('join.cannot-merge')
  })

  test('is not there for a run that did not fail', () => {
    const run = play(flowOf([{ id: 'start', type: 'start/manual' }]))
    expect(stateBeforeFailure(run.flow, run.events)).toBeNull()
  })
})

describe('a re-run from a chosen block', () => {
  const looped = flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'both' } },
      { id: 'both', type: 'control/parallel', to: ['1>each', '2>other', 'next>end'] },
      { id: 'each', type: 'control/for-each', config: { concurrency: 3 }, to: { each: 'count' } },
      { id: 'count', type: 'data/change-variable', config: { name: 'n', by: 1 }, to: { next: 'act' } },
      { id: 'act', type: 'test/act' },
      { id: 'other', type: 'test/act' },
      { id: 'end', type: 'control/return' },
    ],
    { variables: [{ name: 'n', value: 0 }] },
  )
  const script: Script = {
    config: { each: { list: ['x', 'y', 'z'], concurrency: 3 }, end: ({ value }) => ({ value }) },
  }

  test('goes on from its last visit, that pointer alone, inside the loop that it was in', () => {
    const run = bringOn(play(looped, script))
    const second = again(run, stateAtBlock(run.flow, run.events, 'act'), script)
    expect(second.underWay()).toEqual(['act'])
    expect([...second.state.held.values()].map((one) => [one.value, stepPath(one)])).toEqual([
      ['z', 'both.1/each[2]'],
    ])
    second.end('act', 'again')
    expect(second.state.status).toBe('succeeded')
    expect(second.state.output).toEqual([[null, null, 'again'], null])
  })

  test('has the variables as they were when that step began', () => {
    const run = bringOn(play(looped, script))
    const second = again(run, stateAtBlock(run.flow, run.events, 'count'), script)
    expect(second.state.root.vars?.get('n')).toBe(3)
    expect(bringOn(second).state.root.vars?.get('n')).toBe(3)
  })

  test('takes changed values', () => {
    const run = bringOn(play(looped, script))
    const recorded = stateAtBlock(run.flow, run.events, 'act')
    if (!recorded) throw new Error('act was never done')
    const changed = withChanges(recorded, { input: 'mine', variables: { n: 40 } })
    const second = again(run, changed, script)
    expect([...second.state.held.values()].map(({ value }) => value)).toEqual(['mine'])
    expect(second.state.root.vars?.get('n')).toBe(40)
  })

  test('goes on behind a join with what it had collected', () => {
    const run = play(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: ['a', 'b'] } },
        { id: 'a', type: 'test/compute', to: { next: 'join' } },
        { id: 'b', type: 'test/compute', to: { next: 'join' } },
        { id: 'join', type: 'control/join', to: { next: 'act' } },
        { id: 'act', type: 'test/act' },
      ]),
      { does: { a: () => 'A', b: () => 'B' } },
    )
    run.fail('act', boom)
    const second = again(run, stateAtBlock(run.flow, run.events, 'join'))
    expect(second.order).toEqual(['join', 'act'])
    second.end('act')
    expect(second.state.output).toEqual(['A', 'B'])
  })

  test('is not there for a block that was never reached', () => {
    const run = play(looped, { ...script, fails: { both: () => boom } })
    expect(stateAtBlock(run.flow, run.events, 'act')).toBeNull()
  })

  test('says which blocks another version lacks or has elsewhere', () => {
    const run = bringOn(play(looped, script))
    const recorded = stateAtBlock(run.flow, run.events, 'act')
    if (!recorded) throw new Error('act was never done')
    expect(blocksMissing(run.flow, recorded)).toEqual([])
    const without = (ids: string[]) =>
      play({
        ...looped,
        blocks: looped.blocks.filter(({ id }) => !ids.includes(id)),
        links: looped.links.filter(({ from, to }) => !ids.includes(from) && !ids.includes(to)),
      }).flow
    expect(blocksMissing(without(['other', 'count']), recorded)).toEqual(['act'])
    expect(blocksMissing(without(['other']), recorded)).toEqual([])
    expect(blocksMissing(without(['act']), recorded)).toEqual(['act'])
  })
})

/** Nothing in it runs beside anything else. */
const hasOneBranch = ({ blocks, links }: Play['flow']['document']): boolean =>
  blocks.every(({ type, config }) => type !== 'control/parallel' && (config.concurrency ?? 1) === 1) &&
  new Set(links.map(({ from, out }) => `${from} ${out}`)).size === links.length
