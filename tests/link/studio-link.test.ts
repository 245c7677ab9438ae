import { createORPCClient } from '@orpc/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Client } from '#shared/contract'
import { settled, smallFlow, someNews } from '../../src-main/api/test-support.ts'
import { startServer } from '../../src-main/server/serve.ts'
import { startTestServer, type TestServer } from '../../src-main/server/test-support.ts'
import { keepLink, type LinkState } from '../../src-renderer/link/kept-link.ts'
import { openSocket, socketUrl } from '../../src-renderer/link/open-socket.ts'

let blockloom: TestServer
beforeEach(async () => {
  blockloom = await startTestServer()
})
afterEach(() => blockloom.stop())

/** The page's link over a real socket, signed in as a browser is. */
async function studio(cookie?: string) {
  const headers = { cookie: cookie ?? (await blockloom.signIn()), origin: blockloom.server.url }
  const url = socketUrl(new URL(blockloom.server.url))
  const states: LinkState[] = []
  let socket: WebSocket | undefined
  const link = keepLink({
    open: () =>
      openSocket(url, (address) => {
        socket = new WebSocket(address, { headers })
        return socket as never
      }),
    onState: (state) => states.push(state),
    after(_ms, then) {
      const timer = setTimeout(then, 20)
      return () => clearTimeout(timer)
    },
  })
  const client: Client = createORPCClient(link)
  return { client, states, end: () => socket?.terminate() }
}

test('calls and streams work over it, and AppErrors keep their fix', async () => {
  const { client, end } = await studio()
  const { id } = await client.runs.start({ document: smallFlow() })
  const stream = await client.runs.watch({ id })
  blockloom.runtime.news.feed(someNews(1))
  expect((await stream.next()).value).toMatchObject({ logs: [{ text: 'line 1' }] })
  await expect(client.flows.get({ id: 'none' })).rejects.toMatchObject({
    code: 'flow.not-found',
    fix: expect.any(String),
  })
  end()
})

test('comes back by itself when the server was stopped and started, with the same session', async () => {
  const { client, states, end } = await studio()
  const { id } = await client.flows.create({ document: smallFlow() })
  const { port } = blockloom.server
  const stream = await client.flows.watch({ id, base: 0 })
  const next = stream.next()
  await blockloom.server.close()
  await expect(next).rejects.toMatchObject({ code: 'link.lost' })
  await expect(client.flows.get({ id })).rejects.toMatchObject({ code: 'link.lost' })
  const again = await startServer({ blockloom, host: '127.0.0.1', port, studioFolder: '/nowhere' })
  await settled(() => states.at(-1) === 'open')
  expect(await client.flows.get({ id })).toMatchObject({ id })
  expect(states).toEqual(['open', 'lost', 'open'])
  end()
  await again.close()
})

test('stays lost for a browser that is not signed in', async () => {
  const { client, states } = await studio('blockloom=wrong')
  await expect(client.system.info()).rejects.toMatchObject({ code: 'link.lost' })
  expect(states).toEqual(['lost'])
})
