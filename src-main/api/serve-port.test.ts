import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Channel, type Client, channelLink, STREAM_WINDOW } from '#shared/contract'
import { AppError } from '#shared/error'
import { portChannel, servePort } from './serve-port.ts'
import { makeTestBlockloom, settled, smallFlow, someNews, type TestBlockloom } from './test-support.ts'

let blockloom: TestBlockloom
let ends: (() => void)[] = []
beforeEach(() => {
  blockloom = makeTestBlockloom()
})
afterEach(async () => {
  for (const end of ends) end()
  ends = []
  await blockloom.close()
})

/** A page that holds the other end of a served port, and counts what comes to it. */
function page(): {
  client: Client
  port: MessagePort
  channel: Channel
  came: () => number
  closeServed: () => void
} {
  const { port1, port2 } = new MessageChannel()
  const closeServed = servePort(blockloom.router, port2, { caller: { kind: 'desktop' } })
  const channel = portChannel(port1)
  let messages = 0
  port1.on('message', () => messages++)
  ends.push(() => port1.close())
  return {
    client: createORPCClient(channelLink(channel)),
    port: port1,
    channel,
    came: () => messages,
    closeServed,
  }
}

const startRun = async (client: Client) => (await client.runs.start({ document: smallFlow() })).id

describe('a port', () => {
  test('carries calls, and AppErrors as AppErrors', async () => {
    const { client } = page()
    const made = await client.flows.create({ document: smallFlow() })
    expect((await client.flows.get({ id: made.id })).document.name).toBe('Say hello')
    await expect(client.flows.get({ id: 'flw_none' })).rejects.toBeInstanceOf(AppError)
    await expect(client.flows.get({ id: 'flw_none' })).rejects.toMatchObject({
      code: 'flow.not-found',
      fix: expect.any(String),
      details: expect.any(Object),
    })
  })

  test('refuses values that are nested too deep or reach for a prototype, and stays open', async () => {
    const { client } = page()
    let deep: unknown = 1
    for (let i = 0; i < 1000; i++) deep = [deep]
    await expect(client.runs.start({ document: smallFlow(), input: deep as never })).rejects.toMatchObject({
      code: 'flow.too-deep',
    })
    const input = JSON.parse('{"__proto__":{"polluted":true}}')
    await client.runs.start({ document: smallFlow(), input }).catch(() => {})
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(await client.system.info()).toMatchObject({ version: '0.1.0' })
  })

  test('closes when something comes over it that is no call', async () => {
    const { port, client } = page()
    port.postMessage('{"broken')
    await expect(client.runs.watch({ id: 'x' })).rejects.toMatchObject({ code: 'link.lost' })
  })
})

