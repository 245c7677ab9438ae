import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { effectOf, type FileRef, isIdempotent } from '#shared/block'
import type { JsonObject } from '#shared/flow'
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
const NAMED = 'attachment; filename="my report.csv"'
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

describeBlock(request, import.meta.dirname, ({ output, failure, fixture, home }) => {
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
    expect(effectOf(request, { method: 'GET', as: 'file' })).toBe('write')
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

  test('saves an answer as a file, called as the server calls it', async () => {
    const { url } = await serve(({ url }) => ({
      headers: { 'content-type': 'text/csv', ...(url === '/x' && { 'content-disposition': NAMED }) },
      body: 'a,b\n1,2\n',
    }))
    const to = home('in')
    const saved = async (config: JsonObject) =>
      ((await output({ as: 'file', ...config })) as { status: number; body: FileRef }).body
    const first = await saved({ url: `${url}/x`, to: `${to}/` })
    expect(first).toEqual({ path: `${to}/my report.csv`, name: 'my report.csv', size: 8, type: 'text/csv' })
    expect(readFileSync(first.path, 'utf8')).toBe('a,b\n1,2\n')
    expect((await saved({ url: `${url}/x`, to })).name).toBe('my report 2.csv')
    expect((await saved({ url: `${url}/list?x=1`, to })).name).toBe('list.csv')
    expect((await saved({ url, to: home('own.name') })).path).toBe(home('own.name'))
    expect((await saved({ url: `${url}/there.csv` })).path).toBe(home('Downloads', 'there.csv'))
  })

  test('leaves nothing behind of an answer that fails', async () => {
    const { url } = await serve(() => ({ status: 500, body: 'why' }))
    const error = await failure({ url, as: 'file', to: `${home('in')}/` })
    expect(error).toMatchObject({ code: 'web.status-500', details: { body: 'why' } })
    expect(existsSync(home('in'))).toBe(false)
  })

  test('sends a file as its bytes, or in a form', async () => {
    const { url, seen } = await serve(() => ({}))
    mkdirSync(home(), { recursive: true })
    const path = home('a "b".json')
    writeFileSync(path, '{"in":"file"}')
    const file = { path, name: 'a "b".json', size: 0, type: 'application/json' }
    await output({ url, method: 'PUT', body: '{{ input }}' }, file)
    await output({ url, method: 'PUT', body: file, headers: { 'Content-Type': 'application/json' } })
    const headers = { 'Content-Type': 'multipart/form-data' }
    const body = { name: 'Ada ö', file, tag: ['x', 2], none: null, deep: { a: 1 } }
    await output({ url, method: 'POST', headers, body })
    expect([seen[0]?.headers['content-type'], seen[0]?.body]).toEqual(['application/json', '{"in":"file"}'])
    expect(JSON.parse(seen[1]?.body ?? '')).toEqual(file)
    const type = seen[2]?.headers['content-type'] ?? ''
    expect(type).toMatch(/^multipart\/form-data; boundary=blockloom-[\da-f]{32}$/)
    const form = await new Response(seen[2]?.body, { headers: { 'content-type': type } }).formData()
    expect([form.get('name'), form.getAll('tag'), form.has('none')]).toEqual(['Ada ö', ['x', '2'], false])
    expect(form.get('deep')).toBe('{"a":1}')
    const sent = form.get('file') as File
    expect([sent.name, sent.type, await sent.text()]).toEqual([
      'a "b".json',
      'application/json',
      '{"in":"file"}',
    ])
    expect(seen[2]?.headers['content-length']).toBe(String(Buffer.byteLength(seen[2]?.body ?? '')))
  })

  test('a file that is not there is told before anything is asked', async () => {
    const { url, seen } = await serve(() => ({}))
    const body = { path: home('gone'), name: 'gone', size: 1, type: 'text/plain' }
    expect(await failure({ url, method: 'PUT', body })).toMatchObject({ code: 'files.not-found' })
    expect(seen).toEqual([])
  })

  describe('pages', () => {
    const PEOPLE = [['Ada', 'Bob'], ['Cem'], ['Dia']]
    const paged = (more: (page: number, url: string) => Answer = () => ({})) =>
      serve(({ url = '' }) => {
        const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1)
        const next = page < PEOPLE.length ? `?page=${page + 1}` : null
        return {
          headers: JSON_TYPE,
          body: JSON.stringify({ people: PEOPLE[page - 1], next }),
          ...more(page, url),
        }
      })
    const body = async (config: JsonObject) => ((await output(config)) as { body: unknown }).body

    test('are asked one after the other until there is no next', async () => {
      const { url, seen } = await paged()
      const pages = { next: '{{ item.body.next }}' }
      const all = (await body({ url, pages, auth: { kind: 'bearer', token: 't' } })) as { people: string[] }[]
      expect(all.map(({ people }) => people)).toEqual(PEOPLE)
      expect(seen.map((one) => `${one.url} ${one.headers.authorization}`)).toEqual([
        '/ Bearer t',
        '/?page=2 Bearer t',
        '/?page=3 Bearer t',
      ])
      expect(await body({ url, pages: { ...pages, max: 2 } })).toHaveLength(2)
    })

    test('of lists become one list; the header Link tells the next where nothing else does', async () => {
      const { url } = await paged((page) => ({
        headers: {
          ...JSON_TYPE,
          link: `</?page=1>; rel="first", </?page=${page + 1}>; title="a, b"; rel="${page < 3 ? 'next' : 'last'}"`,
        },
        body: JSON.stringify(PEOPLE[page - 1]),
      }))
      expect(await body({ url, pages: { max: 10 } })).toEqual(['Ada', 'Bob', 'Cem', 'Dia'])
    })

    test('take no keys to another place', async () => {
      const other: IncomingMessage['headers'][] = []
      const elsewhere = createServer((request, response) => {
        other.push(request.headers)
        response.writeHead(200, JSON_TYPE).end('[2]')
      })
      await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done))
      const next = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
      const { url } = await serve(() => ({
        headers: { ...JSON_TYPE, link: `<${next}>; rel=next` },
        body: '[1]',
      }))
      const config = {
        url,
        pages: { max: 5 },
        headers: { 'X-Key': 'k' },
        auth: { kind: 'bearer', token: 't' },
      }
      expect(await body(config)).toEqual([1, 2])
      elsewhere.close()
      expect([other[0]?.authorization, other[0]?.['x-key']]).toEqual([undefined, undefined])
    })

    test('that go round, or lead nowhere, are told', async () => {
      const { url } = await paged(() => ({ body: '{"next":"/?page=1"}' }))
      const pages = (next: string) => failure({ url, pages: { next } })
      expect(await pages('{{ item.body.next }}')).toMatchObject({
        code: 'web.pages-loop',
        message: expect.stringContaining('After 2 pages'),
      })
      expect(await pages('{{ 7 }}')).toMatchObject({ code: 'web.bad-next-page' })
      expect(await pages('file:///etc/passwd')).toMatchObject({ code: 'web.bad-next-page' })
      expect(await failure({ url, pages: { max: 0 } })).toMatchObject({ code: 'config.out-of-range' })
      expect(await failure({ url, pages: { max: 2 }, as: 'file' })).toMatchObject({
        code: 'web.pages-as-file',
      })
    })

    test('a page that fails fails all', async () => {
      const { url } = await paged((page) => ({ status: page === 2 ? 503 : 200 }))
      expect(await failure({ url, pages: { next: '{{ item.body.next }}' } })).toMatchObject({
        code: 'web.status-503',
      })
    })
  })

  test.each([
    [{ url: '{{ "nonsense" }}' }, 'config.wrong-kind'],
    [{ url: 'http://user:word@127.0.0.1/' }, 'web.bad-address'],
    [{ url: 'http://exa mple.org/' }, 'config.wrong-kind'],
    [{ url: '{{ "file:///etc/passwd" }}' }, 'config.wrong-kind'],
    [{ url: '{{ "data:text/plain,x" }}' }, 'config.wrong-kind'],
    [{ url: '{{ "http://" }}' }, 'config.wrong-kind'],
    [{ url: 'http://127.0.0.1/', headers: { a: '→' } }, 'web.bad-header'],
    [{ url: 'http://127.0.0.1/', headers: { 'Content-Length': '3' } }, 'http.bad-request'],
    [
      { url: 'http://127.0.0.1/', auth: { kind: 'bearer', token: '{{ "a\\r\\nEvil: 1" }}' } },
      'web.bad-sign-in',
    ],
    [{ url: 'http://169.254.169.254/latest/' }, 'http.address-not-allowed'],
    [{ url: 'http://127.0.0.1/', body: 'x' }, 'web.no-body-allowed'],
    [{ url: 'http://127.0.0.1/', headers: { 'a b': 'c' } }, 'web.bad-header'],
    [{ url: 'http://127.0.0.1/', headers: { a: '{{ "b\\r\\nEvil: 1" }}' } }, 'web.bad-header'],
    [{ url: 'http://127.0.0.1/', auth: { kind: 'magic' } }, 'config.not-a-choice'],
    [{ url: 'http://127.0.0.1/', auth: '{{ { kind: "magic" } }}' }, 'config.not-a-choice'],
    [{ url: 'http://127.0.0.1/', auth: { kind: 'bearer' } }, 'config.required'],
    [{ url: 'http://127.0.0.1/', auth: { kind: 'bearer', token: '{{ "" }}' } }, 'config.wrong-kind'],
    [{ url: 'http://blockloom-test.invalid/' }, 'http.no-such-host'],
  ])('refuses %j with %s', async (config, code) => {
    expect(await failure(config)).toMatchObject({ code, fix: expect.any(String) })
  })
})
