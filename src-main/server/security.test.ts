import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { LINK_LIFE } from './sign-in-keys.ts'
import { type Asked, ask, startTestServer, type TestServer } from './test-support.ts'

let blockloom: TestServer
let now = 1_700_000_000_000
let cookie: string
let authorization: string
let own: string
beforeAll(async () => {
  blockloom = await startTestServer({ now: () => now })
  cookie = await blockloom.signIn()
  authorization = `Bearer ${await blockloom.token()}`
  own = blockloom.server.url
})
afterAll(() => blockloom.stop())

const get = (path: string, asked?: Asked) => ask(blockloom.server, path, asked)
const flow = { method: 'POST', body: '{"name":"x"}' }
const json = { 'content-type': 'application/json' }

const ROUTES = [
  '/',
  '/assets/index-a1b2c3.js',
  '/sign-in?key=x',
  '/api/v1/flows',
  '/api/v1/openapi.json',
  '/api/docs',
  '/health/live',
  '/health/ready',
  '/link',
  '/nothing',
]

describe('another Host (DNS rebinding)', () => {
  test.each(ROUTES)('is refused on %s', async (path) => {
    for (const host of [
      'evil.example',
      `evil.example:${blockloom.server.port}`,
      '127.0.0.1',
      `127.0.0.1:${blockloom.server.port}.evil.example`,
    ]) {
      const { status, json } = await get(path, { headers: { host, cookie, authorization } })
      expect({ status, json }).toMatchObject({ status: 403, json: { code: 'server.wrong-host' } })
    }
  })

  test('does not reach the studio under any of the own names', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]', 'LOCALHOST'])
      expect(
        (await get('/health/live', { headers: { host: `${name}:${blockloom.server.port}` } })).status,
      ).toBe(200)
  })
})

describe('another Origin (cross-site requests)', () => {
  test.each(ROUTES)('is refused on %s', async (path) => {
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${blockloom.server.port + 1}`,
      `https://127.0.0.1:${blockloom.server.port}`,
    ]) {
      const { status, json } = await get(path, { headers: { origin, cookie, authorization } })
      expect({ status, json }).toMatchObject({ status: 403, json: { code: 'server.wrong-origin' } })
    }
  })

  test('changes need the own Origin when they come with a cookie, and none with a token', async () => {
    const post = (headers: Record<string, string>) =>
      get('/api/v1/tokens', { ...flow, headers: { ...json, ...headers } })
    expect(await post({ cookie })).toMatchObject({ status: 403, json: { code: 'server.wrong-origin' } })
    expect((await post({ cookie, origin: own })).status).toBe(201)
    expect((await post({ authorization })).status).toBe(201)
    expect((await get('/api/v1/flows', { headers: { cookie } })).status).toBe(200)
  })

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json-patch+json',
    '',
  ])('a body sent as "%s" is refused, even with everything else in order', async (type) => {
    const headers: Record<string, string> = { cookie, origin: own, ...(type && { 'content-type': type }) }
    expect(await get('/api/v1/tokens', { ...flow, headers })).toMatchObject({
      status: 415,
      json: { code: 'api.wrong-content-type' },
    })
  })
})

describe('nobody signed in', () => {
  test('operations, documents and files are refused, health is not', async () => {
    for (const path of ['/api/v1/flows', '/api/v1/openapi.json', '/api/docs', '/api/v1/nothing'])
      expect(await get(path)).toMatchObject({ status: 401, json: { code: 'api.not-signed-in' } })
    for (const path of ['/', '/assets/index-a1b2c3.js', '/flows/x']) {
      const { status, text } = await get(path)
      expect(status).toBe(401)
      expect(text).toContain('Open the link from the terminal')
    }
    expect((await get('/health/live')).json).toEqual({ status: 'ok' })
    expect((await get('/health/ready')).status).toBe(200)
  })

  test('a wrong, cut, revoked or expired token is nobody, even beside a good cookie', async () => {
    const made = await blockloom.store.tokens.create('short', Date.now() + 20)
    const revoked = await blockloom.store.tokens.create('gone', null)
    await blockloom.store.tokens.revoke(revoked.id)
    await new Promise((resolve) => setTimeout(resolve, 30))
    const good = authorization.slice('Bearer '.length)
    const tokens = [
      made.text,
      revoked.text,
      good.slice(0, -1),
      `${good}x`,
      good.toLowerCase(),
      '',
      'blm_',
      '../..',
      '\u00e4',
    ]
    for (const token of tokens)
      expect(
        (await get('/api/v1/flows', { headers: { authorization: `Bearer ${token}`, cookie } })).status,
      ).toBe(401)
    expect((await get('/api/v1/flows', { headers: { authorization: good } })).status).toBe(401)
    expect((await get('/api/v1/flows', { headers: { authorization } })).status).toBe(200)
  })

  test('a made-up session is nobody', async () => {
    const [name, secret = ''] = cookie.split('=')
    for (const value of ['', 'x', secret.slice(0, -1), `${secret}x`, 'a'.repeat(43)])
      expect((await get('/api/v1/flows', { headers: { cookie: `${name}=${value}` } })).status).toBe(401)
  })
})