describe('a stream over a port', () => {
  test('brings what the source gives, in order, and ends with it', async () => {
    const { client } = page()
    const stream = await client.runs.watch({ id: await startRun(client) })
    blockloom.runtime.news.feed(someNews(1), someNews(2), { ...someNews(3), done: true })
    const seen: number[] = []
    for await (const news of stream) {
      seen.push(news.logs[0]?.at ?? 0)
      if (news.done) break
    }
    expect(seen).toEqual([1, 2, 3])
    await settled(() => blockloom.runtime.news.returned === 1)
  })

  test('pulls no further than its window while its reader is slow, and goes on when it reads', async () => {
    const { client, came } = page()
    blockloom.runtime.news.plenty = someNews
    const id = await startRun(client)
    // the answer to `watch` itself is one
    const before = came() + 1
    const stream = await client.runs.watch({ id })
    await settled(() => came() - before >= STREAM_WINDOW)
    // many turns later it is still no more than the window, and one that waits for its credit
    for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
    expect(came() - before).toBe(STREAM_WINDOW)
    expect(blockloom.runtime.news.pulled).toBe(STREAM_WINDOW + 1)

    for (let read = 1; read <= 100; read++) {
      await stream.next()
      await settled(() => came() - before >= read + STREAM_WINDOW)
      expect(came() - before).toBe(read + STREAM_WINDOW)
    }
    await stream.return?.()
    await settled(() => blockloom.runtime.news.returned === 1)
  })

  test('one slow reader does not hold up another', async () => {
    const { client } = page()
    blockloom.runtime.changes.plenty = () => []
    const slow = await client.runs.watchAll({})
    const { id } = await client.flows.create({ document: smallFlow() })
    for (let i = 0; i < 20; i++) expect(await client.flows.get({ id })).toMatchObject({ id })
    await slow.return?.()
  })

  test('calls its source back when the reader leaves while it waits', async () => {
    const { client } = page()
    const leave = new AbortController()
    const stream = await client.runs.watch({ id: await startRun(client) }, { signal: leave.signal })
    const next = stream.next()
    leave.abort()
    await expect(next).rejects.toThrow()
    await settled(() => blockloom.runtime.news.returned === 1)
  })

  test.each(['page', 'desktop'] as const)(
    'ends, source and reader, when the %s closes the port',
    async (side) => {
      const { client, port, closeServed } = page()
      const stream = await client.runs.watch({ id: await startRun(client) })
      const next = stream.next()
      side === 'page' ? port.close() : closeServed()
      await expect(next).rejects.toMatchObject({ code: 'link.lost', retryable: true })
      await settled(() => blockloom.runtime.news.returned === 1)
      await expect(client.system.info()).rejects.toMatchObject({ code: 'link.lost' })
    },
  )

  test('ends with the AppError that its source threw', async () => {
    const { client } = page()
    const { id } = await client.flows.create({ document: smallFlow() })
    blockloom.runtime.watchAll = () =>
      (async function* () {
        yield []
        throw new AppError({ code: 'store.cannot-write', message: 'The disk is full.', fix: 'Free some.' })
      })() as never
    const stream = await client.runs.watchAll({})
    expect(await stream.next()).toMatchObject({ value: [] })
    await expect(stream.next()).rejects.toMatchObject({ code: 'store.cannot-write', fix: 'Free some.' })
    expect(id).toBeTruthy()
  })
})

describe('edits of others', () => {
  test('come from the base on, those of the past first', async () => {
    const { client } = page()
    const { id } = await client.flows.create({ document: smallFlow() })
    const rename = (base: number, name: string) =>
      client.flows.edit({ id, base, edits: [{ do: 'rename-block', id: 'b2', name }], client: 'other' })
    await rename(0, 'One')
    await rename(1, 'Two')
    const stream = await client.flows.watch({ id, base: 1 })
    await rename(2, 'Three')
    expect((await stream.next()).value).toMatchObject({
      revision: 2,
      client: 'other',
      edits: [{ name: 'Two' }],
    })
    expect((await stream.next()).value).toMatchObject({ revision: 3, edits: [{ name: 'Three' }] })
    await stream.return?.()
  })

  test('become one word to load again when the reader is far behind, so that nothing piles up', async () => {
    const { client } = page()
    const { id } = await client.flows.create({ document: smallFlow() })
    const stream = await client.flows.watch({ id, base: 0 })
    for (let i = 0; i < 700; i++)
      await blockloom.store.flows.edit(id, i, [{ do: 'rename-block', id: 'b2', name: `n${i}` }], 'other')
    let batches = 0
    for await (const { revision, edits } of stream) {
      batches++
      if (edits.length === 0) expect(revision).toBeGreaterThan(500)
      if (revision === 700) break
    }
    expect(batches).toBeLessThan(550)
  })

  test('end when the flow is deleted', async () => {
    const { client } = page()
    const { id } = await client.flows.create({ document: smallFlow() })
    const stream = await client.flows.watch({ id, base: 0 })
    await client.flows.delete({ id })
    expect(await stream.next()).toMatchObject({ done: true })
    await expect(client.flows.watch({ id, base: 0 })).rejects.toMatchObject({ code: 'flow.not-found' })
  })
})
