import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FlowDocument, JsonObject } from '#shared/flow'
import { type CalledHooks, callHooks } from '../../../tests/support/called-hooks.ts'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { runsOf, startedBy, switchOn } from '../../../tests/support/trigger-flow.ts'

let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
let hooks: CalledHooks
beforeEach(async () => {
  hosts = diskHosts()
  host = hosts.first()
  await host.triggers.start()
  hooks = await callHooks(() => host)
})
afterEach(async () => {
  await hooks.close()
  await hosts.remove()
})

const json = { 'content-type': 'application/json' }
const on = (config: JsonObject, rest?: Partial<FlowDocument>) =>
  switchOn(host, startedBy('start/webhook', { answer: 'when done', ...config }, rest))

describe('a call', () => {
  test('starts a run with all that it brought', async () => {
    await on({ path: 'orders/{id}' })
    const { status, json: value } = await hooks.call('/hooks/orders/7?a=1&b=x&b=y%20z', {
      body: '{"paid":true}',
      headers: { ...json, 'X-Thing': 'Yes' },
    })
    expect(status).toBe(200)
    expect(value).toMatchObject({
      method: 'POST',
      path: '/orders/7',
      params: { id: '7' },
      query: { a: '1', b: ['x', 'y z'] },
      headers: { 'x-thing': 'Yes', 'content-type': 'application/json' },
      body: { paid: true },
    })
  })

  test('is answered at once with the run that it queued, which is on disk by then', async () => {
    const id = await on({ path: 'a', answer: 'at once' })
    const { status, json: answer } = await hooks.call('/hooks/a', { body: '' })
    expect(status).toBe(202)
    const next = hosts.crash()
    expect(await runsOf(next, id)).toMatchObject([{ id: answer.runId }])
  })
})
