import { beforeEach, describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { RunNews } from '#shared/contract'
import { AppError } from '#shared/error'
import {
  aFlow,
  aRun,
  FakeRuntime,
  FakeTimers,
  fakeEnvironment,
  lost,
  settle,
} from './fixtures/fake-runtime.ts'
import { useNotices } from './notice-store.ts'
import { isAlive, type RunState, runState } from './run-store.ts'

let runtime: FakeRuntime
let timers: FakeTimers
let flushed: number
const aStore = () => {
  const { environment } = fakeEnvironment(runtime, timers)
  const flow = () => ({
    flush: async () => {
      flushed += 1
    },
    refreshVersion: async () => {},
  })
  return createStore<RunState>()(runState(() => environment, flow))
}
type Step = RunNews['steps'][number]
const step = (seq: number, block: string, more: Partial<Step> = {}): Step => ({
  ...{ seq, block, blockName: block, type: 'say/log', path: '', visit: 0, attempts: 1 },
  ...{ status: 'succeeded', startedAt: seq, durationMs: 1 },
  ...more,
})
const news = (more: Partial<RunNews>): RunNews => ({
  ...{ steps: [], counts: {}, links: {}, logs: [], done: false },
  ...more,
})
const count = (started: number, active = 0) => ({
  started,
  ended: started - active,
  failed: 0,
  active,
  passes: 0,
})

beforeEach(() => {
  runtime = new FakeRuntime(aFlow())
  timers = new FakeTimers()
  flushed = 0
  useNotices.setState({ notices: [] })
})

describe('running', () => {
  test('variables keep what they held until they hold something else, and go with their run', async () => {
    const store = aStore()
    await store.getState().start('flw_1')
    runtime.run.push(news({ variables: { a: { value: 1 }, b: { value: 'x' } } }))
    await settle()
    const { b } = store.getState().variables
    runtime.run.push(news({ variables: { a: { value: 2 } } }))
    runtime.run.push(news({}))
    await settle()
    expect(store.getState().variables).toEqual({ a: { value: 2 }, b: { value: 'x' } })
    expect(store.getState().variables.b).toBe(b)
    store.getState().show('run_2')
    expect(store.getState().variables).toEqual({})
  })

  test('stores what is on the screen first, then follows the run', async () => {
    const store = aStore()
    await store.getState().start('flw_1')
    expect(flushed).toBe(1)
    expect(store.getState().runId).toBe('run_1')
    expect(isAlive(store.getState())).toBe(true)
    runtime.run.push(
      news({
        run: aRun('run_1'),
        steps: [
          step(1, 'b1', { output: 5 }),
          step(2, 'b2', { status: 'running', input: 5, durationMs: null }),
        ],
        counts: { b1: count(1), b2: count(1, 1) },
        links: { 'b1|next|b2': 1 },
      }),
    )
    await settle()
    expect(store.getState().blocks).toMatchObject({
      b1: { state: 'done', count: 1, lastOutput: 5 },
      b2: { state: 'running', active: 1, lastInput: 5 },
    })
    expect(store.getState().links).toEqual({ 'b1|next|b2': 1 })
    runtime.run.push(
      news({
        run: aRun('run_1', 'failed'),
        steps: [step(2, 'b2', { status: 'failed', error: { code: 'x', message: 'Broke.' } })],
        counts: { b2: count(1) },
        done: true,
      }),
    )
    await settle()
    expect(store.getState().blocks.b2).toMatchObject({ state: 'failed', error: { message: 'Broke.' } })
    expect(store.getState().steps).toHaveLength(2)
    expect(isAlive(store.getState())).toBe(false)
  })

  test('shows at a return what the run gives back, since nothing leaves it', async () => {
    const store = aStore()
    store.getState().show('run_1')
    await settle()
    const more = { type: 'control/return', input: [1, 2], config: { value: null } }
    runtime.run.push(news({ steps: [step(1, 'b1', more)], counts: { b1: count(1) } }))
    await settle()
    expect(store.getState().blocks.b1).toMatchObject({ lastInput: [1, 2], lastOutput: null })
  })

  test('keeps the object of a block that nothing was said of', async () => {
    const store = aStore()
    store.getState().show('run_1')
    await settle()
    runtime.run.push(news({ steps: [step(1, 'b1')], counts: { b1: count(1) } }))
    await settle()
    const before = store.getState().blocks.b1
    runtime.run.push(news({ steps: [step(2, 'b2')], counts: { b2: count(1) } }))
    await settle()
    expect(store.getState().blocks.b1).toBe(before)
  })

  test('begins anew after a lost connection, without counting anything twice', async () => {
    const store = aStore()
    store.getState().show('run_1')
    await settle()
    const log = { at: 1, level: 'info', text: 'hello', block: 'b1' }
    runtime.run.push(news({ steps: [step(1, 'b1')], counts: { b1: count(1) }, logs: [log] }))
    await settle()
    runtime.run.fail(lost())
    await timers.pass(3000)
    runtime.run.push(news({ steps: [step(1, 'b1')], counts: { b1: count(1) }, logs: [log], done: true }))
    await settle()
    expect(store.getState().logs).toEqual([log])
    expect(store.getState().steps).toHaveLength(1)
  })

  test('follows only the run that is shown', async () => {
    const store = aStore()
    store.getState().show('run_1')
    await settle()
    store.getState().clear()
    await settle()
    expect(runtime.run.watched).toBe(0)
    expect(store.getState()).toMatchObject({ runId: null, steps: [] })
  })

  test('stops a run whose stop was pressed before it had begun', async () => {
    const store = aStore()
    const cancelled: string[] = []
    runtime.client.runs.cancel = async ({ id }) => {
      cancelled.push(id)
      return aRun(id, 'cancelled')
    }
    const letGo = runtime.hold()
    const started = store.getState().start('flw_1')
    await store.getState().stop()
    expect(isAlive(store.getState())).toBe(true)
    letGo()
    await started
    expect(cancelled).toEqual(['run_1'])
    expect(store.getState().stopping).toBe(true)
  })

  test('says why a run could not start', async () => {
    const store = aStore()
    runtime.client.flows.run = async () => {
      throw new AppError({ code: 'flow.has-problems', message: 'The flow has problems.', fix: 'Mend them.' })
    }
    await store.getState().start('flw_1')
    expect(store.getState()).toMatchObject({ runId: null, starting: false })
    expect(useNotices.getState().notices).toMatchObject([
      { message: 'The flow has problems.', fix: 'Mend them.' },
    ])
  })
})
