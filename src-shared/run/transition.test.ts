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
const oops = { code: 'test.oops', message: 'Oops.' }

describe('execution', () => {
  test('ready pointers are taken in the order in which they were made', () => {
    const run = play(
      flowOf([
        start(['a', 'b']),
        block('a', { next: 'a2' }),
        block('b', { next: 'b2' }),
        block('a2'),
        block('b2'),
      ]),
    )
    expect(run.order).toEqual(['start', 'a', 'b', 'a2', 'b2'])
  })

  test('blocks that wait for the world overlap', () => {
    const run = play(flowOf([start(['a', 'b']), act('a'), act('b')]))
    expect(run.underWay()).toEqual(['a', 'b'])
    expect(run.state.status).toBe('running')
  })

  test('every link from an output makes a new pointer with the value, in the order of the links', () => {
    const run = play(flowOf([start(['b', 'a']), block('a'), block('b')]), { input: 5 })
    expect([...run.view.steps.values()].map((step) => [step.block, step.input])).toEqual([
      ['start', 5],
      ['b', 5],
      ['a', 5],
    ])
  })

  test('two pointers that reach the same block run it twice', () => {
    const run = play(
      flowOf([start(['a', 'b']), block('a', { next: 'c' }), block('b', { next: 'c' }), block('c')]),
    )
    expect(run.order.filter((id) => id === 'c')).toHaveLength(2)
    expect([...run.view.steps.values()].map((step) => step.visit)).toEqual([0, 0, 0, 0, 1])
  })

  test('a run with no pointer left has succeeded; its output is the value of the one that ended last', () => {
    const run = play(flowOf([start(['a', 'b']), act('a'), act('b')]))
    run.end('b', 'second')
    run.end('a', 'first')
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'first' })
  })

  test('an output nobody linked ends the pointer with its value', () => {
    const run = play(flowOf([start('a'), block('a')]), { does: { a: () => 'end' } })
    expect(run.state.output).toBe('end')
  })

  test('links back make cycles, and maxSteps ends a run that goes round for ever with a message that says so', () => {
    const run = play(
      flowOf([start('a'), block('a', { next: 'b' }), block('b', { next: 'a' })], {
        settings: { maxSteps: 50 },
      }),
    )
    expect(run.state.status).toBe('failed')
    expect(run.state.error).toMatchObject({ code: 'run.too-many-steps' })
    expect(run.state.error?.message).toContain('round for ever')
    expect(run.state.steps).toBe(51)
  })

  test('maxSteps counts the passes of an empty mouth too', () => {
    const run = play(
      flowOf([start('r'), { id: 'r', type: 'control/repeat', config: { times: 1000 } }], {
        settings: { maxSteps: 50 },
      }),
    )
    expect(run.state.error?.code).toBe('run.too-many-steps')
  })

  test('Run makes a pointer at each hat, in file order', () => {
    const run = play(
      flowOf([start('a'), block('a'), { id: 'two', type: 'start/manual', to: { next: 'b' } }, block('b')]),
    )
    expect(run.order).toEqual(['start', 'two', 'a', 'b'])
  })

  test('stop ends the pointer only, with the value that arrived', () => {
    const run = play(flowOf([start(['s', 'a']), { id: 's', type: 'control/stop' }, act('a')]), {
      input: 'in',
    })
    expect(run.state.status).toBe('running')
    expect(run.state.root.last).toBe('in')
    run.end('a', 'out')
    expect(run.state.output).toBe('out')
  })

  test('return ends the whole run as succeeded with its value, from any depth, and drops the rest', () => {
    const run = play(
      flowOf([
        start(['r', 'a']),
        { id: 'r', type: 'control/repeat', config: { times: 3 }, to: { each: 'if' } },
        { id: 'if', type: 'control/if', config: { condition: true }, to: ['then>end'] },
        { id: 'end', type: 'control/return', config: { value: 'deep' } },
        act('a'),
      ]),
    )
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'deep' })
    expect(run.aborted).toEqual(['a'])
  })
})

