import { beforeEach, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { FlowEdit } from '#shared/flow'
import { aFlow, aRun, FakeRuntime, FakeTimers, fakeEnvironment, settle } from './fixtures/fake-runtime.ts'
import { type FlowState, flowState } from './flow-store.ts'
import { useNotices } from './notice-store.ts'
import { freshOf, type PreviewState, previewState } from './preview-store.ts'
import { type RunState, runState } from './run-store.ts'

let runtime: FakeRuntime
let timers: FakeTimers

async function open() {
  const { environment } = fakeEnvironment(runtime, timers)
  const env = () => environment
  const flow = createStore<FlowState>()(flowState(env))
  const run = createStore<RunState>()(runState(env, () => flow.getState()))
  const preview = createStore<PreviewState>()(previewState(env, { flow, run }))
  await flow.getState().open('flw_1')
  await settle()
  return { flow, run, preview }
}
const write = (text: string): FlowEdit => ({ do: 'set-config', id: 'b2', key: 'text', value: text })

beforeEach(() => {
  runtime = new FakeRuntime(aFlow())
  runtime.ran = runtime.document
  timers = new FakeTimers()
  useNotices.setState({ notices: [] })
})

test('nothing is worked out before something is changed, and then once typing rests', async () => {
  const { flow } = await open()
  await timers.pass(5000)
  expect(runtime.previews).toHaveLength(0)
  flow.getState().apply([write('a')])
  flow.getState().apply([write('ab')])
  expect(runtime.previews).toHaveLength(0)
  await timers.pass(200)
  await settle()
  expect(runtime.previews).toHaveLength(1)
  expect(runtime.previews[0]?.document.blocks.find(({ id }) => id === 'b2')?.config.text).toBe('ab')
})

test('typing on drops what is being worked out: an answer that comes late is not shown', async () => {
  const { flow, preview } = await open()
  const letGo = runtime.hold()
  flow.getState().apply([write('a')])
  await timers.pass(200)
  await settle()
  runtime.previewed = { b2: { from: 'live', value: 'old', count: 1 } }
  flow.getState().apply([write('b')])
  expect(runtime.previews[0]?.signal?.aborted).toBe(true)
  letGo()
  await settle()
  expect(preview.getState().blocks).toEqual({})
  await timers.pass(200)
  await settle()
  expect(freshOf(preview.getState(), 'b2')?.value).toBe('old')
})

test('a value that is put back as the run ran it is fresh again', async () => {
  const { flow, run, preview } = await open()
  run.getState().show('run_1')
  await settle()
  runtime.run.push({
    run: aRun('run_1', 'succeeded'),
    steps: [],
    counts: {},
    links: {},
    logs: [],
    done: true,
  })
  await settle()
  const before = flow.getState().document?.blocks.find(({ id }) => id === 'b2')?.config.text
  flow.getState().apply([write('changed')])
  await timers.pass(200)
  await settle()
  expect(preview.getState().stale.has('b2')).toBe(true)
  expect(runtime.previews.at(-1)?.run).toBe('run_1')
  flow.getState().apply([{ do: 'set-config', id: 'b2', key: 'text', value: before }])
  await timers.pass(200)
  await settle()
  expect(preview.getState()).toMatchObject({ stale: new Set(), blocks: {} })
})

test('a block that was tried shows what it gave until it is changed', async () => {
  const { flow, preview } = await open()
  await preview.getState().tryBlock('b2')
  expect(freshOf(preview.getState(), 'b2')?.value).toBe('tried')
  expect(runtime.tried).toMatchObject([{ block: 'b2' }])
  flow.getState().apply([write('new')])
  await timers.pass(200)
  await settle()
  expect(freshOf(preview.getState(), 'b2')).toBeUndefined()
})

test('another flow begins with nothing of this one', async () => {
  const { flow, preview } = await open()
  await preview.getState().tryBlock('b2')
  flow.getState().close()
  expect(preview.getState()).toMatchObject({ tried: {}, blocks: {}, stale: new Set() })
})
