import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { play } from '../../tests/support/play-run.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const block = (id: string, to?: Record<string, string | string[]>, rest = {}) => ({
  id,
  type: 'test/compute',
  to,
  ...rest,
})
const act = (id: string, to?: Record<string, string | string[]>, rest = {}) => ({
  id,
  type: 'test/act',
  to,
  ...rest,
})
const forEach = (list: readonly number[], to: Record<string, string | string[]>, concurrency = 1) => ({
  id: 'each',
  type: 'control/for-each',
  config: { list: [...list], concurrency },
  to,
})
const oops = { code: 'test.oops', message: 'Oops.' }

describe('mouths', () => {
  test('a scope closes when no pointer is left alive in it; its result is the value of the one that ended last', () => {
    const run = play(
      flowOf([
        start('if'),
        {
          id: 'if',
          type: 'control/if',
          config: { condition: true },
          to: ['then>a', 'then>b', 'next>after'],
        },
        act('a'),
        act('b'),
        block('after'),
      ]),
    )
    run.end('b', 'b')
    expect(run.order).not.toContain('after')
    run.end('a', 'a')
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'a' })
  })

  test('an empty mouth gives the value sent in', () => {
    const run = play(
      flowOf([
        start('if'),
        { id: 'if', type: 'control/if', config: { condition: false }, to: ['then>a'] },
        block('a'),
      ]),
      { input: 7 },
    )
    expect(run.state.output).toBe(7)
    expect(run.order).toEqual(['start', 'if'])
  })

  test('what the C-block does when a scope closes happens at once; the pointers it makes go to the end of the queue', () => {
    const run = play(
      flowOf([
        start(['if', 'x', 'y']),
        { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>in', 'next>after'] },
        block('in'),
        block('x', { next: 'x2' }),
        block('y'),
        block('x2'),
        block('after'),
      ]),
    )
    expect(run.order).toEqual(['start', 'if', 'x', 'y', 'in', 'x2', 'after'])
  })

  test('a C-block is one step, from arrival to going on', () => {
    const run = play(flowOf([start('each'), forEach([1, 2, 3], { each: 'a' }), block('a')]))
    expect(run.state.steps).toBe(5)
    expect(run.state.passes).toBe(3)
    expect(run.view.steps.get(1)).toMatchObject({ block: 'each', passes: 3, status: 'succeeded' })
  })

  test('paths name the open scopes, and later visits of a C-block in one scope', () => {
    const run = play(
      flowOf([
        start(['each', 'each']),
        forEach([1], { each: 'if' }),
        { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>a'] },
        block('a'),
      ]),
    )
    expect(
      [...run.view.steps.values()].filter((step) => step.block === 'a').map((step) => step.path),
    ).toEqual(['each[0]/if.then', 'each#1[0]/if.then'])
  })
})

