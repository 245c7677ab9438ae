import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificate } from '../../tests/support/certificates.ts'
import { type DiskHost, diskHosts } from '../../tests/support/disk-host.ts'
import { startedBy, switchOn } from '../../tests/support/trigger-flow.ts'
import { listenForHooks } from './hooks-listener.ts'
import { ask, startTestServer, type TestServer } from './test-support.ts'

const hosts = diskHosts()
let host: DiskHost
let blockloom: TestServer
beforeAll(async () => {
  host = hosts.first()
  await host.triggers.start()
  host.store.settings.set('publicHosts', ['Hooks.example'])
  host.hooks.readSettings()
  blockloom = await startTestServer({ hooks: host.hooks })
  await switchOn(host, startedBy('start/webhook', { path: 'a/{x}', methods: ['ANY'], answer: 'when done' }))
})
afterAll(async () => {
  await blockloom.stop()
  await hosts.remove()
})

const call = (headers: Record<string, string> = {}, path = '/hooks/a/1') =>
  ask(blockloom.server, path, { headers })

describe('webhooks on the port of the studio', () => {
  test('need no session, and get none of the cookies that sign a browser in', async () => {
    const cookie = await blockloom.signIn()
    const { status, json } = await call({ cookie: `${cookie}; mine=1` })
    expect([status, (json as { headers: { cookie: string } }).headers.cookie]).toEqual([200, 'mine=1'])
    const token = await blockloom.token()
    expect((await call({ authorization: `Bearer ${token}` })).text).not.toContain(token)
  })

  test('are taken under our own name and a public one, under no other', async () => {
    expect((await call({ host: 'hooks.example' })).status).toBe(200)
    expect((await call({ host: 'HOOKS.example' })).status).toBe(200)
    for (const name of ['evil.example', 'hooks.example.evil.example', '127.0.0.1:1', 'localhost'])
      expect((await call({ host: name })).json).toMatchObject({ status: 403, code: 'server.wrong-host' })
    const api = await ask(blockloom.server, '/api/v1/flows', { headers: { host: 'hooks.example' } })
    expect(api.status).toBe(403)
  })

  test('know no way round their path', async () => {
    for (const path of [
      '/hooks/a/..%2f..',
      '/hooks/a/%2e%2e',
      '/hooks/../api/v1/flows',
      '/hooks//a/1',
      '/hooks/a/%00',
    ])
      expect((await call({}, path)).status).toBe(400)
    for (const path of ['/hooks/nothing', '/hooks-test/a/1']) expect((await call({}, path)).status).toBe(404)
    // not ours: the studio's, which wants a session
    for (const path of ['/hooks', '/Hooks/a/1', '/%68ooks/a/1'])
      expect((await call({}, path)).status).toBe(401)
  })

  test('headers that do not end, or are too large, end only their own connection', async () => {
    const slow = connect(blockloom.server.port, '127.0.0.1')
    slow.write('POST /hooks/a/1 HTTP/1.1\r\nHost: x\r\nX-A: ')
    const large = await ask(blockloom.server, '/hooks/a/1', { headers: { 'x-large': 'x'.repeat(20_000) } })
    expect(large.status).toBe(431)
    expect((await call()).status).toBe(200)
    slow.destroy()
  })

  test('two lengths, or a length and pieces, are refused', async () => {
    for (const head of [
      'Content-Length: 1\r\nContent-Length: 2',
      'Content-Length: 1\r\nTransfer-Encoding: chunked',
      'Transfer-Encoding: chunked, identity',
    ]) {
      const socket = connect(blockloom.server.port, '127.0.0.1')
      socket.write(`POST /hooks/a/1 HTTP/1.1\r\nHost: 127.0.0.1:${blockloom.server.port}\r\n${head}\r\n\r\n0`)
      let answer = ''
      for await (const bytes of socket) answer += bytes
      expect(answer).toMatch(/^HTTP\/1.1 400 /)
    }
  })
})

describe('a port for webhooks alone', () => {
  test('has nothing else', async () => {
    const listener = await listenForHooks(host.hooks, { host: '127.0.0.1', port: 0 })
    const { port } = new URL(listener.url)
    const at = { port: Number(port) }
    expect((await ask(at, '/hooks/a/7')).json).toMatchObject({ params: { x: '7' } })
    expect((await ask(at, '/hooks/a/7', { headers: { host: 'evil.example' } })).status).toBe(403)
    for (const path of ['/', '/api/v1/flows', '/health/live']) expect((await ask(at, path)).status).toBe(404)
    await listener.close()
  })

  test('that is taken is said with the port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await expect(listenForHooks(host.hooks, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'server.port-in-use',
      message: expect.stringContaining(String(port)),
    })
    other.close()
  })

  test('speaks TLS with a certificate, and says what is wrong with one', async () => {
    const made = await makeCertificate()
    const cert = join(blockloom.folder, 'cert.pem')
    const keyFile = join(blockloom.folder, 'key.pem')
    writeFileSync(cert, made.cert)
    writeFileSync(keyFile, made.key)
    const listener = await listenForHooks(host.hooks, { host: '127.0.0.1', port: 0, cert, key: keyFile })
    expect(listener.url).toMatch(/^https:/)
    const { port } = new URL(listener.url)
    const status = await new Promise((resolve, reject) => {
      httpsRequest(
        { host: '127.0.0.1', port, path: '/hooks/a/1', servername: 'localhost', ca: made.cert, agent: false },
        (response) => resolve(response.statusCode),
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
    await listener.close()
    for (const bad of [join(blockloom.folder, 'none.pem'), keyFile])
      await expect(
        listenForHooks(host.hooks, { host: '127.0.0.1', port: 0, cert: bad, key: keyFile }),
      ).rejects.toMatchObject({ code: 'server.bad-certificate' })
  })
})