describe('disabled blocks', () => {
  const off = { options: { disabled: true } }

  test('stack and C-blocks pass their input to next without a step', () => {
    const run = play(
      flowOf([
        start('a'),
        block('a', { next: 'r' }, off),
        { id: 'r', type: 'control/repeat', config: { times: 3 }, to: { each: 'in', next: 'b' }, ...off },
        block('in'),
        block('b'),
      ]),
      { input: 1 },
    )
    expect(run.order).toEqual(['start', 'b'])
    expect(run.state.output).toBe(1)
  })

  test('a disabled cap ends the pointer', () => {
    const run = play(
      flowOf([start('end'), { id: 'end', type: 'control/return', config: { value: 2 }, ...off }]),
      { input: 1 },
    )
    expect(run.state.output).toBe(1)
    expect(run.order).toEqual(['start'])
  })

  test('a disabled hat never fires', () => {
    const run = play(
      flowOf([start('a'), block('a'), { id: 'two', type: 'start/manual', to: { next: 'a' }, ...off }]),
    )
    expect(run.order).toEqual(['start', 'a'])
  })

  test('a ring of disabled blocks leads nowhere', () => {
    const run = play(flowOf([start('a'), block('a', { next: 'b' }, off), block('b', { next: 'a' }, off)]), {
      input: 3,
    })
    expect(run.state).toMatchObject({ status: 'succeeded', output: 3 })
  })
})

describe('variables', () => {
  const set = (id: string, config: object, to?: Record<string, string>) => ({
    id,
    type: 'data/set-variable',
    config: config as never,
    to,
  })

  test("set-variable sets the nearest variable of that name, else the run's", () => {
    const run = play(
      flowOf(
        [
          start('r'),
          { id: 'r', type: 'control/repeat', config: { times: 1 }, to: { each: 'here', next: 'after' } },
          set('here', { name: 'a', value: 'inner', scope: 'here' }, { next: 'nearest' }),
          set('nearest', { name: 'a', value: 'changed' }, { next: 'new' }),
          set('new', { name: 'b', value: 'run' }),
          block('after'),
        ],
        { variables: [{ name: 'a', value: 'outer' }] },
      ),
    )
    expect([...(run.state.root.vars ?? [])]).toEqual([
      ['a', 'outer'],
      ['b', 'run'],
    ])
  })

  test('change-variable adds a number; a missing one counts as 0', () => {
    const change = { id: 'c', type: 'data/change-variable', config: { name: 'n', by: 2 } }
    const run = play(
      flowOf([
        start('r'),
        { id: 'r', type: 'control/repeat', config: { times: 3 }, to: { each: 'c' } },
        change,
      ]),
    )
    expect(run.state.root.vars?.get('n')).toBe(6)
  })

  test('change-variable on a text fails and says what it holds', () => {
    const change = { id: 'c', type: 'data/change-variable', config: { name: 'n', by: 2 } }
    const run = play(flowOf([start('c'), change], { variables: [{ name: 'n', value: 'many' }] }))
    expect(run.state.error).toMatchObject({ code: 'variable.wrong-kind', details: { block: 'c' } })
    expect(run.state.error?.message).toContain('"many"')
  })

  test('add-to-list appends; a missing one counts as an empty list', () => {
    const add = { id: 'l', type: 'data/add-to-list', config: { name: 'all', value: 'x' } }
    const run = play(
      flowOf([start('r'), { id: 'r', type: 'control/repeat', config: { times: 2 }, to: { each: 'l' } }, add]),
    )
    expect(run.state.root.vars?.get('all')).toEqual(['x', 'x'])
  })
})

describe('a failed step', () => {
  test('with onError stop fails the run and drops everything else', () => {
    const run = play(flowOf([start(['a', 'b']), act('b'), block('a')]), { fails: { a: () => oops } })
    expect(run.state).toMatchObject({ status: 'failed', error: { code: 'test.oops' } })
  })

  test('with onError continue goes on from next with its input', () => {
    const run = play(
      flowOf([start('a'), block('a', { next: 'b' }, { options: { onError: 'continue' } }), block('b')]),
      { input: 'in', fails: { a: () => oops } },
    )
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'in' })
    expect(run.state.root.left[1]).toBe('in')
    expect(run.view.steps.get(1)).toMatchObject({ status: 'failed', out: 'next' })
  })

  test('with onError branch goes out of error with message, code, block and input', () => {
    const run = play(
      flowOf([
        start('a'),
        block('a', { next: 'b', error: 'c' }, { name: 'Fetch page', options: { onError: 'branch' } }),
        block('b'),
        block('c'),
      ]),
      { input: 'in', fails: { a: () => oops } },
    )
    expect(run.order).toEqual(['start', 'a', 'c'])
    expect(run.state.output).toEqual({
      message: 'Oops.',
      code: 'test.oops',
      block: 'Fetch page',
      input: 'in',
    })
  })

  test('fail fails with its message and code', () => {
    const run = play(
      flowOf([
        start('f'),
        { id: 'f', type: 'control/fail', config: { message: 'No order', code: 'order.none' } },
      ]),
    )
    expect(run.state).toMatchObject({
      status: 'failed',
      error: { code: 'order.none', message: 'No order', details: { block: 'f' } },
    })
  })

  test('a late result of a dropped step is noted and never used', () => {
    const run = play(
      flowOf([
        start(['a', 'f']),
        act('a', { next: 'b' }),
        block('b'),
        { id: 'f', type: 'control/fail', config: { message: 'no' } },
      ]),
    )
    const before = run.state.steps
    run.note({ kind: 'late', pointer: 1, out: 'next', value: 1 })
    expect(run.state).toMatchObject({ status: 'failed', steps: before })
  })
})

