import { createServer } from 'node:net'
import { createORPCClient } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Client, channelLink, STREAM_WINDOW } from '#shared/contract'
import { makeTestBlockloom, settled, smallFlow, someNews } from '../api/test-support.ts'
import { isLoopback, ownHosts } from './own-address.ts'
import { startServer } from './serve.ts'
import { ask, startTestServer, type TestServer } from './test-support.ts'

let blockloom: TestServer
beforeEach(async () => {
  blockloom = await startTestServer()
})
afterEach(() => blockloom.stop())

/** A studio page at the other end of a real socket. */
async function page() {
  const headers = { cookie: await blockloom.signIn(), origin: blockloom.server.url }
  const socket = new WebSocket(`ws://127.0.0.1:${blockloom.server.port}/link`, { headers })
  let came = 0
  socket.on('message', () => came++)
  await new Promise((resolve) => socket.once('open', resolve))
  const client: Client = createORPCClient(
    channelLink({
      send: (text) => socket.send(text),
      onMessage: (listener) => void socket.on('message', (data) => listener(String(data))),
      onClose: (listener) => void socket.on('close', listener),
      close: () => socket.close(),
    }),
  )
  return { socket, client, came: () => came }
}

describe('the studio over its socket', () => {
  test('calls, gets AppErrors, sees streams', async () => {
    const { client, socket } = await page()
    const { id } = await client.runs.start({ document: smallFlow() })
    const stream = await client.runs.watch({ id })
    blockloom.runtime.news.feed(someNews(7))
    expect((await stream.next()).value).toMatchObject({ logs: [{ text: 'line 7' }] })
    await expect(client.flows.get({ id: 'x' })).rejects.toMatchObject({ code: 'flow.not-found' })
    socket.close()
  })

  test('a slow page is not sent more than it takes', async () => {
    const { client, socket, came } = await page()
    blockloom.runtime.news.plenty = someNews
    const { id } = await client.runs.start({ document: smallFlow() })
    // the answer to `watch` itself is one
    const before = came() + 1
    const stream = await client.runs.watch({ id })
    await settled(() => came() - before >= STREAM_WINDOW)
    // an answer to a later call proves that the socket was free all the time
    for (let i = 0; i < 20; i++) await client.system.info()
    expect(came() - before - 20).toBe(STREAM_WINDOW)
    expect(blockloom.runtime.news.pulled).toBe(STREAM_WINDOW + 1)
    for (let i = 0; i < 50; i++) await stream.next()
    await settled(() => blockloom.runtime.news.pulled === STREAM_WINDOW + 51)
    socket.close()
  })

  test('a page that is gone, however it went, ends its streams', async () => {
    for (const go of ['close', 'terminate'] as const) {
      const { client, socket } = await page()
      const { id } = await client.runs.start({ document: smallFlow() })
      const before = blockloom.runtime.news.returned
      const next = (await client.runs.watch({ id })).next()
      socket[go]()
      await expect(next).rejects.toMatchObject({ code: 'link.lost' })
      await settled(() => blockloom.runtime.news.returned === before + 1)
    }
  })

  test('a message that is no call, a binary one or a huge one closes the socket, not the server', async () => {
    for (const [message, code] of [
      ['nonsense', 1007],
      [Buffer.from([1, 2, 3]), 1003],
      ['x'.repeat(21 * 1024 * 1024), 1009],
    ] as const) {
      const { socket } = await page()
      socket.on('error', () => {})
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.send(message)
      expect(await closed).toBe(code)
    }
    expect((await ask(blockloom.server, '/health/live')).status).toBe(200)
  })
})

