import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { type Play, play } from '../../tests/support/play-run.ts'
import { randomFlow } from '../../tests/support/random-flow.ts'
import type { Breakpoint } from './breakpoint.ts'
import { checkChange, mayChange } from './change-data.ts'
import { standsAt } from './pausing.ts'
import { firstReady } from './pointer-queue.ts'
import { livePointers, owedCommands, replay } from './replay.ts'
import { isOver } from './run-summary.ts'
import { pictureOf } from './state-picture.ts'
import { transition } from './transition.ts'

const start = (next: string) => ({ id: 'start', type: 'start/manual', to: { next } })
const block = (id: string, next?: string) => ({ id, type: 'test/compute', ...(next && { to: { next } }) })
const line = flowOf([start('a'), block('a', 'b'), block('b', 'c'), block('c')])
const loop = flowOf([
  start('each'),
  {
    id: 'each',
    type: 'control/for-each',
    config: { list: [10, 20, 30] },
    to: { each: 'if', next: 'after' },
  },
  { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>deep', 'next>last'] },
  block('deep'),
  block('last'),
  block('after'),
])

const at = (run: Play) => (run.state.status === 'paused' ? standsAt(run.state)?.block.id : undefined)
const stops = (run: Play, move: () => void): (string | undefined)[] => {
  const seen = []
  for (let i = 0; i < 50 && !isOver(run.state.status); i++) {
    seen.push(at(run))
    move()
  }
  return seen
}
const goOn = (run: Play) => {
  run.note({ kind: 'continued' })
  run.goOn()
}
const step = (run: Play, how: 'over' | 'into' | 'out') => {
  run.note({ kind: 'stepped', how })
  run.goOn()
}

describe('a breakpoint', () => {
  test('stops the run before its block, each time something comes there', () => {
    const run = play(loop, { breakpoints: [{ block: 'last' }] })
    expect(run.order).not.toContain('last')
    expect(stops(run, () => goOn(run))).toEqual(['last', 'last', 'last'])
    expect(run.state).toMatchObject({ status: 'succeeded', output: [10, 20, 30] })
  })

  test('on a condition stops only where it holds', () => {
    const points = [{ block: 'last', condition: '{{ input > 10 }}' }]
    const run = play(loop, { breakpoints: points, breaks: ({ value }) => Number(value) > 10 })
    expect(standsAt(run.state)?.value).toBe(20)
    goOn(run)
    expect(standsAt(run.state)?.value).toBe(30)
  })

  test('whose condition cannot be evaluated stops the run and says why', () => {
    const run = play(line, { breakpoints: [{ block: 'a' }] })
    run.note({ kind: 'breakpoints', points: [{ block: 'b', condition: '{{ nope( }}' }] })
    run.note({ kind: 'continued' })
    const ready = firstReady(run.state)
    run.note({ kind: 'ran', pointer: ready?.n ?? -1, block: 'a', same: true })
    const pointer = run.state.pausing?.looking?.n ?? -1
    run.note({ kind: 'looked', pointer, block: 'b', error: { code: 'expression.syntax', message: 'no' } })
    expect(run.state).toMatchObject({ status: 'paused', pausing: { problem: { code: 'expression.syntax' } } })
  })

  test('with a hit count stops from that time on', () => {
    const run = play(loop, { breakpoints: [{ block: 'last', hits: 2 }] })
    expect(standsAt(run.state)?.value).toBe(20)
    goOn(run)
    expect(standsAt(run.state)?.value).toBe(30)
  })

  test('that only logs never stops, and what it wrote stands at its step', () => {
    const run = play(line, { breakpoints: [{ block: 'a' }] })
    run.note({ kind: 'breakpoints', points: [{ block: 'b', log: 'here' }] })
    run.note({ kind: 'continued' })
    run.note({ kind: 'ran', pointer: firstReady(run.state)?.n ?? -1, block: 'a', same: true })
    const pointer = run.state.pausing?.looking?.n ?? -1
    run.note({
      ...{ kind: 'looked', pointer, block: 'b', holds: true },
      log: { at: 1, level: 'info', text: 'here' },
    })
    run.goOn()
    expect(run.state.status).toBe('succeeded')
    expect([...run.view.steps.values()].find((one) => one.block === 'b')?.logs).toMatchObject([
      { text: 'here' },
    ])
  })

  test('does not stop a step that has started, however often it tries again', () => {
    const flow = flowOf([
      { id: 'start', type: 'start/manual', to: { next: ['act', 'a'] } },
      { id: 'act', type: 'test/act', options: { retry: { times: 2, wait: '1s' } } },
      block('a'),
    ])
    const run = play(flow, { breakpoints: [{ block: 'act' }] })
    goOn(run)
    expect(run.order).toContain('a')
    run.fail('act', { code: 'x', message: 'x', retryable: true })
    run.wake('act')
    expect(run.state.status).toBe('running')
    expect(run.underWay()).toEqual(['act'])
  })

  test('set on a live run replaces those before; one that stays goes on counting', () => {
    const run = play(loop, { breakpoints: [{ block: 'deep' }, { block: 'last', hits: 3 }] })
    goOn(run)
    run.note({ kind: 'breakpoints', points: [{ block: 'last', hits: 3 }] })
    goOn(run)
    expect([at(run), standsAt(run.state)?.value]).toEqual(['last', 30])
  })
})

describe('a step', () => {
  test('over goes to the next block on this level, past all that is inside', () => {
    const run = play(loop, { breakpoints: [{ block: 'each' }] })
    step(run, 'over')
    expect(at(run)).toBe('after')
  })

  test('into goes to the first block inside', () => {
    const run = play(loop, { breakpoints: [{ block: 'each' }] })
    expect(stops(run, () => step(run, 'into'))).toEqual([
      ...['each', 'if', 'deep', 'last', 'if', 'deep', 'last', 'if', 'deep', 'last', 'after'],
    ])
  })

  test('over the last block of a pass goes to the next pass', () => {
    const run = play(loop, { breakpoints: [{ block: 'last' }] })
    step(run, 'over')
    expect([at(run), standsAt(run.state)?.scope.index]).toEqual(['if', 1])
  })

  test('out goes to the next block around', () => {
    const run = play(loop, { breakpoints: [{ block: 'deep' }] })
    run.note({ kind: 'breakpoints', points: [] })
    step(run, 'out')
    expect(at(run)).toBe('last')
    step(run, 'out')
    expect(at(run)).toBe('after')
    step(run, 'out')
    expect(run.state.status).toBe('succeeded')
  })

  test('to a block runs until something comes there', () => {
    const run = play(line, { breakpoints: [{ block: 'a' }] })
    run.note({ kind: 'stepped', how: 'to', to: 'c' })
    run.goOn()
    expect([at(run), run.state.pausing?.why]).toEqual(['c', 'step'])
  })

  test('stays in its own pass while others run beside it', () => {
    const flow = flowOf([
      start('each'),
      {
        ...{ id: 'each', type: 'control/for-each', config: { list: [1, 2, 3], concurrency: 3 } },
        to: { each: 'a' },
      },
      block('a', 'b'),
      block('b'),
    ])
    const run = play(flow, { breakpoints: [{ block: 'a' }] })
    run.note({ kind: 'breakpoints', points: [] })
    step(run, 'over')
    expect([at(run), standsAt(run.state)?.scope.index]).toEqual(['b', 0])
  })
})

const twoActs = flowOf([
  { id: 'start', type: 'start/manual', to: { next: ['act', 'a'] } },
  { id: 'act', type: 'test/act', to: { next: 'b' } },
  block('a'),
  block('b'),
])

describe('a paused run', () => {
  test('holds what is ready; a step under way may end', () => {
    const run = play(twoActs)
    run.note({ kind: 'paused' })
    run.end('act', 'done')
    expect(run.state.status).toBe('paused')
    expect(standsAt(run.state)).toMatchObject({ value: 'done', visit: -1 })
    expect(run.order).not.toContain('b')
    goOn(run)
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'done' })
  })

  test('does not use up the time it may run', () => {
    const run = play(twoActs)
    run.note({ kind: 'paused' })
    const spent = run.state.ranMs
    run.at += 1_000_000
    goOn(run)
    run.end('act')
    expect(run.state.ranMs).toBeLessThan(spent + 1000)
  })

  test('moves no ready pointer: an event that would is refused', () => {
    const run = play(line, { breakpoints: [{ block: 'a' }] })
    const pointer = firstReady(run.state)?.n ?? -1
    expect(() => run.note({ kind: 'ran', pointer, block: 'a', same: true })).toThrow('paused')
  })

  test('can be cancelled', () => {
    const run = play(line, { breakpoints: [{ block: 'a' }] })
    run.note({ kind: 'cancelled' })
    expect(run.state.status).toBe('cancelled')
  })

  test('takes changed data: what arrived, and a variable; the step shows both', () => {
    const flow = { ...line, variables: [{ name: 'n', value: 1 }] }
    const run = play(flow, { input: 'old', breakpoints: [{ block: 'b' }] })
    const pointer = standsAt(run.state)?.n ?? -1
    run.note({ kind: 'changed', pointer, value: 'new' })
    run.note({ kind: 'changed', variable: 'n', pointer, value: 2 })
    goOn(run)
    expect(run.state.output).toBe('new')
    expect(run.state.root.vars?.get('n')).toBe(2)
    const shown = [...run.view.steps.values()].find((one) => one.block === 'b')
    expect(shown).toMatchObject({ input: 'new', inputBefore: 'old', output: 'new' })
  })

  test('changes a variable where the block sees it: the nearest of that name', () => {
    const flow = flowOf([
      start('each'),
      { id: 'each', type: 'control/repeat', config: { times: 1 }, to: { each: 'here' } },
      {
        id: 'here',
        type: 'data/set-variable',
        config: { name: 'n', value: 1, scope: 'here' },
        to: { next: 'b' },
      },
      block('b'),
    ])
    const run = play({ ...flow, variables: [{ name: 'n', value: 0 }] }, { breakpoints: [{ block: 'b' }] })
    const pointer = standsAt(run.state)
    run.note({ kind: 'changed', variable: 'n', pointer: pointer?.n, value: 5 })
    expect([pointer?.scope.vars?.get('n'), run.state.root.vars?.get('n')]).toEqual([5, 0])
  })

  test('refuses to change what is in use already, and anything while it is not paused', () => {
    const run = play(twoActs)
    expect(() => checkChange(run.state, { variable: 'n' })).toThrow('only while the run is paused')
    run.note({ kind: 'paused' })
    const acting = [...run.state.held.values()][0]
    expect(() => checkChange(run.state, { pointer: acting?.n })).toThrow('in use already')
    expect(() => checkChange(run.state, { pointer: 999 })).toThrow('no pointer 999')
  })
})