describe('retries', () => {
  const retry = { times: 2, wait: '1s', backoff: 'exponential', max: '1m', jitter: false } as const
  const net = { code: 'net.down', message: 'Down.', retryable: true }

  test('a retryable failure is tried again after its wait, with the same visit, and only counted as one step', () => {
    const run = play(flowOf([start('a'), act('a', {}, { options: { retry } })]))
    run.fail('a', net)
    const pointer = [...run.state.held.values()][0]
    expect(pointer).toMatchObject({ phase: 'retrying', waitMs: 1000, visit: 0 })
    expect(run.state.status).toBe('waiting')
    run.wake('a')
    run.fail('a', net)
    expect([...run.state.held.values()][0]).toMatchObject({ waitMs: 2000, visit: 0, attempt: 2 })
    run.wake('a')
    run.end('a', 'third time')
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'third time', steps: 2 })
    expect(run.view.steps.get(1)).toMatchObject({ attempts: 3, status: 'succeeded' })
  })

  test('after the last retry onError decides', () => {
    const run = play(flowOf([start('a'), act('a', {}, { options: { retry: { ...retry, times: 1 } } })]))
    run.fail('a', net)
    run.wake('a')
    run.fail('a', net)
    expect(run.state).toMatchObject({ status: 'failed', error: net })
  })

  test('what is not retryable is not tried again', () => {
    const run = play(flowOf([start('a'), act('a', {}, { options: { retry } })]))
    run.fail('a', oops)
    expect(run.state.status).toBe('failed')
  })
})

describe('waits', () => {
  test('a wait is due in wall time and passes on what arrived', () => {
    const run = play(
      flowOf([
        start('w'),
        { id: 'w', type: 'control/wait', config: { for: '5s' }, to: { next: 'a' } },
        block('a'),
      ]),
      { input: 1 },
    )
    expect(run.state.status).toBe('waiting')
    expect([...run.state.held.values()][0]).toMatchObject({ waitMs: 5000, due: run.state.now + 5000 })
    run.wake('w')
    expect(run.state).toMatchObject({ status: 'succeeded', output: 1 })
  })

  test("the clock of the run's timeout stands while everything waits", () => {
    const run = play(
      flowOf([
        start('w'),
        { id: 'w', type: 'control/wait', config: { for: '5s' }, to: { next: 'a' } },
        act('a'),
      ]),
    )
    const spent = run.state.ranMs
    run.at += 4_000_000
    run.wake('w')
    expect(run.state.ranMs).toBe(spent)
    run.at += 500
    run.end('a')
    expect(run.state.ranMs - spent).toBeLessThan(600)
    expect(run.state.ranMs - spent).toBeGreaterThanOrEqual(500)
  })
})

describe('what a person or a host says', () => {
  test('cancel drops everything and aborts what is under way', () => {
    const run = play(
      flowOf([start(['a', 'w']), act('a'), { id: 'w', type: 'control/wait', config: { for: '1h' } }]),
    )
    run.note({ kind: 'cancelled' })
    expect(run.state.status).toBe('cancelled')
    expect(run.aborted).toEqual(['a', 'w'])
    expect(run.state.held.size).toBe(0)
  })

  test('after a crash attempts under way are ready again, first in turn, with the same visit', () => {
    const run = play(flowOf([start(['a', 'b']), act('a'), act('b')]))
    run.note({ kind: 'recovered' })
    expect(run.state.ready.head?.block.id).toBe('a')
    expect(run.state.ready.head).toMatchObject({ visit: 0, attempt: 1 })
    expect(run.state.steps).toBe(3)
  })

  test('an interrupted run stands still until a person has said what now', () => {
    const run = play(flowOf([start(['a', 'b']), act('a', { next: 'c' }), act('b'), block('c')]), {
      input: 'in',
    })
    run.note({ kind: 'interrupted', pointers: [1] })
    expect(run.state.status).toBe('interrupted')
    run.note({ kind: 'answered', pointer: 1, answer: 'value', value: 'by hand' })
    expect(run.state.status).toBe('running')
    expect(run.state.ready.head).toMatchObject({ value: 'by hand' })
  })

  test('an event that skips one is refused', () => {
    const run = play(flowOf([start('a'), act('a')]))
    expect(() => run.note({ kind: 'cancelled', seq: 99 } as never)).toThrow('event 99 came where')
  })
})
