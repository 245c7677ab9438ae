import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { type DiskHost, diskHosts } from '../../tests/support/disk-host.ts'
import { startedBy } from '../../tests/support/trigger-flow.ts'
import { eventSenders } from './event-senders.ts'

let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
beforeEach(() => {
  hosts = diskHosts()
  host = hosts.first()
})
afterEach(() => hosts.remove())

/** A flow with one block that sends an event of this name. */
async function keepSender(name: Json): Promise<string> {
  const { id: _, ...rest } = startedBy('start/manual', {})
  const sends = { id: 'send', type: 'control/emit', version: 1, name: 'Send', config: { name } }
  return (await host.store.flows.create({ ...rest, blocks: [...rest.blocks, sends] })).id
}

test('flows that send an event are told with the block that does', async () => {
  const paid = await keepSender('order-paid')
  await keepSender('order-sent')
  const { name } = await host.store.flows.get(paid)
  expect(await eventSenders(host.store.flows, 'order-paid')).toEqual([
    { flowId: paid, flowName: name, block: 'send' },
  ])
})

test('a name that is computed, or nobody sends, has no senders', async () => {
  await keepSender('{{ input.name }}')
  expect(await eventSenders(host.store.flows, 'order-paid')).toEqual([])
})
