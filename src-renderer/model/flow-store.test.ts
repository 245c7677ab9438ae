import { beforeEach, describe, expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { AppError } from '#shared/error'
import type { FlowEdit } from '#shared/flow'
import { aFlow, FakeRuntime, FakeTimers, fakeEnvironment, settle } from './fixtures/fake-runtime.ts'
import { type FlowState, flowState } from './flow-store.ts'
import { useNotices } from './notice-store.ts'

let runtime: FakeRuntime
let timers: FakeTimers
let connected: () => void
const windowOf = (clientId: string) => {
  const fake = fakeEnvironment(runtime, timers, clientId)
  connected = fake.connected
  return createStore<FlowState>()(flowState(() => fake.environment))
}
const setText = (value: string): FlowEdit => ({ do: 'set-config', id: 'b2', key: 'text', value })
const textIn = (document: FlowState['document'] | FakeRuntime['document']) =>
  document?.blocks.find((block) => block.id === 'b2')?.config.text

async function opened(clientId = 'me') {
  const store = windowOf(clientId)
  await store.getState().open('flw_1')
  await settle()
  return store
}

beforeEach(() => {
  runtime = new FakeRuntime(aFlow())
  timers = new FakeTimers()
  useNotices.setState({ notices: [] })
})

describe('editing', () => {
  test('shows an edit at once and has it in the store within a second', async () => {
    const store = await opened()
    store.getState().apply([setText('a')])
    expect(textIn(store.getState().document)).toBe('a')
    expect(store.getState().saving).toBe('saving')
    await timers.pass(1000)
    expect(textIn(runtime.document)).toBe('a')
    expect(store.getState()).toMatchObject({ saving: 'saved', revision: 1 })
  })

  test('sends no later than a second after the first of many edits', async () => {
    const store = await opened()
    for (let i = 0; i < 10; i += 1) {
      store.getState().apply([setText(`a${i}`)], { group: 'b2.text' })
      await timers.pass(100)
    }
    expect(runtime.edits).toBeGreaterThan(0)
    await timers.pass(1000)
    expect(textIn(runtime.document)).toBe('a9')
  })

  test('finds problems as they are made', async () => {
    const store = await opened()
    store.getState().apply([{ do: 'set-config', id: 'b2', key: 'text', value: undefined }])
    await timers.pass(200)
    expect(store.getState().problems).toMatchObject([{ block: 'b2', severity: 'error' }])
  })

  test('warns of a secret that is not set, until it is', async () => {
    const store = await opened()
    // a name of the environment stands in any field; secrets only where a field takes them
    store.getState().apply([setText('{{ env.HOME }}')])
    await timers.pass(200)
    expect(store.getState().problems).toMatchObject([{ code: 'env.not-allowed', severity: 'warning' }])
    store.getState().apply([{ do: 'set-config', id: 'b2', key: 'key', value: '{{ secrets.TOKEN }}' }])
    await timers.pass(200)
    const codes = () => store.getState().problems.map(({ code }) => code)
    expect(codes()).toContain('secret.missing')
    runtime.secretNames = ['TOKEN']
    await store.getState().refreshNames()
    expect(codes()).toEqual(['env.not-allowed'])
    runtime.down = true
    await store.getState().refreshNames()
    expect(codes()).toEqual([])
  })

  test('warns of a flow that is named and not there, at its place, until it is', async () => {
    const store = await opened()
    const block = {
      id: 'b9',
      type: 'start/watches',
      version: 1,
      name: 'Alarm',
      config: { flows: ['Here', 'Gone'] },
    }
    runtime.flows.set('Here', 'flw_here')
    store.getState().apply([{ do: 'add-block', block }])
    await timers.pass(200)
    const told = () => store.getState().problems.map(({ code, block, path }) => `${code} ${block} ${path}`)
    expect(told()).toEqual(['flow.missing b9 config.flows[1]'])
    runtime.flows.set('Gone', 'flw_gone')
    await store.getState().refreshNames()
    await settle()
    expect(told()).toEqual([])
    runtime.down = true
    await store.getState().refreshNames()
    await settle()
    expect(told()).toEqual([])
  })

  test('knows the structure of what is on the screen', async () => {
    const store = await opened()
    expect(store.getState().structure?.stacks.get('b1')).toEqual(['b1', 'b2'])
    store.getState().apply([{ do: 'remove-block', id: 'b2' }])
    expect(store.getState().structure?.stacks.get('b1')).toEqual(['b1'])
  })

  test('flush brings everything into the store now', async () => {
    const store = await opened()
    store.getState().apply([setText('now')])
    await store.getState().flush()
    expect(textIn(runtime.document)).toBe('now')
  })
})

describe('undo', () => {
  test('takes typing of one group back at once, and a pause begins a new step', async () => {
    const store = await opened()
    store.getState().apply([setText('h')], { group: 'b2.text' })
    store.getState().apply([setText('hi')], { group: 'b2.text' })
    await timers.pass(3000)
    store.getState().apply([setText('hi you')], { group: 'b2.text' })
    store.getState().undo()
    expect(textIn(store.getState().document)).toBe('hi')
    store.getState().undo()
    expect(textIn(store.getState().document)).toBe('hello')
    expect(store.getState().canUndo).toBe(false)
    store.getState().redo()
    store.getState().redo()
    expect(textIn(store.getState().document)).toBe('hi you')
    expect(store.getState().canRedo).toBe(false)
  })

  test('takes nothing back that changes nothing: what was undone by hand or by looking is passed over', async () => {
    const store = await opened()
    const { apply, undo, redo } = store.getState()
    const fold = (collapsed: true | undefined, aside = false) =>
      apply([{ do: 'set-collapsed', id: 'b2', collapsed }], { aside })
    apply([setText('a')])
    fold(true)
    // whoever looks for something inside opens it
    fold(undefined, true)
    expect(store.getState().canUndo).toBe(true)
    undo()
    expect(textIn(store.getState().document)).not.toBe('a')
    expect(store.getState().canUndo).toBe(false)
    redo()
    expect(textIn(store.getState().document)).toBe('a')
    expect(store.getState().canRedo).toBe(false)
  })

  test('what changes nothing is no step and is not sent: the same text, a block put back where it hung', async () => {
    const store = await opened()
    const before = store.getState().document
    const links = before?.links ?? []
    const [link] = links
    if (!before || !link) throw new Error('a flow with links is wanted')
    store.getState().apply([
      { do: 'remove-link', link },
      { do: 'add-link', link },
    ])
    store.getState().apply([setText(String(textIn(before)))])
    expect(store.getState()).toMatchObject({ canUndo: false, saving: 'saved' })
    expect(store.getState().document).toBe(before)
    await timers.pass(1000)
    expect(runtime.edits).toBe(0)
  })

  test('typing that ends where it began leaves no step behind', async () => {
    const store = await opened()
    const text = String(textIn(store.getState().document))
    store.getState().apply([setText('x')], { group: 'b2.text' })
    store.getState().apply([setText(text)], { group: 'b2.text' })
    expect(store.getState().canUndo).toBe(false)
  })

  test('a step says what it left elsewhere when it is taken back, each time', async () => {
    const store = await opened()
    let said = 0
    store.getState().apply([setText('a')], { undone: () => said++ })
    store.getState().undo()
    store.getState().redo()
    store.getState().undo()
    expect(said).toBe(2)
  })

  test('survives saving, and reaches the store like any edit', async () => {
    const store = await opened()
    store.getState().apply([{ do: 'remove-block', id: 'b2' }])
    await store.getState().saveVersion()
    expect(runtime.document.blocks).toHaveLength(1)
    store.getState().undo()
    await timers.pass(1000)
    expect(runtime.document).toEqual(aFlow())
    expect(store.getState().document).toEqual(aFlow())
  })

  test('leaves what somebody else did, and says where it no longer applies', async () => {
    const store = await opened()
    store.getState().apply([setText('mine')])
    await timers.pass(1000)
    runtime.edit({ do: 'remove-block', id: 'b2' })
    await settle()
    store.getState().undo()
    expect(store.getState().document?.blocks).toHaveLength(1)
    expect(useNotices.getState().notices).toHaveLength(1)
    expect(store.getState().canUndo).toBe(false)
  })
})

describe('two windows on one flow', () => {
  test('see what the other does, live', async () => {
    const store = await opened()
    runtime.edit(setText('theirs'))
    await settle()
    expect(textIn(store.getState().document)).toBe('theirs')
    expect(store.getState().revision).toBe(1)
  })

  test('catch up when a batch was missed', async () => {
    const store = await opened()
    runtime.history.push({ revision: 1, edits: [setText('not heard')], client: 'other' })
    runtime.revision = 1
    runtime.edit({ do: 'move-block', id: 'b1', at: [8, 8] })
    await timers.pass(100)
    expect(textIn(store.getState().document)).toBe('not heard')
    expect(store.getState().document?.blocks[0]?.at).toEqual([8, 8])
    expect(store.getState().revision).toBe(2)
  })

  test('reach the same document when both edit at once', async () => {
    const store = await opened()
    const letGo = runtime.hold()
    store.getState().apply([setText('mine')])
    await timers.pass(500)
    runtime.edit(setText('theirs'), { do: 'move-block', id: 'b1', at: [8, 8] })
    store.getState().apply([{ do: 'rename-block', id: 'b2', name: 'Say it' }])
    await settle()
    letGo()
    await timers.pass(2000)
    expect(store.getState().document).toEqual(runtime.document)
    expect(textIn(runtime.document)).toBe('mine')
    expect(runtime.document.blocks[0]?.at).toEqual([8, 8])
    expect(runtime.document.blocks[1]?.name).toBe('Say it')
  })
})

describe('a lost connection', () => {
  test('keeps the edits and sends them when it is back', async () => {
    const store = await opened()
    runtime.down = true
    store.getState().apply([setText('away')])
    await timers.pass(1000)
    expect(store.getState().saving).toBe('offline')
    store.getState().apply([setText('still away')])
    expect(textIn(store.getState().document)).toBe('still away')
    runtime.down = false
    connected()
    await timers.pass(100)
    expect(textIn(runtime.document)).toBe('still away')
    expect(store.getState().saving).toBe('saved')
  })

  test('does nothing twice when only the answer was lost', async () => {
    const store = await opened()
    runtime.losesAnswer = true
    store.getState().apply([setText('once')])
    await timers.pass(500)
    runtime.losesAnswer = false
    runtime.edit(setText('theirs, later'))
    store.getState().apply([{ do: 'rename-block', id: 'b2', name: 'Say it' }])
    await timers.pass(3000)
    expect(textIn(runtime.document)).toBe('theirs, later')
    expect(runtime.document.blocks[1]?.name).toBe('Say it')
    expect(store.getState().document).toEqual(runtime.document)
    expect(store.getState().saving).toBe('saved')
  })

  test('still sends what was made before the flow was closed', async () => {
    const store = await opened()
    runtime.down = true
    store.getState().apply([setText('last words')])
    await timers.pass(500)
    store.getState().close()
    runtime.down = false
    await timers.pass(3000)
    expect(textIn(runtime.document)).toBe('last words')
  })
})

describe('what goes wrong', () => {
  test('too far behind to build on: loads again and keeps what was just made', async () => {
    const store = await opened()
    runtime.refuses = new AppError({ code: 'flow.too-far-behind', message: 'Too much has changed.' })
    runtime.take([{ do: 'move-block', id: 'b1', at: [4, 4] }], 'other')
    store.getState().apply([setText('kept')])
    await timers.pass(500)
    runtime.refuses = null
    await timers.pass(2000)
    expect(textIn(runtime.document)).toBe('kept')
    expect(store.getState().document).toEqual(runtime.document)
    expect(useNotices.getState().notices).toEqual([])
  })

  test('a full disk is said, and the edits wait for room', async () => {
    const store = await opened()
    const full = { code: 'store.cannot-write', message: 'The disk is full.', retryable: true }
    runtime.refuses = new AppError(full)
    store.getState().apply([setText('waits')])
    await timers.pass(3000)
    expect(useNotices.getState().notices).toMatchObject([{ message: 'The disk is full.' }])
    expect(store.getState().saving).toBe('offline')
    runtime.refuses = null
    await timers.pass(3000)
    expect(textIn(runtime.document)).toBe('waits')
  })

  test('a flow that is not there is said with its error', async () => {
    const store = windowOf('me')
    const gone = new AppError({ code: 'flow.not-found', message: 'There is no such flow.' })
    runtime.client.flows.get = async () => {
      throw gone
    }
    await store.getState().open('flw_9')
    expect(store.getState()).toMatchObject({ status: 'failed', error: gone })
  })

  test('refused edits are said, and the screen shows what the store has', async () => {
    const store = await opened()
    runtime.refuses = new AppError({ code: 'flow.too-large', message: 'The flow is too large.' })
    store.getState().apply([setText('no')])
    await timers.pass(1000)
    expect(textIn(store.getState().document)).toBe('hello')
    expect(useNotices.getState().notices).toMatchObject([{ message: 'The flow is too large.' }])
    expect(store.getState().saving).toBe('saved')
  })
})
