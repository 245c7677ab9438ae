import { describe, expect, test } from 'vitest'
import { serve, serveRaw, serveStreams } from '../../../tests/support/local-web.ts'
import { makeHttp } from '../make-http.ts'
import { type HttpPhase, USUAL_TIMES, withinPhase } from './http-timeout.ts'

const never = new AbortController().signal
const get = (url: string) => ({ url, method: 'GET', headers: {} })
const http = (times: Partial<Record<HttpPhase, number>>, more = {}) => makeHttp({ env: {}, times, ...more })
const forEver = () => new Promise<never>(() => undefined)

describe('each phase that takes too long has its own sentence', () => {
  test.each<[HttpPhase, RegExp]>([
    ['lookup', /^The name of example\.org could not be looked up within 20 ms\.$/],
    ['connect', /^example\.org did not take the connection within 20 ms\.$/],
  ])('%s', async (phase, words) => {
    const times = { ...USUAL_TIMES, [phase]: 20 }
    await expect(withinPhase(phase, 'example.org', times, never, forEver())).rejects.toMatchObject({
      code: 'http.timeout',
      message: expect.stringMatching(words),
      retryable: true,
      details: { phase, limitMs: 20 },
    })
  })

  test('tls', async () => {
    const url = (await serveRaw(() => undefined)).replace('http:', 'https:')
    await expect(http({ tls: 50 }).http(get(url), never)).rejects.toMatchObject({
      code: 'http.timeout',
      message: `${new URL(url).host} took the connection, but agreed on no encryption (TLS) within 50 ms.`,
    })
  })

  test('proxy', async () => {
    const proxy = await serveRaw(() => undefined)
    const asked = http({ proxy: 50 }, { proxy: () => ({ proxy, noProxy: [] }) })
    await expect(asked.http(get('https://a.example/'), never)).rejects.toMatchObject({
      message: 'The proxy opened no way to a.example within 50 ms.',
      details: { phase: 'proxy' },
    })
  })

  test('sending', async () => {
    const url = await serveRaw((socket) => void socket.pause())
    const big = {
      pieces: async function* () {
        for (;;) yield new Uint8Array(1024 * 1024)
      },
    }
    const post = { url, method: 'POST', headers: {}, body: big }
    await expect(http({ sending: 100 }).http(post, never)).rejects.toMatchObject({
      message: `${new URL(url).host} stopped taking the request: nothing moved for 100 ms.`,
    })
  })

  test('answer', async () => {
    const url = await serve(() => undefined)
    await expect(http({ answer: 50 }).http(get(url), never)).rejects.toMatchObject({
      message: `${new URL(url).host} took the request, but did not begin to answer within 50 ms.`,
    })
  })

  test('body', async () => {
    const url = await serveStreams((_request, response) => void response.write('begin'))
    await expect(http({ body: 50 }).http(get(url), never)).rejects.toMatchObject({
      message: `${new URL(url).host} stopped in the middle of its answer: nothing came for 50 ms.`,
    })
  })
})

test('a body that comes slowly but comes is waited for', async () => {
  const url = await serveStreams(async (_request, response) => {
    for (let i = 0; i < 6; i++) {
      response.write('x')
      await new Promise((done) => setTimeout(done, 30))
    }
    response.end()
  })
  expect((await http({ body: 5000 }).http(get(url), never)).body.length).toBe(6)
})

test('who reads slowly is not taken for a server that is silent', async () => {
  const url = await serve((_request, response) => void response.end(new Uint8Array(300_000)))
  const reading = await http({ body: 60 }).open(get(url), never)
  let size = 0
  for await (const piece of reading.body) {
    size += piece.length
    await new Promise((done) => setTimeout(done, 80))
  }
  expect(size).toBe(300_000)
})

test('the answer is not waited for longer than the step has', async () => {
  const url = await serve(() => undefined)
  const asker = { named: () => true, deadline: Date.now() + 120 }
  await expect(http({}).http(get(url), never, asker)).rejects.toMatchObject({
    code: 'http.timeout',
    details: { phase: 'answer' },
  })
})

test('a signal ends every phase with its own reason', async () => {
  const reason = new Error('stopped')
  const silent = await serveRaw((socket) => void socket.pause())
  const half = await serveStreams((_request, response) => void response.write('begin'))
  const proxy = { proxy: () => ({ proxy: silent, noProxy: [] }) }
  const asks = [
    () => http({}).http.bind(null, get(silent.replace('http:', 'https:'))),
    () => http({}, proxy).http.bind(null, get('https://a.example/')),
    () => http({}).http.bind(null, get(silent)),
    () => http({}).http.bind(null, get(half)),
  ]
  for (const ask of asks) {
    const stop = new AbortController()
    const asked = ask()(stop.signal)
    setTimeout(() => stop.abort(reason), 30)
    await expect(asked).rejects.toBe(reason)
  }
})
