import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { effectOf, isIdempotent } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { request } from './block.ts'

type Seen = { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }
type Answer = { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
let server: Server | undefined
afterEach(() => void server?.close())

/** A server that keeps what it saw and answers as told. */
async function serve(answer: (seen: Seen) => Answer): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  server = createServer(async (incoming, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { method, url, headers } = incoming
    const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
    seen.push(one)
    const { status = 200, headers: more = {}, body = '' } = answer(one)
    response.writeHead(status, more).end(body)
  })
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

describeBlock(request, import.meta.dirname, ({ output, failure, fixture }) => {
  test('asks, reads the answer and sends what it learned', async () => {
    const { url } = await serve(({ url, body }) => ({
      headers: JSON_TYPE,
      body: url === '/me' ? '{"name":"Ada"}' : `{"greeted":${body}}`,
    }))
    expect((await fixture('two-requests', { input: url })).output).toEqual({ greeted: { to: 'Ada' } })
  })

  test('gives status, headers and body', async () => {
    const { url } = await serve(() => ({ status: 202, headers: { 'X-My': 'a' }, body: 'text' }))
    expect(await output({ url })).toMatchObject({ status: 202, headers: { 'x-my': 'a' }, body: 'text' })
  })

  test('puts query, headers and sign-in where they belong', async () => {
    const { url, seen } = await serve(() => ({}))
    const query = { q: 'a b&c', tag: ['x', 'y'], none: null, deep: { a: 1 } }
    await output({ url: `${url}/?old=1`, query, headers: { 'X-Count': 3 } })
    await output({ url, auth: { kind: 'bearer', token: 't' } })
    await output({ url, auth: { kind: 'basic', user: 'ü', password: 'p:w' } })
    await output({ url, auth: { kind: 'key', name: 'X-Key', value: 'k' } })
    await output({ url, auth: { kind: 'key', name: 'key', value: 'k', in: 'query' } })
    const deep = encodeURIComponent('{"a":1}')
    expect(seen[0]?.url).toBe(`/?old=1&q=a+b%26c&tag=x&tag=y&deep=${deep}`)
    expect(seen[0]?.headers['x-count']).toBe('3')
    expect(seen[1]?.headers.authorization).toBe('Bearer t')
    expect(seen[2]?.headers.authorization).toBe(`Basic ${Buffer.from('ü:p:w').toString('base64')}`)
    expect(seen[3]?.headers['x-key']).toBe('k')
    expect(seen[4]?.url).toBe('/?key=k')
  })

  test('sends texts as they are, other values as JSON or as a form', async () => {
    const { url, seen } = await serve(() => ({}))
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    await output({ url, method: 'POST', body: 'täxt' })
    await output({ url, method: 'PUT', body: { a: ['{{ input }}'] } }, 5)
    await output({ url, method: 'PATCH', body: { a: 'x y', b: [1, 2] }, headers: form })
    await output({ url, method: 'DELETE' })
    expect(seen.map((one) => `${one.method} ${one.headers['content-type']} ${one.body}`)).toEqual([
      'POST text/plain; charset=utf-8 täxt',
      'PUT application/json {"a":[5]}',
      'PATCH application/x-www-form-urlencoded a=x+y&b=1&b=2',
      'DELETE undefined ',
    ])
  })

  test('sends its key with what changes the world, and never with what only looks', async () => {
    const { url, seen } = await serve(() => ({}))
    for (const method of ['GET', 'HEAD', 'POST']) await output({ url, method })
    await output({ url, method: 'POST', headers: { 'idempotency-key': 'mine' } })
    const keys = seen.map((one) => one.headers['idempotency-key'])
    expect(keys).toEqual([undefined, undefined, expect.stringMatching(/^run_.+:b2:/), 'mine'])
    expect(['GET', 'HEAD', 'POST'].map((method) => effectOf(request, { method }))).toEqual([
      'read',
      'read',
      'write',
    ])
    expect(isIdempotent(request, { honoursKey: true })).toBe(true)
    expect(isIdempotent(request, {})).toBe(false)
  })

  test('reads the answer as what it says it is, or as told', async () => {
    const { url } = await serve(({ url }) => {
      if (url === '/json') return { headers: { 'content-type': 'application/problem+json' }, body: '{"a":1}' }
      if (url === '/broken') return { headers: JSON_TYPE, body: '{"a":' }
      if (url === '/latin')
        return { headers: { 'content-type': 'text/plain; charset=iso-8859-1' }, body: Buffer.from([0xe4]) }
      if (url === '/bytes')
        return { headers: { 'content-type': 'image/png' }, body: Buffer.from([0x89, 0xff]) }
      return {}
    })
    const body = async (path: string, as?: string) =>
      ((await output({ url: url + path, ...(as && { as }) })) as { body: unknown }).body
    expect(await body('/json')).toEqual({ a: 1 })
    expect(await body('/json', 'text')).toBe('{"a":1}')
    expect(await body('/broken')).toBe('{"a":')
    expect(await body('/latin')).toBe('ä')
    expect(await body('/bytes')).toBeNull()
    expect(await body('/empty')).toBeNull()
    expect(await failure({ url: `${url}/broken`, as: 'json' })).toMatchObject({ code: 'data.broken-json' })
  })

  test('fails on error statuses as told; what may help later is retryable', async () => {
    const { url } = await serve(({ url }) => ({ status: Number(url?.slice(1, 4)), body: 'why' }))
    const error = await failure({ url: `${url}/404?key=secret` })
    expect(error).toMatchObject({ code: 'web.status-404', details: { status: 404, body: 'why' } })
    expect(error.message).toContain(`GET ${url}/404 was answered with 404 (not found).`)
    expect(error.retryable).toBeUndefined()
    for (const status of [408, 425, 429, 500, 503])
      expect((await failure({ url: `${url}/${status}` })).retryable).toBe(true)
    expect(await output({ url: `${url}/404`, failOn: '5xx' })).toMatchObject({ status: 404 })
    expect(await output({ url: `${url}/503`, failOn: 'nothing' })).toMatchObject({ status: 503, body: 'why' })
    expect(await failure({ url: `${url}/500`, failOn: '5xx' })).toMatchObject({ code: 'web.status-500' })
  })

  test('hands on how long to wait before the next try', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString()
    const { url } = await serve(({ url }) => ({
      status: 429,
      headers: { 'retry-after': url === '/date' ? inAnHour : url === '/odd' ? 'soon' : '7' },
    }))
    const wait = async (path: string) => (await failure({ url: url + path })).details?.retryAfterMs
    expect(await wait('/')).toBe(7000)
    expect(await wait('/odd')).toBeUndefined()
    const long = await wait('/date')
    expect(long).toBeGreaterThan(3_500_000)
    expect(long).toBeLessThanOrEqual(3_600_000)
  })

  test.each([
    [{ url: '{{ "nonsense" }}' }, 'config.wrong-kind'],
    [{ url: 'http://user:word@127.0.0.1/' }, 'web.bad-address'],
    [{ url: 'http://127.0.0.1/', body: 'x' }, 'web.no-body-allowed'],
    [{ url: 'http://127.0.0.1/', headers: { 'a b': 'c' } }, 'web.bad-header'],
    [{ url: 'http://127.0.0.1/', headers: { a: '{{ "b\\r\\nEvil: 1" }}' } }, 'web.bad-header'],
    [{ url: 'http://127.0.0.1/', auth: { kind: 'magic' } }, 'web.bad-sign-in'],
    [{ url: 'http://127.0.0.1/', auth: { kind: 'bearer' } }, 'web.bad-sign-in'],
    [{ url: 'http://blockloom-test.invalid/' }, 'http.no-such-host'],
  ])('refuses %j with %s', async (config, code) => {
    expect(await failure(config)).toMatchObject({ code, fix: expect.any(String) })
  })
})
