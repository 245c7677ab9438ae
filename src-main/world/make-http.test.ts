import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { HttpRequest } from '#shared/block'
import type { AppError } from '#shared/error'
import { type HttpRules, makeHttp as make } from './make-http.ts'

const makeHttp = (rules: HttpRules = {}) => make({ env: {}, ...rules }).http

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void
const open: (Server | TcpServer)[] = []
const never = new AbortController().signal

afterEach(() => {
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  }
})

async function listen(server: Server | TcpServer): Promise<number> {
  open.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

async function serve(answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    answer(request, response, Buffer.concat(chunks).toString())
  })
  return `http://127.0.0.1:${await listen(server)}`
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  url,
  method: 'GET',
  headers: {},
  ...more,
})
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const refusal = async (deed: Promise<unknown>): Promise<AppError> => {
  const error = await deed.then(
    () => new Error('nothing was refused'),
    (one) => one,
  )
  expect(error).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/\.$/),
    fix: expect.any(String),
  })
  return error
}

describe('a request', () => {
  test('arrives with method, headers and body, and brings status, headers and bytes', async () => {
    const url = await serve((request, response, body) => {
      response.writeHead(201, {
        'X-Seen': `${request.method} ${request.url} ${request.headers['x-my']} ${body}`,
      })
      response.end('made äö')
    })
    const answer = await makeHttp()(
      get(`${url}/a?b=c`, { method: 'POST', headers: { 'X-My': 'header' }, body: 'hello' }),
      never,
    )
    expect(answer.status).toBe(201)
    expect(answer.headers['x-seen']).toBe('POST /a?b=c header hello')
    expect(text(answer.body)).toBe('made äö')
  })

  test('takes bytes as a body, and an empty answer', async () => {
    let seen = ''
    const url = await serve((_request, response, body) => {
      seen = body
      response.writeHead(204).end()
    })
    const answer = await makeHttp()(
      get(url, { method: 'PUT', body: new TextEncoder().encode('bytes') }),
      never,
    )
    expect([answer.status, answer.body.length, seen]).toEqual([204, 0, 'bytes'])
  })
})

describe('redirects', () => {
  test('are followed ten times, not eleven', async () => {
    const url = await serve((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end('here')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    expect(text((await makeHttp()(get(`${url}/10`), never)).body)).toBe('here')
    expect((await refusal(makeHttp()(get(`${url}/11`), never))).code).toBe('http.too-many-redirects')
  })

  test('keep method and body only where the standard says so', async () => {
    const url = await serve((request, response, body) => {
      if (request.url === '/end') response.end(`${request.method} ${body}`)
      else response.writeHead(Number(request.url?.slice(1)), { location: '/end' }).end()
    })
    const post = async (status: number) =>
      text((await makeHttp()(get(`${url}/${status}`, { method: 'POST', body: 'x' }), never)).body)
    expect([await post(301), await post(303), await post(307), await post(308)]).toEqual([
      'GET ',
      'GET ',
      'POST x',
      'POST x',
    ])
  })

  test('carry no keys to another origin', async () => {
    let seen: IncomingMessage['headers'] = {}
    const other = await serve((request, response) => {
      seen = request.headers
      response.end()
    })
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: other }).end()
    })
    const headers = { authorization: 'Bearer secret', cookie: 'a=b', 'x-api-key': 'secret', accept: 'text/x' }
    await makeHttp()(get(url, { headers }), never)
    expect(seen).not.toHaveProperty('authorization')
    expect(seen).not.toHaveProperty('cookie')
    expect(seen).not.toHaveProperty('x-api-key')
    expect(seen.accept).toBe('text/x')
  })

  test('to anything but the web are refused', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: 'file:///etc/passwd' }).end()
    })
    expect((await refusal(makeHttp()(get(url), never))).code).toBe('http.bad-address')
  })
})

describe('what can go wrong', () => {
  test('an answer over the limit, packed or not', async () => {
    const url = await serve((request, response) => {
      const zeros = Buffer.alloc(100_000)
      if (request.url === '/packed')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(zeros))
      else response.end(zeros)
    })
    const http = makeHttp({ maxBytes: 99_999 })
    expect((await refusal(http(get(url), never))).code).toBe('http.too-large')
    expect((await refusal(http(get(`${url}/packed`), never))).code).toBe('http.too-large')
    expect((await makeHttp({ maxBytes: 100_000 })(get(url), never)).body.length).toBe(100_000)
  })

  test('nobody listens', async () => {
    const url = await serve(() => undefined)
    open.splice(0).forEach((server) => void server.close())
    await new Promise((done) => setTimeout(done, 20))
    const error = await refusal(makeHttp()(get(url), never))
    expect(error).toMatchObject({ code: 'http.refused', retryable: true })
    expect(error.message).toContain('127.0.0.1')
  })

  test('there is no such host', async () => {
    const error = await refusal(makeHttp()(get('http://blockloom-test.invalid/'), never))
    expect(error.code).toBe('http.no-such-host')
    expect(error.message).toContain('blockloom-test.invalid')
  })

  test('it is no web server, or breaks off in the middle', async () => {
    const port = await listen(createTcpServer((socket) => socket.end('SSH-2.0-nonsense\r\n')))
    expect((await refusal(makeHttp()(get(`http://127.0.0.1:${port}`), never))).code).toBe('http.not-http')
    const cut = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('begin', () => response.destroy())
    })
    expect(await refusal(makeHttp()(get(cut), never))).toMatchObject({
      code: 'http.cut-off',
      retryable: true,
    })
  })

  test('https where only http is spoken', async () => {
    const url = await serve((_request, response) => response.end())
    expect((await refusal(makeHttp()(get(url.replace('http:', 'https:')), never))).code).toBe('http.not-http')
  })

  test.each(['file:///etc/passwd', 'ftp://example.org/', 'data:,x', 'nonsense'])(
    '%s is refused',
    async (url) => {
      expect((await refusal(makeHttp()(get(url), never))).code).toBe('http.bad-address')
    },
  )

  test('a request that cannot be sent', async () => {
    const url = await serve((_request, response) => response.end())
    const error = await refusal(makeHttp()(get(url, { body: 'a GET has none' }), never))
    expect(error.code).toBe('http.bad-request')
  })

  test('the signal: its reason is what comes out, before, during and while the answer arrives', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/half') response.write('half')
    })
    const reason = new Error('time is up')
    const stopped = AbortSignal.abort(reason)
    await expect(makeHttp()(get(url), stopped)).rejects.toBe(reason)
    for (const path of ['/none', '/half']) {
      const stop = new AbortController()
      const asked = makeHttp()(get(url + path), stop.signal)
      setTimeout(() => stop.abort(reason), 50)
      await expect(asked).rejects.toBe(reason)
    }
  })
})
