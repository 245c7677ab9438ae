// What callers send wrongly to the webhooks of the served program, byte by byte on real sockets: each is answered with
// its status, and starts no run; and who is slow, or sends without end, keeps nobody else from it.
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { many } from '../support/many.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'
import { startedBy } from '../support/trigger-flow.ts'

let blockloom: ServedBlockloom
let port = 0
beforeAll(async () => {
  blockloom = await serveBlockloom()
  port = Number(new URL((await blockloom.get('/health/live')).url).port)
  await switchOn({ path: 'in/{x}' })
  await switchOn({ path: 'signed', auth: { kind: 'github', secret: 'k' } })
})
afterAll(() => blockloom.end())

async function switchOn(config: JsonObject): Promise<void> {
  const { id: _, ...document } = startedBy('start/webhook', {
    methods: ['ANY'],
    answer: 'at once',
    ...config,
  })
  const { json } = await blockloom.call<{ id: string }>('/flows', { body: { document } })
  expect((await blockloom.call(`/flows/${json.id}/on`, { body: {} })).status).toBe(200)
}

const runs = async () => (await blockloom.call<{ items: unknown[] }>('/runs?limit=500')).json.items.length
const host = () => `Host: 127.0.0.1:${port}`

/** Sends bytes as they are and reads until the other end closes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(bytes, 'latin1')
  let answer = ''
  for await (const piece of socket) answer += piece
  return answer
}
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`
const post = (...headers: string[]) =>
  lines('POST /hooks/in/1 HTTP/1.1', host(), 'Connection: close', ...headers)

/** [what, what is sent, the status] */
const CALLS: [string, () => string, number][] = [
  ['a length that is no number', () => post('Content-Length: ten'), 400],
  ['a length below nothing', () => post('Content-Length: -1'), 400],
  ['a length with a sign', () => `${post('Content-Length: +2')}hi`, 400],
  ['two lengths in one line', () => `${post('Content-Length: 2, 2')}hi`, 400],
  ['a length and pieces', () => `${post('Content-Length: 2', 'Transfer-Encoding: chunked')}0\r\n\r\n`, 400],
  [
    'pieces, hidden behind a blank',
    () => `${post('Content-Length: 2', 'Transfer-Encoding : chunked')}hi`,
    400,
  ],
  ['pieces, hidden behind a tab', () => `${post('Transfer-Encoding:\tchunked', 'Content-Length: 0')}`, 400],
  [
    'a piece whose length is no number',
    () => `${post('Transfer-Encoding: chunked')}zz\r\nhi\r\n0\r\n\r\n`,
    400,
  ],
  ['a piece longer than it says', () => `${post('Transfer-Encoding: chunked')}1\r\nhi\r\n0\r\n\r\n`, 400],
  ['a header that goes on in the next line', () => post('X-A: one', ' Content-Length: 5'), 400],
  ['a header without a colon', () => post('NoColon'), 400],
  ['a header with a zero byte', () => post('X-A: a\0b'), 400],
  ['a line that ends in a line feed alone', () => post('X-A: a\nX-B: b'), 400],
  ['no host', () => lines('POST /hooks/in/1 HTTP/1.1', 'Connection: close', 'Content-Length: 0'), 400],
  [
    'two hosts',
    () =>
      lines(
        'POST /hooks/in/1 HTTP/1.1',
        host(),
        'Host: evil.example',
        'Connection: close',
        'Content-Length: 0',
      ),
    403,
  ],
  [
    'another host',
    () => lines('POST /hooks/in/1 HTTP/1.1', 'Host: evil.example', 'Connection: close', 'Content-Length: 0'),
    403,
  ],
  [
    'a path encoded twice',
    () => lines('GET /hooks/in/%252e%252e HTTP/1.1', host(), 'Connection: close'),
    400,
  ],
  [
    'a path of 20,000 letters',
    () => lines(`GET /hooks/in/${'a'.repeat(20_000)} HTTP/1.1`, host(), 'Connection: close'),
    431,
  ],
  [
    'a path of 2,000 letters',
    () => lines(`GET /hooks/in/${'a'.repeat(2000)} HTTP/1.1`, host(), 'Connection: close'),
    400,
  ],
  [
    '200 headers',
    () => post(...Array.from({ length: 200 }, (_, i) => `X-${i}: 1`), 'Content-Length: 0'),
    431,
  ],
  ['a method nobody knows', () => lines('GRAB /hooks/in/1 HTTP/1.1', host(), 'Connection: close'), 400],
  ['another protocol', () => 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 400],
  [
    'two signatures, one of them empty',
    () =>
      lines(
        ...['POST /hooks/signed HTTP/1.1', host(), 'Connection: close', 'Content-Length: 0'],
        ...['X-Hub-Signature-256: sha256=00', 'X-Hub-Signature-256:'],
      ),
    401,
  ],
]