describe('the sign-in link', () => {
  const pathOf = (link: string) => link.slice(own.length)

  test('lets one browser in, once, with a cookie that scripts and other sites never see', async () => {
    const link = pathOf(blockloom.server.signInLink())
    const first = await get(link)
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^blockloom_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    )
    const second = await get(link)
    expect(second.status).toBe(401)
    expect(second.headers['set-cookie']).toBeUndefined()
    expect(second.text).toContain('This link was used already')
  })

  test('is not used up by a browser that looks ahead or a preview', async () => {
    const link = pathOf(blockloom.server.signInLink())
    await get(link, { headers: { 'sec-purpose': 'prefetch;prerender' } })
    await get(link, { method: 'HEAD' })
    expect((await get(link, { method: 'POST' })).status).toBe(405)
    expect((await get(link)).status).toBe(303)
  })

  test('ends after ten minutes', async () => {
    const link = pathOf(blockloom.server.signInLink())
    now += LINK_LIFE
    expect((await get(link)).status).toBe(401)
  })

  test('of a guessed key does nothing', async () => {
    for (const key of ['', 'x', 'a'.repeat(43)]) expect((await get(`/sign-in?key=${key}`)).status).toBe(401)
  })

  test('a signed-in browser that opens an old one comes to the studio', async () => {
    expect(await get('/sign-in?key=old', { headers: { cookie } })).toMatchObject({
      status: 303,
      headers: { location: '/' },
    })
  })
})

describe('files of the studio', () => {
  const file = (path: string) => get(path, { headers: { cookie } })

  test('are served with what keeps a page safe; hashed ones are kept by the browser', async () => {
    const page = await file('/')
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Studio') })
    expect(page.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = page.headers['content-security-policy']
    for (const part of [
      "default-src 'self'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-/)
    const asset = await file('/assets/index-a1b2c3.js')
    expect(asset.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect((await get('/', { headers: { cookie, 'if-none-match': page.headers.etag ?? '' } })).status).toBe(
      304,
    )
  })

  test('a page inside the studio is led to behind the #, a missing file is 404', async () => {
    expect(await file('/flows/flw_1')).toMatchObject({
      status: 302,
      headers: { location: '/#/flows/flw_1' },
      text: '',
    })
    expect((await file('/assets/missing.js')).status).toBe(404)
  })

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/%252e%252e%252fsecret.txt',
    '//secret.txt',
    '/etc/passwd',
    '//etc/passwd',
    '/%00',
    '/assets/%00.js',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
    '/.%2e/.%2e/etc/passwd',
    '/__proto__',
    '/constructor',
  ])('never leave their folder: %s', async (path) => {
    const { status, headers, text } = await file(path)
    expect(text).not.toMatch(/secret\b(?!\.txt)|root:/)
    if (status === 302) expect(headers.location).toMatch(/^\/#\/[\x21-\x7e]*$/)
    else expect(status === 404 || text.includes('<title>Studio</title>')).toBe(true)
  })

  test('an address that is none does not trouble the server', async () => {
    const status = await new Promise((resolve) => {
      const options = {
        host: '127.0.0.1',
        port: blockloom.server.port,
        path: 'http://evil.example/',
        headers: { cookie },
      }
      httpRequest(options, ({ statusCode }) => resolve(statusCode)).end()
    })
    expect(status).toBe(200)
    expect(blockloom.bugs).toEqual([])
  })
})

describe('data as a page', () => {
  test('can do nothing, even when a browser shows it as one', async () => {
    const headers = { authorization, ...json }
    const name = '<img src=x onerror=alert(1)>'
    const made = await get('/api/v1/tokens', { method: 'POST', headers, body: JSON.stringify({ name }) })
    for (const answer of [made, await get(`/api/v1/flows/${encodeURIComponent(name)}`, { headers })]) {
      expect(answer.headers['content-type']).toMatch(/^application\/(problem\+)?json$/)
      expect(answer.headers['content-security-policy']).toContain('sandbox')
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
    }
  })
})

describe('the socket of the studio', () => {
  const open = (headers: Record<string, string>, path = '/link') =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${blockloom.server.port}${path}`, { headers })
      socket.on('open', () => {
        resolve(101)
        socket.close()
      })
      socket.on('unexpected-response', (_request, response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      socket.on('error', () => {})
    })

  test('opens for a signed-in page of the own origin, and for a token', async () => {
    expect(await open({ cookie, origin: own })).toBe(101)
    expect(await open({ authorization })).toBe(101)
  })

  test('is refused to others', async () => {
    expect(await open({})).toBe(401)
    expect(await open({ origin: own })).toBe(401)
    expect(await open({ cookie })).toBe(403)
    expect(await open({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await open({ cookie, origin: 'null' })).toBe(403)
    expect(await open({ cookie, origin: own, host: 'evil.example' })).toBe(403)
    expect(await open({ cookie, origin: own }, '/link/x')).toBe(404)
    expect(await open({ cookie, origin: own }, '/')).toBe(404)
  })
})
