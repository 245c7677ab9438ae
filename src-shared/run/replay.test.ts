import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Play, play } from '../../tests/support/play-run.ts'
import { randomFlow } from '../../tests/support/random-flow.ts'
import { newRun } from './new-run.ts'
import { livePointers, replay } from './replay.ts'
import type { RunState, Scope } from './run-state.ts'
import { isOver } from './run-summary.ts'
import { pictureOf } from './state-picture.ts'
import { transition } from './transition.ts'

/** Brings a played run on: what is under way ends, fails or wakes, as the numbers say. */
function bringOn(run: Play, choices: readonly number[]): void {
  for (let i = 0; i < 300 && !isOver(run.state.status); i++) {
    const held = [...run.state.held.values()]
    const pointer = held[(choices[i % choices.length] ?? 0) % held.length]
    if (!pointer) throw new Error(`nothing moves in a run that is ${run.state.status}`)
    const fails = (choices[(i + 1) % choices.length] ?? 0) % 7 === 0
    if (pointer.phase === 'waiting' || pointer.phase === 'retrying')
      run.note({ kind: 'woke', pointer: pointer.n })
    else if (fails) run.note({ kind: 'failed', pointer: pointer.n, error: { code: 'x', message: 'x' } })
    else run.note({ kind: 'ended', pointer: pointer.n, value: i })
    run.goOn()
  }
}

const choices = fc.array(fc.nat(100), { minLength: 1, maxLength: 12 })

/** Every living pointer is in exactly one place, and every count says what is there. */
function checkWhole(state: RunState): void {
  const live = [...livePointers(state.root)]
  const inQueue = new Set<number>()
  for (let one = state.ready.head; one; one = one.behind) if (one.phase === 'ready') inQueue.add(one.n)
  expect(inQueue.size).toBe(state.ready.length)
  const phases = { held: 0, joining: 0 }
  for (const pointer of live) {
    const places = [
      inQueue.has(pointer.n),
      state.held.get(pointer.n) === pointer,
      pointer.phase === 'joining',
      pointer.phase === 'inside' && pointer.openScope !== null,
    ]
    if (places.filter(Boolean).length !== 1)
      throw new Error(`pointer ${pointer.n} at ${pointer.block.id} (${pointer.phase}) is in ${places} places`)
    if (places[1]) phases.held++
    if (places[2]) phases.joining++
  }
  expect(live.length).toBeGreaterThanOrEqual(inQueue.size)
  expect([phases.held, phases.joining]).toEqual([state.held.size, state.joining])
  expect(state.busy + state.waiting).toBe(state.held.size)
  checkAlive(state.root)
}
function checkAlive(scope: Scope): void {
  let count = 0
  for (let pointer = scope.first; pointer; pointer = pointer.after) {
    count++
    for (let open = pointer.openScope; open; open = open.afterOpen) {
      expect(open.owner).toBe(pointer)
      expect(open.alive).toBeGreaterThan(0)
      checkAlive(open)
    }
  }
  expect(scope.alive).toBe(count)
}

describe('a journal', () => {
  test('leads to the same state at every prefix as the run that wrote it, and to the same commands', () => {
    fc.assert(
      fc.property(randomFlow, choices, (document, numbers) => {
        const run = play(document)
        bringOn(run, numbers)
        const again = newRun(run.flow)
        for (const [i, event] of run.events.entries()) {
          transition(again, event)
          if (i % 7 === 0)
            expect(pictureOf(replay(run.flow, run.events.slice(0, i + 1)))).toEqual(pictureOf(again))
        }
        expect(pictureOf(again)).toEqual(pictureOf(run.state))
      }),
      { numRuns: 150 },
    )
  })

  test('that went through JSON leads there too', () => {
    fc.assert(
      fc.property(randomFlow, choices, (document, numbers) => {
        const run = play(document)
        bringOn(run, numbers)
        const stored = JSON.parse(JSON.stringify(run.events))
        expect(pictureOf(replay(run.flow, stored))).toEqual(pictureOf(run.state))
      }),
      { numRuns: 100 },
    )
  })

  test('never loses a pointer: after each event every living one is in exactly one place, and the run can end', () => {
    let overs = 0
    fc.assert(
      fc.property(randomFlow, choices, (document, numbers) => {
        const run = play(document)
        bringOn(run, numbers)
        const again = newRun(run.flow)
        for (const event of run.events) {
          transition(again, event)
          if (!isOver(again.status)) checkWhole(again)
        }
        if (isOver(run.state.status)) overs++
        expect(isOver(run.state.status)).toBe(true)
      }),
      { numRuns: 150 },
    )
    expect(overs).toBeGreaterThan(0)
  })

  test('ends in the same state however often it is taken up again in between', () => {
    fc.assert(
      fc.property(randomFlow, choices, (document, numbers) => {
        const run = play(document)
        let taken = 0
        for (let i = 0; i < 200 && !isOver(run.state.status); i++) {
          if (i % 3 === 0) {
            run.note({ kind: 'recovered' })
            taken++
            run.goOn()
          }
          bringOnce(run, numbers[i % numbers.length] ?? 0)
        }
        expect(pictureOf(replay(run.flow, run.events))).toEqual(pictureOf(run.state))
        expect(taken).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })
})

function bringOnce(run: Play, choice: number): void {
  const held = [...run.state.held.values()]
  const pointer = held[choice % Math.max(1, held.length)]
  if (!pointer) return
  run.note(
    pointer.phase === 'running'
      ? { kind: 'ended', pointer: pointer.n, value: choice }
      : { kind: 'woke', pointer: pointer.n },
  )
  run.goOn()
}