describe('the server', () => {
  test('says what to do when its port is taken', async () => {
    const { port } = blockloom.server
    const options = { blockloom, host: '127.0.0.1', port, studioFolder: '/nowhere' }
    await expect(startServer(options)).rejects.toMatchObject({
      code: 'server.port-in-use',
      message: `Port ${port} is in use by another program.`,
      fix: expect.stringContaining('--port'),
    })
  })

  test('says so when the address is not of this machine', async () => {
    const options = { blockloom, host: '203.0.113.7', port: 0, studioFolder: '/nowhere' }
    await expect(startServer(options)).rejects.toMatchObject({ code: 'server.host-unknown' })
  })

  test('warns when other machines can reach it, not otherwise', async () => {
    expect(blockloom.server.warnings).toEqual([])
    const open = await startServer({ blockloom, host: '0.0.0.0', port: 0, studioFolder: '/nowhere' })
    expect(open.warnings).toEqual([expect.stringContaining('TLS')])
    await open.close()
  })

  test('says that the studio is not built, to those who are signed in', async () => {
    const bare = await startServer({ blockloom, host: '127.0.0.1', port: 0, studioFolder: '/nowhere' })
    const link = new URL(bare.signInLink())
    const { headers } = await ask(bare, link.pathname + link.search)
    const { status, text } = await ask(bare, '/', { headers: { cookie: headers['set-cookie']?.[0] ?? '' } })
    expect(status).toBe(503)
    expect(text).toContain('npm run build')
    await bare.close()
  })

  test('an address without the # leads to the page that was meant, and to no other server', async () => {
    const headers = { cookie: await blockloom.signIn() }
    const led = async (path: string) => (await ask(blockloom.server, path, { headers })).headers.location
    expect(await led('/runs/run_1')).toBe('/#/runs/run_1')
    expect(await led('//example.org/a')).toMatch(/^\/#\//)
    expect(await led('/a%0d%0aset-cookie:b=c')).toBe('/#/a%0D%0Aset-cookie:b=c')
    expect((await ask(blockloom.server, '/nothing.png', { headers })).status).toBe(404)
  })
  test('knows a browser again after a restart, and holds no secret of it in the store', async () => {
    const cookie = await blockloom.signIn()
    const { port } = blockloom.server
    expect(JSON.stringify(blockloom.store.settings.get('server.sessions'))).not.toContain(
      cookie.split('=')[1],
    )
    await blockloom.server.close()
    const again = await startServer({ blockloom, host: '127.0.0.1', port, studioFolder: '/nowhere' })
    expect((await ask(again, '/api/v1/system', { headers: { cookie } })).status).toBe(200)
    await again.close()
  })

  test('a session ends thirty days after the last visit', async () => {
    let now = 1_700_000_000_000
    const day = 24 * 3_600_000
    const other = await startTestServer({ now: () => now })
    const cookie = await other.signIn()
    const visit = async () => (await ask(other.server, '/api/v1/system', { headers: { cookie } })).status
    for (let i = 0; i < 3; i++) {
      now += 29 * day
      expect(await visit()).toBe(200)
    }
    now += 31 * day
    expect(await visit()).toBe(401)
    await other.stop()
  })

  test('ends open sockets and idle connections when it stops', async () => {
    const { socket } = await page()
    const idle = await fetch(`${blockloom.server.url}/health/live`)
    await idle.text()
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await blockloom.server.close()
    expect(await closed).toBe(1001)
    const free = createServer()
    await new Promise<void>((resolve) => free.listen(blockloom.server.port, '127.0.0.1', resolve))
    free.close()
  })

  test('is not ready when what it stands on is not', async () => {
    const other = makeTestBlockloom()
    const server = await startServer({
      blockloom: { ...other, ready: () => false },
      ...{ host: '127.0.0.1', port: 0, studioFolder: '/nowhere' },
    })
    expect((await ask(server, '/health/ready')).status).toBe(503)
    expect((await ask(server, '/health/live')).status).toBe(200)
    await server.close()
    await other.close()
  })
})

describe('own addresses', () => {
  test('are the bind address and, on loopback, its other names', () => {
    expect([...ownHosts('127.0.0.1', 4321)]).toEqual(['127.0.0.1:4321', 'localhost:4321', '[::1]:4321'])
    expect([...ownHosts('192.168.1.7', 4321)]).toEqual(['192.168.1.7:4321'])
    expect(ownHosts('127.0.0.1', 80).has('localhost')).toBe(true)
    expect(ownHosts('0.0.0.0', 4321).has('127.0.0.1:4321')).toBe(true)
    expect(ownHosts('0.0.0.0', 4321).has('evil.example:4321')).toBe(false)
  })

  test.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['127.0.0.1.evil.example', false],
    ['192.168.1.7', false],
  ])('%s is loopback: %s', (host, answer) => expect(isLoopback(host)).toBe(answer))
})
