import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '#shared/contract'
import { makeTestBlockloom, smallFlow, type TestBlockloom } from './test-support.ts'
import { makeClient } from './typed-client.ts'

let blockloom: TestBlockloom
let client: Client
let id: string
const say = async (text: string) => {
  const { revision } = await client.flows.get({ id })
  const edit = { do: 'set-config', id: 'b2', key: 'text', value: text } as const
  await client.flows.edit({ id, base: revision, edits: [edit], client: 'me' })
}
const said = async () => (await client.flows.get({ id })).document.blocks[1]?.config.text

beforeEach(async () => {
  blockloom = makeTestBlockloom()
  client = makeClient(blockloom.router, { kind: 'command' })
  id = (await client.flows.create({ document: smallFlow() })).id
  for (const text of ['one', 'two', 'three']) {
    await say(text)
    await client.flows.saveVersion({ id })
  }
})
afterEach(() => blockloom.close())

describe('versions of a flow', () => {
  test('are listed newest first, page by page', async () => {
    const first = await client.flows.versions({ id, limit: 2 })
    expect(first.items.map(({ version }) => version)).toEqual([3, 2])
    const second = await client.flows.versions({ id, limit: 2, after: first.next as string })
    expect(second).toMatchObject({ items: [{ version: 1 }], next: null })
  })

  test('are compared with each other and with the draft, by block and field', async () => {
    await say('draft')
    const change = (before: string, after: string) => ({
      changed: [{ id: 'b2', fields: [{ path: ['config', 'text'], before, after }] }],
      ...{ added: [], removed: [], links: { added: [], removed: [] }, flow: [] },
    })
    expect(await client.flows.compare({ id, from: 1, to: 3 })).toMatchObject(change('one', 'three'))
    expect(await client.flows.compare({ id, from: 2 })).toMatchObject(change('two', 'draft'))
  })

  test('come back as the newest one, and an unsaved draft is a version before', async () => {
    await say('unsaved')
    const restored = await client.flows.restore({ id, version: 1 })
    expect(restored).toMatchObject({ version: 5, problems: 0 })
    expect(await said()).toBe('one')
    const [newest, draft] = (await client.flows.versions({ id })).items
    expect([newest?.version, draft?.version]).toEqual([5, 4])
    expect(newest?.versionId).toBe((await client.flows.versions({ id })).items.at(-1)?.versionId)
    await client.flows.restore({ id, version: 4 })
    expect(await said()).toBe('unsaved')
  })

  test('one is what its triggers run; a draft that is another than that one says so', async () => {
    const on = async () => {
      const { onSince: _, ...flow } = await client.flows.get({ id })
      const [listed] = (await client.flows.list({})).items
      expect(listed).toMatchObject({ onVersion: flow.onVersion, changedSinceOn: flow.changedSinceOn })
      return { version: flow.onVersion, changed: flow.changedSinceOn }
    }
    expect(await on()).toEqual({ version: null, changed: false })
    await client.triggers.create({ flow: id, type: 'start/event', config: { name: 'a' } })
    await client.flows.on({ id })
    expect(await on()).toEqual({ version: 4, changed: false })
    await say('draft')
    expect(await on()).toEqual({ version: 4, changed: true })
    await say('three')
    expect(await on()).toEqual({ version: 4, changed: false })
    await say('draft')
    await client.flows.on({ id })
    expect(await on()).toEqual({ version: 5, changed: false })
    await client.flows.off({ id })
    expect(await on()).toEqual({ version: null, changed: false })
  })

  test('reach a window that has the flow open as edits', async () => {
    const { revision } = await client.flows.get({ id })
    const news = await client.flows.watch({ id, base: revision })
    await client.flows.restore({ id, version: 2 })
    const { value } = await news.next()
    expect(value).toMatchObject({ revision: revision + 1, client: 'restore' })
    await news.return?.()
  })

  test('that are not there are refused with what there is', async () => {
    for (const call of [
      client.flows.restore({ id, version: 9 }),
      client.flows.compare({ id, from: 1, to: 9 }),
    ])
      await expect(call).rejects.toMatchObject({
        code: 'flow-version.not-found',
        fix: 'Its versions are 1 to 3.',
      })
    await expect(client.flows.versions({ id: 'flw_no' })).rejects.toMatchObject({ code: 'flow.not-found' })
    expect(await said()).toBe('three')
  })
})
