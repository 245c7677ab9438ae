import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { type CalledHooks, callHooks } from '../../tests/support/called-hooks.ts'
import { type DiskHost, diskHosts } from '../../tests/support/disk-host.ts'
import { runsOf, startedBy, switchOn } from '../../tests/support/trigger-flow.ts'
import { nextCall } from './next-call.ts'

let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
let calls: CalledHooks
let flow: string
beforeEach(async () => {
  hosts = diskHosts()
  host = hosts.first()
  await host.triggers.start()
  calls = await callHooks(() => host)
  host.hooks.place.isAt('http://here', false)
  flow = await keep('start/webhook', { path: 'orders/{id}', answer: 'when done' })
})
afterEach(async () => {
  await calls.close()
  await hosts.remove()
})

async function keep(type: string, config: JsonObject): Promise<string> {
  const { id: _, ...rest } = startedBy(type, config)
  return (await host.store.flows.create(rest)).id
}
const watch = (signal?: AbortSignal) =>
  nextCall({ store: host.store, hooks: host.hooks }, { flow, block: 'hat' }, signal)
const post = (path: string) =>
  calls.call(path, { body: '{"n":1}', headers: { 'content-type': 'application/json' } })

describe('the next call of a webhook', () => {
  test('is seen at a test address while its flow is off, and starts no run', async () => {
    expect((await post('/hooks-test/orders/7')).status).toBe(404)
    const waiting = watch()
    expect((await waiting.next()).value).toEqual({ address: 'http://here/hooks-test/orders/{id}' })
    const seen = waiting.next()
    expect((await post('/hooks-test/orders/7')).status).toBe(200)
    expect((await seen).value).toMatchObject({ value: { params: { id: '7' }, body: { n: 1 } } })
    expect((await waiting.next()).done).toBe(true)
    expect(await runsOf(host)).toEqual([])
    expect((await post('/hooks-test/orders/7')).status).toBe(404)
  })

  test('is seen at its own address while its flow is on, and its run goes as ever', async () => {
    const id = await switchOn(host, startedBy('start/webhook', { path: 'a', answer: 'when done' }))
    flow = id
    const waiting = watch()
    await waiting.next()
    const seen = waiting.next()
    expect((await post('/hooks/a')).json.body).toEqual({ n: 1 })
    expect((await seen).value).toMatchObject({ value: { path: '/a' } })
    expect(await runsOf(host, id)).toHaveLength(1)
  })

  test('is waited for ten minutes, or until nobody waits any more', async () => {
    const waiting = watch()
    await waiting.next()
    const late = expect(waiting.next()).rejects.toMatchObject({ code: 'webhook.no-call' })
    host.clock.turn(600_000)
    await late
    expect((await post('/hooks-test/orders/7')).status).toBe(404)
    const stop = new AbortController()
    const given = watch(stop.signal)
    await given.next()
    const end = given.next()
    stop.abort()
    expect((await end).done).toBe(true)
    expect((await post('/hooks-test/orders/7')).status).toBe(404)
  })

  test('is told to be impossible where there is no webhook, or its secret is missing', async () => {
    flow = await keep('start/event', { name: 'x' })
    await expect(watch().next()).rejects.toMatchObject({ code: 'trigger.no-webhook' })
    const auth = { kind: 'token', secret: '{{ secrets.GONE }}' }
    flow = await keep('start/webhook', { path: 'x', auth })
    await expect(watch().next()).rejects.toMatchObject({ code: 'secret.missing' })
  })
})
