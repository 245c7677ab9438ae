import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Client } from '#shared/contract'
import type { FlowDocument } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { makeTestBlockloom, type TestBlockloom } from './test-support.ts'
import { makeClient } from './typed-client.ts'

let blockloom: TestBlockloom
let client: Client
beforeEach(() => {
  blockloom = makeTestBlockloom()
  client = makeClient(blockloom.router, { kind: 'command' })
})
afterEach(() => blockloom.close())

const sums = (): FlowDocument =>
  flowOf([
    { id: 'hat', type: 'start/manual', to: { next: 'tax' } },
    { id: 'tax', type: 'data/value', config: { value: '{{ input * 2 }}' }, to: { next: 'end' } },
    { id: 'end', type: 'data/value', config: { value: '{{ [input] }}' } },
  ])

test('a My block is made and listed with who calls it', async () => {
  const { id } = await client.flows.create({ document: sums() })
  const { flow, call } = await client.myBlocks.make({ id, name: 'Tax', blocks: ['tax'] })
  expect(flow).toMatchObject({ name: 'Tax', version: 1, problemList: [] })
  const after = await client.flows.get({ id })
  expect(after.document.blocks.find((block) => block.id === call)?.config).toMatchObject({ flow: flow.id })
  expect(await client.myBlocks.list()).toEqual([
    { id: flow.id, name: 'Tax', description: '', inputs: [], usedBy: [{ id, name: 'Test' }] },
  ])
})

test('says in words why blocks cannot be one, and changes nothing', async () => {
  const { id } = await client.flows.create({ document: sums() })
  await expect(client.myBlocks.make({ id, name: 'Tax', blocks: ['hat'] })).rejects.toMatchObject({
    ...{ code: 'my-block.hat', message: '"hat" starts the flow.' },
  })
  expect(await client.myBlocks.list()).toEqual([])
  expect((await client.flows.get({ id })).revision).toBe(0)
})

test('leaves nothing behind where the flow went away meanwhile', async () => {
  const { id } = await client.flows.create({ document: sums() })
  const { flows } = blockloom.store
  const save = flows.saveVersion
  flows.saveVersion = async (made) => {
    await flows.delete(id)
    return save(made)
  }
  await expect(client.myBlocks.make({ id, name: 'Tax', blocks: ['tax'] })).rejects.toMatchObject({
    code: 'flow.not-found',
  })
  expect((await client.flows.list({ limit: 9 })).items).toEqual([])
})