/** Pauses, steps, breakpoints and changes in between, as the numbers say. */
function disturb(run: Play, number: number, blocks: readonly string[]): void {
  const block = blocks[number % blocks.length] ?? ''
  const point: Breakpoint = {
    block,
    ...(number % 3 === 0 && { condition: '{{ x }}' }),
    ...(number % 4 === 0 && { hits: 2 }),
  }
  const changeable = [...livePointers(run.state.root)].find(mayChange)
  if (run.state.pausing?.paused && changeable && number % 5 === 0)
    run.note({ kind: 'changed', pointer: changeable.n, value: number })
  if (number % 7 === 0) run.note({ kind: 'recovered' })
  switch (number % 6) {
    case 0:
      run.note({ kind: 'paused' })
      break
    case 1:
      run.note({ kind: 'breakpoints', points: [point] })
      break
    case 2:
      run.note({ kind: 'stepped', how: 'to', to: block })
      break
    case 3:
      run.note({ kind: 'changed', variable: 'n', value: number })
      break
    default:
      run.note({ kind: 'stepped', how: (['over', 'into', 'out'] as const)[number % 3] ?? 'over' })
  }
  run.goOn()
}

function bringOn(run: Play, number: number): void {
  const held = [...run.state.held.values()]
  const pointer = held[number % held.length]
  if (!pointer) return
  if (pointer.phase === 'waiting') run.note({ kind: 'woke', pointer: pointer.n })
  else run.note({ kind: 'ended', pointer: pointer.n, value: number })
  run.goOn()
}

