import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { type Play, play } from '../../tests/support/play-run.ts'
import { newRun } from './new-run.ts'
import { replay } from './replay.ts'
import type { CompiledBlock, Pointer, RunState, Scope } from './run-state.ts'
import { isOver } from './run-summary.ts'
import { transition } from './transition.ts'

const pointersOf = (scope: Scope): Pointer[] => {
  const found: Pointer[] = []
  for (let one = scope.first; one; one = one.after) found.push(one)
  return found
}

/** Whether a pointer is not at a join yet and may still come to this one. */
const mayCome = (pointer: Pointer, join: CompiledBlock): boolean =>
  pointer.phase !== 'joining' && (pointer.block === join || join.reachedBy?.[pointer.block.index] === true)

/** What is kept about the joins of a scope is what one finds by looking at each of its pointers. */
function checkJoins(state: RunState): void {
  const { root } = state
  const waiting = pointersOf(root).filter(({ phase }) => phase === 'joining')
  expect((root.joins ?? []).flatMap(({ arrived }) => arrived.map(({ n }) => n)).toSorted()).toEqual(
    waiting.map(({ n }) => n).toSorted(),
  )
  for (const { block, others, arrived } of root.joins ?? []) {
    expect(others).toBe(pointersOf(root).filter((one) => mayCome(one, block)).length)
    // a join that nobody can reach any more has opened in the same event
    if (arrived.length > 0) expect(others).toBeGreaterThan(0)
  }
  expect(state.stirred.size).toBe(0)
}

const kinds = fc.constantFrom('act', 'pass', 'join', 'join', 'first')
/** Blocks on one level, linked at random, back links too. */
const graph: fc.Arbitrary<FlowDocument> = fc
  .array(fc.tuple(kinds, fc.array(fc.nat(30), { maxLength: 3 })), { minLength: 2, maxLength: 9 })
  .map((nodes) =>
    flowOf(
      [
        { id: 'start', type: 'start/manual', to: { next: ['b0', 'b1'] } },
        ...nodes.map(([kind, ways], i) => ({
          id: `b${i}`,
          type: { act: 'test/act', pass: 'test/compute' }[kind as string] ?? 'control/join',
          ...(kind === 'first' && { config: { mode: 'first' } }),
          to: { next: [...new Set(ways.map((way) => `b${way % nodes.length}`))] },
        })),
      ],
      { settings: { maxSteps: 60 } },
    ),
  )

function bringOn(run: Play, numbers: readonly number[]): void {
  for (let i = 0; i < 100 && !isOver(run.state.status); i++) {
    const held = [...run.state.held.values()]
    const pointer = held[(numbers[i % numbers.length] ?? 0) % held.length]
    if (!pointer) throw new Error(`nothing moves in a run that is ${run.state.status}`)
    run.note({ kind: 'ended', pointer: pointer.n, value: i })
    run.goOn()
  }
}

describe('waiting joins', () => {
  test('know after every event who may still come, and open in the very event in which nobody may', () => {
    let opened = 0
    fc.assert(
      fc.property(graph, fc.array(fc.nat(100), { minLength: 1, maxLength: 8 }), (document, numbers) => {
        const run = play(document)
        bringOn(run, numbers)
        const again = newRun(run.flow)
        for (const event of run.events) {
          const { nextPointer } = again
          const waited = (again.root.joins ?? []).map(({ block, arrived }) => ({ block, arrived }))
          transition(again, event)
          if (isOver(again.status)) break
          checkJoins(again)
          for (const { block, arrived } of waited) {
            if (arrived.length === 0 || arrived[0]?.phase === 'joining') continue
            opened++
            const before = pointersOf(again.root).filter(({ n }) => n < nextPointer)
            expect(before.filter((one) => mayCome(one, block)).map(({ n }) => n)).toEqual([])
          }
        }
      }),
      { numRuns: 400 },
    )
    expect(opened).toBeGreaterThan(50)
  })

  test('are known again when a run is read from its journal', () => {
    fc.assert(
      fc.property(graph, fc.nat(40), (document, length) => {
        const run = play(document)
        const again = replay(run.flow, run.events.slice(0, length))
        if (!isOver(again.status)) checkJoins(again)
      }),
      { numRuns: 200 },
    )
  })

  test('of a scope that was dropped are gone with it', () => {
    const run = play(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'try' } },
        { id: 'try', type: 'control/try', to: { try: ['a', 'b'], catch: 'c', next: 'end' } },
        { id: 'a', type: 'test/compute', to: { next: 'j' } },
        { id: 'b', type: 'test/act', to: { next: 'j' } },
        { id: 'j', type: 'control/join' },
        { id: 'c', type: 'test/compute' },
        { id: 'end', type: 'test/compute' },
      ]),
    )
    expect(run.state.joining).toBe(1)
    run.fail('b', { code: 'x', message: 'no' })
    expect(run.order).toEqual(['start', 'try', 'a', 'b', 'c', 'end'])
    expect([run.state.joining, run.state.stirred.size, run.state.status]).toEqual([0, 0, 'succeeded'])
  })
})