test.each(CALLS)('%s is refused, and starts no run', async (_, call, status) => {
  const before = await runs()
  expect((await raw(call())).slice(0, 13)).toBe(`HTTP/1.1 ${status} `)
  expect(await runs()).toBe(before)
})

const EDGE = 'edge'
/** Bodies of every kind that are read, whole. */
const BODIES: [kind: string, type: string, body: string][] = [
  ['JSON', 'application/json', '{"order": 7, "lines": [{"of": "tea", "count": 2}], "note": "ä"}'],
  ['a form', 'application/x-www-form-urlencoded', 'order=7&note=a%20b&note=c%C3%A4'],
  [
    'a form with a file',
    `multipart/form-data; boundary=${EDGE}`,
    `--${EDGE}\r\nContent-Disposition: form-data; name="order"\r\n\r\n7\r\n--${EDGE}\r\nContent-Disposition: form-data; name="list"; filename="list.txt"\r\nContent-Type: text/plain\r\n\r\ntea\r\n--${EDGE}--\r\n`,
  ],
  ['text', 'text/plain', 'two pounds of tea'],
]
/** As latin1, which `raw` sends byte by byte. */
const bytesAs = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
const callWith = (type: string, body: string) =>
  `${post(`Content-Type: ${type}`, `Content-Length: ${body.length}`)}${body}`
const cuts = (text: string) => [
  ...new Set(Array.from({ length: 20 }, (_, i) => Math.floor((text.length * i) / 20))),
]

describe.each(BODIES)('%s', (_, type, text) => {
  const body = bytesAs(text)

  test('is taken whole', async () => {
    expect((await raw(callWith(type, body))).slice(0, 13)).toBe('HTTP/1.1 202 ')
  })

  test('from a caller who is gone at any of 20 places starts no run', async () => {
    const before = await runs()
    const call = callWith(type, body)
    for (const cut of cuts(call)) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.end(call.slice(0, cut), 'latin1')
      let answer = ''
      for await (const piece of socket) answer += piece
      expect(answer).toMatch(/^($|HTTP\/1\.1 4)/)
    }
    expect(await runs()).toBe(before)
  })

  test('cut short at 20 places and sent as if that were all is read as far as it goes or refused with the reason', async () => {
    for (const cut of cuts(body)) {
      const before = await runs()
      const [, said = ''] = (await raw(callWith(type, body.slice(0, cut)))).split('\r\n\r\n')
      const { runId, status, code, detail } = JSON.parse(said) as Record<string, unknown>
      expect(await runs()).toBe(before + (runId === undefined ? 0 : 1))
      if (runId !== undefined) continue
      expect(status).toBe(400)
      expect(code).toMatch(/^webhook\./)
      expect(detail).toMatch(type.includes('json') ? /at line 1, column \d+/ : /^[A-Z].*\.$/)
    }
  })
})

const SLOW = 300
test(`${SLOW} callers who never come to an end keep nobody from calling`, async () => {
  const slow: Socket[] = []
  for (let i = 0; i < SLOW; i++) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(i % 2 === 0 ? `POST /hooks/in/1 HTTP/1.1\r\n${host()}\r\nX-` : post('Content-Length: 100'))
    slow.push(socket)
  }
  await pause(100)
  for (const socket of slow) socket.write('a')
  const before = await runs()
  expect((await raw(`${post('Content-Length: 2')}hi`)).slice(0, 13)).toBe('HTTP/1.1 202 ')
  expect(await runs()).toBe(before + 1)
  for (const socket of slow) socket.destroy()
})

const MB = 1024 * 1024
const LARGE = many(64, 1024)
test(`${LARGE} MB in pieces are refused before they are all here, and others are served meanwhile`, async () => {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (bytes) => (answer += bytes))
  socket.write(
    lines('POST /hooks/in/1 HTTP/1.1', host(), 'Content-Type: text/plain', 'Transfer-Encoding: chunked'),
  )
  const piece = Buffer.concat([
    Buffer.from(`${MB.toString(16)}\r\n`),
    Buffer.alloc(MB, 120),
    Buffer.from('\r\n'),
  ])
  const before = await runs()
  for (let i = 0; i < LARGE && !socket.destroyed; i++) {
    if (!socket.write(piece)) await Promise.race([pause(20), new Promise((go) => socket.once('drain', go))])
    if (i % 16 === 0) expect((await raw(`${post('Content-Length: 2')}hi`)).slice(0, 13)).toBe('HTTP/1.1 202 ')
  }
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
  expect(await runs()).toBe(before + LARGE / 16)
  socket.destroy()
}, 120_000)