describe('if', () => {
  const flow = flowOf([
    start('if'),
    { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>a', 'else>b'] },
    block('a'),
    block('b'),
  ])
  test.each([
    [true, 'a'],
    [false, 'b'],
    [null, 'b'],
  ])('with %s goes through %s', (condition, way) => {
    expect(play(flow, { config: { if: { condition } } }).order).toEqual(['start', 'if', way])
  })
  test('a condition that is neither true nor false is an error that says what came', () => {
    const run = play(flow, { config: { if: { condition: 'yes' } } })
    expect(run.state.error?.message).toContain('"yes"')
  })
})

describe('repeat', () => {
  const flow = flowOf([
    start('r'),
    { id: 'r', type: 'control/repeat', config: { times: 3 }, to: { each: 'a', next: 'after' } },
    block('a'),
    block('after'),
  ])
  test('the first pass gets the input, each later one the result before it; next carries the last', () => {
    const run = play(flow, { input: 1, does: { a: ({ value }) => (value as number) * 2 } })
    expect(run.state.output).toBe(8)
  })
  test('index counts from 0', () => {
    const seen: number[] = []
    play(flow, {
      does: {
        a: ({ index }) => {
          seen.push(index)
          return null
        },
      },
    })
    expect(seen).toEqual([0, 1, 2])
  })
  test('no times: next carries the input', () => {
    expect(play(flow, { input: 1, config: { r: { times: 0 } } }).state.output).toBe(1)
  })
  test.each([-1, 1.5, 'three'])('times %s is an error', (times) => {
    expect(play(flow, { config: { r: { times } } }).state.error?.message).toContain('whole number')
  })
})

describe('for-each', () => {
  test('runs once per item, with item and index set, and carries the results in item order', () => {
    const run = play(flowOf([start('each'), forEach([5, 6, 7], { each: 'a' }), block('a')]), {
      does: { a: ({ value, index, item }) => `${value}-${index}-${item}` },
    })
    expect(run.state.output).toEqual(['5-0-5', '6-1-6', '7-2-7'])
  })

  test('takes an object as a list of key and value', () => {
    const run = play(flowOf([start('each'), forEach([], { each: 'a' }), block('a')]), {
      config: { each: { list: { x: 1, y: 2 } } },
    })
    expect(run.state.output).toEqual([
      { key: 'x', value: 1 },
      { key: 'y', value: 2 },
    ])
  })

  test('concurrency passes run at once, and the results still stand in item order', () => {
    const run = play(flowOf([start('each'), forEach([1, 2, 3], { each: 'a' }, 2), act('a')]))
    expect(run.underWay()).toEqual(['a', 'a'])
    const [first, second] = [...run.state.held.keys()]
    run.note({ kind: 'ended', pointer: second as number, value: 'two' })
    run.note({ kind: 'ended', pointer: first as number, value: 'one' })
    run.goOn()
    run.end('a', 'three')
    expect(run.state.output).toEqual(['one', 'two', 'three'])
  })

  test('an empty list carries an empty list; an empty mouth carries the items', () => {
    const empty = play(flowOf([start('each'), forEach([], { each: 'a' }), block('a')]))
    expect(empty.state.output).toEqual([])
    const hollow = play(flowOf([start('each'), forEach([1, 2, 3, 4, 5], {})]))
    expect(hollow.state.output).toEqual([1, 2, 3, 4, 5])
    expect(hollow.state.passes).toBe(5)
  })

  test('next-pass ends the pass with the value that arrived and drops the rest of it', () => {
    const run = play(
      flowOf([
        start('each'),
        forEach([1, 2], { each: ['slow', 'if'] }),
        act('slow'),
        { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>skip'] },
        { id: 'skip', type: 'control/next-pass' },
      ]),
    )
    expect(run.state.output).toEqual([1, 2])
    expect(run.aborted).toEqual(['slow', 'slow'])
  })

  test('leave-loop makes that pass the last one; passes beside it are dropped and left out', () => {
    const run = play(
      flowOf([
        start('each'),
        forEach([1, 2, 3], { each: 'a' }, 2),
        act('a', { next: 'if' }),
        { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>leave'] },
        { id: 'leave', type: 'control/leave-loop' },
      ]),
    )
    const [, second] = [...run.state.held.keys()]
    run.note({ kind: 'ended', pointer: second as number, value: 'two' })
    run.goOn()
    expect(run.state.status).toBe('succeeded')
    expect(run.state.output).toEqual(['two'])
  })
})

describe('while', () => {
  const flow = flowOf([
    start('w'),
    { id: 'w', type: 'control/while', config: { condition: true }, to: { each: 'a' } },
    block('a'),
  ])
  test('goes round while its condition holds, checked before each pass with what that pass would get', () => {
    const asked: unknown[] = []
    const run = play(flow, {
      input: 0,
      does: { a: ({ value }) => (value as number) + 1 },
      while: ({ value }) => {
        asked.push(value)
        return (value as number) < 3
      },
    })
    expect(asked).toEqual([1, 2, 3])
    expect(run.state.output).toBe(3)
  })
  test('false on arrival: next carries the input', () => {
    expect(play(flow, { input: 9, config: { w: { condition: false } } }).state.output).toBe(9)
  })
  test('an empty mouth goes round too, and is counted', () => {
    const hollow = flowOf([start('w'), { id: 'w', type: 'control/while', config: { condition: true } }])
    let left = 4
    const run = play(hollow, { while: () => --left > 0 })
    expect(run.state.passes).toBe(4)
  })
})

describe('switch', () => {
  const flow = flowOf([
    start('s'),
    { id: 's', type: 'control/switch', to: { a: 'a', b: 'b', otherwise: 'o' } },
    block('a'),
    block('b'),
    block('o'),
  ])
  const cases = [
    { name: 'a', equals: 1 },
    { name: 'b', equals: { x: [1, 2] } },
  ]
  test.each([
    [1, 'a'],
    ['1', 'o'],
    [{ x: [1, 2] }, 'b'],
    [{ x: [2, 1] }, 'o'],
  ])('takes the first case that is the same kind and value: %j goes to %s', (value, way) => {
    expect(play(flow, { config: { s: { value, cases } } }).order).toEqual(['start', 's', way])
  })
})

describe('parallel', () => {
  test('runs all mouths at once, each in its own scope, and carries their results in mouth order', () => {
    const run = play(
      flowOf([start('p'), { id: 'p', type: 'control/parallel', to: { 1: 'a', 2: 'b' } }, act('a'), act('b')]),
    )
    expect(run.underWay()).toEqual(['a', 'b'])
    run.end('b', 'two')
    run.end('a', 'one')
    expect(run.state.output).toEqual(['one', 'two'])
  })
  test('empty mouths carry the input', () => {
    expect(
      play(flowOf([start('p'), { id: 'p', type: 'control/parallel' }]), { input: 1 }).state.output,
    ).toEqual([1, 1])
  })
})

describe('try', () => {
  const flow = flowOf([
    start(['t', 'beside']),
    { id: 't', type: 'control/try', to: { try: ['a', 'slow'], catch: 'c', next: 'after' } },
    block('a', {}, { name: 'Risky' }),
    act('slow'),
    block('c'),
    block('after'),
    act('beside'),
  ])
  test('a failure drops everything in the try mouth and catch runs with the error; branches outside go on', () => {
    const run = play(flow, { input: 1, fails: { a: () => oops } })
    expect(run.aborted).toEqual([])
    expect(run.underWay()).toEqual(['beside'])
    expect(run.state.root.last).toEqual({ message: 'Oops.', code: 'test.oops', block: 'Risky', input: 1 })
    expect(run.order).toContain('after')
  })
  test('without a failure catch never runs', () => {
    const run = play(flow, { input: 1 })
    run.end('slow', 'fine')
    run.end('beside', 'done')
    expect(run.order).not.toContain('c')
    expect(run.state.status).toBe('succeeded')
  })
  test('a failure inside catch goes to the next try outwards', () => {
    const run = play(
      flowOf([
        start('outer'),
        { id: 'outer', type: 'control/try', to: { try: 'inner', catch: 'rescue' } },
        { id: 'inner', type: 'control/try', to: { try: 'a', catch: 'b' } },
        block('a'),
        block('b'),
        block('rescue'),
      ]),
      { fails: { a: () => oops, b: () => ({ ...oops, code: 'test.again' }) } },
    )
    expect(run.state).toMatchObject({ status: 'succeeded', output: { code: 'test.again', block: 'b' } })
  })
})

describe('join', () => {
  const flow = (config: object) =>
    flowOf([
      start(['a', 'b']),
      act('a', { next: 'j' }),
      act('b', { next: 'j' }),
      { id: 'j', type: 'control/join', config: config as never, to: { next: 'after' } },
      block('after'),
    ])
  test('opens when no other pointer of its scope can reach it, with the values in the order of the links', () => {
    const run = play(flow({}))
    run.end('b', 'b')
    expect(run.order).not.toContain('j')
    run.end('a', 'a')
    expect(run.state.output).toEqual(['a', 'b'])
    expect(run.order.filter((id) => id === 'j')).toHaveLength(1)
  })
  test('merge merges objects left to right', () => {
    const run = play(flow({ mode: 'merge' }))
    run.end('b', { x: 2, y: 2 })
    run.end('a', { x: 1 })
    expect(run.state.output).toEqual({ x: 2, y: 2 })
  })
  test('merge of anything but objects fails the step', () => {
    const run = play(flow({ mode: 'merge' }))
    run.end('b', 5)
    run.end('a', { x: 1 })
    expect(run.state.error?.code).toBe('join.cannot-merge')
  })
  test('first passes at once, and every later one is dropped there', () => {
    const run = play(flow({ mode: 'first' }))
    run.end('b', 'b')
    expect(run.order).toContain('after')
    run.end('a', 'a')
    expect(run.order.filter((id) => id === 'after')).toHaveLength(1)
    expect(run.state.output).toBe('b')
  })
  test('where waiting joins hold up only one another, the first in the file opens', () => {
    const run = play(
      flowOf([
        start(['j1', 'j2']),
        { id: 'j1', type: 'control/join', to: { next: 'sw' } },
        { id: 'j2', type: 'control/join', to: { next: 'j1' } },
        block('sw', { other: 'j2' }),
      ]),
    )
    expect(run.order.slice(0, 2)).toEqual(['start', 'j1'])
    expect(run.state.status).toBe('succeeded')
  })
})
