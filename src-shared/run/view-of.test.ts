import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { play } from '../../tests/support/play-run.ts'
import { randomFlow } from '../../tests/support/random-flow.ts'
import { testCatalog } from '../../tests/support/test-blocks.ts'
import { isOver } from './run-summary.ts'
import { viewOf } from './view-of.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const oops = { code: 'test.oops', message: 'Oops.' }

describe('the steps of a run', () => {
  test('come from the journal as they came to whoever watched', () => {
    fc.assert(
      fc.property(randomFlow, (document) => {
        const run = play(document)
        const past = viewOf(run.events, document, testCatalog)
        expect(past.steps).toEqual([...run.view.steps.values()])
        expect(past.counts).toEqual(run.view.counts)
        expect(past.links).toEqual(run.view.links)
      }),
      { numRuns: 60 },
    )
  })

  test('add up: every step that is over has its time, and a run that is over has no step under way', () => {
    fc.assert(
      fc.property(randomFlow, (document) => {
        const run = play(document)
        run.note({ kind: 'cancelled' })
        expect(isOver(run.state.status)).toBe(true)
        const steps = [...run.view.steps.values()]
        expect(steps.length).toBe(run.state.steps)
        // what idempotency keys are made of names one step only
        const names = steps.map(({ block, path, visit }) => `${block}:${path}:${visit}`)
        expect(new Set(names).size).toBe(steps.length)
        for (const step of steps) {
          expect(step.durationMs).not.toBeNull()
          expect(['succeeded', 'failed', 'dropped']).toContain(step.status)
        }
        for (const counts of run.view.counts.values())
          expect([counts.active, counts.ended]).toEqual([0, counts.started])
      }),
      { numRuns: 60 },
    )
  })

  test('hold input, evaluated config, way out, value and log', () => {
    const run = play(flowOf([start('a'), { id: 'a', name: 'Act', type: 'test/act' }]), {
      input: 'in',
      config: { a: { value: 'evaluated' } },
    })
    run.note({
      kind: 'ended',
      pointer: 1,
      value: 'out',
      logs: [{ at: 1, level: 'info', text: 'hello' }],
    })
    expect(run.view.steps.get(1)).toEqual({
      seq: 1,
      block: 'a',
      blockName: 'Act',
      type: 'test/act',
      path: '',
      visit: 0,
      attempts: 1,
      status: 'succeeded',
      startedAt: 1003,
      durationMs: 1,
      input: 'in',
      config: { value: 'evaluated' },
      out: 'next',
      output: 'out',
      logs: [{ at: 1, level: 'info', text: 'hello' }],
    })
  })

  test('that failed and went on stay failed, with the way they went', () => {
    const run = play(
      flowOf([
        start('a'),
        { id: 'a', type: 'test/compute', options: { onError: 'branch' }, to: { error: 'b' } },
        { id: 'b', type: 'test/compute' },
      ]),
      { fails: { a: () => oops } },
    )
    expect(run.view.steps.get(1)).toMatchObject({ status: 'failed', error: oops, out: 'error' })
    expect(run.view.counts.get('a')).toMatchObject({ started: 1, ended: 1, failed: 1, active: 0 })
    expect(run.view.links.get('a|error|b')).toBe(1)
  })

  test('that wait or are asked about say so', () => {
    const run = play(
      flowOf([
        start(['w', 'a']),
        { id: 'w', type: 'control/wait', config: { for: '1h' } },
        { id: 'a', type: 'test/act' },
      ]),
    )
    expect(run.view.steps.get(1)?.status).toBe('waiting')
    run.note({ kind: 'interrupted', pointers: [2] })
    expect(run.view.steps.get(2)?.status).toBe('interrupted')
  })

  test('values that pass a disabled block are counted on both links', () => {
    const run = play(
      flowOf([
        start('off'),
        { id: 'off', type: 'test/compute', options: { disabled: true }, to: { next: 'b' } },
        { id: 'b', type: 'test/compute' },
      ]),
    )
    expect(Object.fromEntries(run.view.links)).toEqual({ 'start|next|off': 1, 'off|next|b': 1 })
  })

  test('of a version that is gone cannot be told', () => {
    expect(viewOf([], undefined, testCatalog).steps).toEqual([])
  })
})