/** Lets the run go to its end. */
function letGo(run: Play): void {
  run.note({ kind: 'breakpoints', points: [] })
  for (let i = 0; i < 500 && !isOver(run.state.status); i++) {
    goOn(run)
    bringOn(run, i)
  }
}

const numbers = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 25 })

describe('any flow, paused, stepped and changed at random', () => {
  test('replays to the same state at every event', () => {
    let paused = 0
    fc.assert(
      fc.property(randomFlow, numbers, (document, all) => {
        const blocks = document.blocks.map(({ id }) => id)
        const run = play(document, {
          breakpoints: [{ block: blocks.at(-1) ?? '' }],
          breaks: ({ pointer }) => pointer.n % 2 === 0,
        })
        for (const number of all) {
          if (isOver(run.state.status)) break
          if (run.state.status === 'paused') paused++
          disturb(run, number, blocks)
          if (!isOver(run.state.status)) bringOn(run, number)
        }
        const stored = JSON.parse(JSON.stringify(run.events))
        expect(pictureOf(replay(run.flow, stored))).toEqual(pictureOf(run.state))
        const again = replay(run.flow, [])
        for (const [i, event] of run.events.entries()) {
          transition(again, event)
          if (i % 5 === 0)
            expect(pictureOf(replay(run.flow, run.events.slice(0, i + 1)))).toEqual(pictureOf(again))
        }
      }),
      { numRuns: 150 },
    )
    expect(paused).toBeGreaterThan(50)
  })

  test('ends as the same flow does that nobody touched', () => {
    fc.assert(
      fc.property(randomFlow, numbers, (document, all) => {
        const blocks = document.blocks.map(({ id }) => id)
        const untouched = play(document)
        const run = play(document, { breakpoints: blocks.map((block) => ({ block })) })
        for (const number of all) {
          if (isOver(run.state.status)) break
          const how = (['over', 'into', 'out'] as const)[number % 3] ?? 'over'
          if (number % 4 === 0) run.note({ kind: 'paused' })
          step(run, how)
        }
        letGo(run)
        for (let i = 0; i < 500 && !isOver(untouched.state.status); i++) bringOn(untouched, i)
        expect(isOver(run.state.status)).toBe(true)
        if (!document.blocks.some(({ type }) => isOfTheWorld(type)))
          expect(finalOf(run)).toEqual(finalOf(untouched))
      }),
      { numRuns: 150 },
    )
  })

  test('owes the hands the look at a breakpoint after a restart', () => {
    const run = play(line, { breakpoints: [{ block: 'a' }] })
    run.note({ kind: 'breakpoints', points: [{ block: 'b', condition: '{{ x }}' }] })
    run.note({ kind: 'continued' })
    run.note({ kind: 'ran', pointer: firstReady(run.state)?.n ?? -1, block: 'a', same: true })
    expect(owedCommands(replay(run.flow, run.events))).toMatchObject([
      { do: 'look', pointer: { block: { id: 'b' } } },
    ])
  })
})

/** What ends in the order in which it was brought to its end. */
const isOfTheWorld = (type: string) =>
  type.startsWith('test/act') || type === 'test/look' || type === 'control/wait'
const finalOf = ({ state, order }: Play) => ({
  status: state.status,
  output: state.output,
  steps: state.steps,
  passes: state.passes,
  order,
})
