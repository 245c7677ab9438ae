import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import zlib from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { type CalledHooks, callHooks } from '../../../tests/support/called-hooks.ts'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { runsOf, startedBy, switchOn } from '../../../tests/support/trigger-flow.ts'

const IDLE_MS = 300
let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
let hooks: CalledHooks
let flow: string
beforeEach(async () => {
  hosts = diskHosts()
  host = hosts.first(undefined, { idleMs: IDLE_MS })
  host.store.settings.set('webhooks', { bodyMb: 1, filesMb: 2 })
  host.hooks.readSettings()
  await host.triggers.start()
  hooks = await callHooks(() => host)
  flow = await on({ path: 'in' })
})
afterEach(async () => {
  await hooks.close()
  await hosts.remove()
})

const on = (config: JsonObject) =>
  switchOn(host, startedBy('start/webhook', { methods: ['ANY'], answer: 'when done', ...config }))
const send = (type: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  hooks.call('/hooks/in', { body, headers: { ...(type && { 'content-type': type }), ...headers } })
const bodyOf = async (...given: Parameters<typeof send>) => (await send(...given)).json?.body
const noRun = async () => expect(await runsOf(host, flow)).toEqual([])
/** what calls brought and what lies there still */
const files = () => (existsSync(host.hooks.files.folder) ? readdirSync(host.hooks.files.folder) : [])

describe('JSON', () => {
  test('arrives as a value', async () => {
    for (const [text, value] of [
      ['{"a":[1,{"b":":\\":{}"}],"ü":null}', { a: [1, { b: ':":{}' }], ü: null }],
      ['"text"', 'text'],
      ['\ufeff[1e3]', [1000]],
      ['', null],
    ] as const)
      expect(await bodyOf('application/json; charset=utf-8', text)).toEqual(value)
    expect(await bodyOf('application/vnd.api+json', '{"a":1}')).toEqual({ a: 1 })
    expect(await bodyOf('application/json; charset=utf-16le', Buffer.from('{"a":"ä"}', 'utf16le'))).toEqual({
      a: 'ä',
    })
  })

  test.each([
    ['that is broken', '{\n  "a": 1,\n}', { line: 3, column: 1 }],
    ['that is something else', 'a=1&b=2', { line: 1, column: 1 }],
    ['with a key twice', '{"a":1,\n"a":2}', { line: 2, column: 1, why: 'flow.duplicate-key' }],
    ['with a key twice, written in two ways', '{"a":1,"\\u0061":2}', { line: 1, column: 8 }],
    ['with an endless number', '{"a":1e999}', { line: 1, column: 6 }],
    ['nested too deep', `${'['.repeat(300)}${']'.repeat(300)}`, { line: 1, column: 201 }],
    ['that reaches for a prototype', '{"a":{"__proto__":{"x":1}}}', { line: 1, column: 7 }],
    ['that reaches for a constructor', '{"constructor":{"prototype":1}}', { line: 1, column: 2 }],
    ['cut short', '{"a":"b', { line: 1 }],
  ])('%s is refused with the place', async (_, text, details) => {
    const { status, json } = await send('application/json', text)
    expect([status, json]).toMatchObject([400, { code: 'webhook.broken-json', details }])
    expect(json.detail).toMatch(/line \d+, column \d+/)
    await noRun()
  })

  test('that is no text in its charset is refused', async () => {
    expect((await send('application/json', Buffer.from([0x22, 0xff, 0x22]))).json).toMatchObject({
      code: 'webhook.broken-body',
    })
    expect((await send('text/plain; charset=klingon', 'x')).status).toBe(415)
  })

  test('never gets a value from a body that is cut short at any place', async () => {
    const whole = '{"order":{"id":7,"lines":[{"sku":"a","n":2}]},"paid":true}'
    for (let i = 1; i < whole.length; i += 3)
      expect((await send('application/json', whole.slice(0, i))).status).toBe(400)
    await noRun()
  })
})

describe('a form', () => {
  test('arrives as an object; what comes again as a list', async () => {
    expect(await bodyOf('application/x-www-form-urlencoded', 'a=1&b=x+y&b=%C3%BC&c[d]=e&empty=')).toEqual({
      ...{ a: '1', b: ['x y', 'ü'], 'c[d]': 'e', empty: '' },
    })
  })

  test.each([
    ['__proto__', '__proto__=x'],
    ['constructor', 'constructor=x'],
    ['more than a thousand fields', 'a=1&'.repeat(1100)],
  ])('with %s is refused', async (_, text) => {
    const { json } = await send('application/x-www-form-urlencoded', text)
    expect(json).toMatchObject({ status: 400, code: 'webhook.bad-form' })
    expect((await hooks.call(`/hooks/in?${text}`)).json).toMatchObject({ code: 'webhook.bad-query' })
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    await noRun()
  })
})

describe('anything else', () => {
  test('text arrives as text', async () => {
    expect(await bodyOf('text/plain', 'hi\n')).toBe('hi\n')
    expect(await bodyOf('application/xml', '<a/>')).toBe('<a/>')
    expect(await bodyOf('text/plain; charset=iso-8859-1', Buffer.from([0xfc]))).toBe('ü')
    expect(await bodyOf('', 'no type at all')).toBe('no type at all')
    expect((await hooks.call('/hooks/in')).json.body).toBeNull()
  })

  test('bytes arrive as a file', async () => {
    const bytes = randomBytes(1_500_000)
    const body = await bodyOf('image/png', bytes)
    expect(body).toMatchObject({ name: 'download.png', size: bytes.length, type: 'image/png' })
    expect(readFileSync(body.path).equals(bytes)).toBe(true)
    const unsaid = await bodyOf('', Buffer.from([0xff, 0xfe, 0x00]))
    expect(unsaid).toMatchObject({ size: 3, type: 'application/octet-stream' })
  })
})

const multipart = (parts: [string, string | Uint8Array][], boundary = 'xYzZy') => ({
  type: `multipart/form-data; boundary=${boundary}`,
  body: Buffer.concat([
    ...parts.flatMap(([head, body]) => [
      Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
      Buffer.from(body as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]),
})
const fieldPart = (name: string, value: string): [string, string] => [
  `Content-Disposition: form-data; name="${name}"`,
  value,
]
const filePart = (
  name: string,
  fileName: string,
  body: string | Uint8Array,
): [string, string | Uint8Array] => [
  `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: text/plain`,
  body,
]

const badField = multipart([fieldPart('__proto__', 'x')])

describe('a form with files', () => {
  test('arrives with its fields, and its files on disk as what they are called', async () => {
    const bytes = randomBytes(300_000)
    const { type, body } = multipart([
      fieldPart('who', 'Ada'),
      fieldPart('tag', 'a'),
      fieldPart('tag', 'b'),
      filePart('doc', 'report.txt', bytes),
      filePart('doc', 'Report.txt', 'two'),
    ])
    const got = await bodyOf(type, body)
    expect(got).toMatchObject({
      ...{ who: 'Ada', tag: ['a', 'b'] },
      doc: [
        { name: 'report.txt', size: bytes.length, type: 'text/plain' },
        { name: 'Report 2.txt', size: 3 },
      ],
    })
    expect(readFileSync(got.doc[0].path).equals(bytes)).toBe(true)
  })

  test.each(['../../evil.sh', '..\\..\\evil.sh', '/etc/evil.sh', 'C:\\evil.sh', '.evil.sh'])(
    'never writes outside its folder: %s',
    async (name) => {
      const { type, body } = multipart([filePart('f', name, 'x')])
      const { f } = await bodyOf(type, body)
      expect(f.name).toMatch(/^[\w.]*evil\.sh$/)
      expect(f.path).toMatch(/files[\\/]calls[\\/]run_\d+[\\/][\w.]*evil\.sh$/)
    },
  )

  test.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    ['that is none', 'multipart/form-data; boundary=b', 'hello'],
    ['with a field named __proto__', badField.type, badField.body],
  ])('%s is refused', async (_, type, body) => {
    expect((await send(type, body)).json).toMatchObject({ status: 400, code: 'webhook.bad-form' })
    await noRun()
    expect(files()).toEqual([])
  })

  test('cut short at any place leaves no run and no file', async () => {
    const { type, body } = multipart([fieldPart('a', '1'), filePart('f', 'f.txt', 'x'.repeat(200))])
    for (let i = 0; i < 20; i++) {
      const { status } = await send(type, body.subarray(0, Math.floor((i * (body.length - 4)) / 20) + 1))
      expect(status).toBe(400)
    }
    await noRun()
    expect(files()).toEqual([])
  })

  test('too large is refused, and nothing of it stays', async () => {
    const { type, body } = multipart([filePart('f', 'f.bin', Buffer.alloc(3_300_000))])
    expect((await send(type, body)).status).toBe(413)
    expect((await send(type, body, { 'transfer-encoding': 'chunked' })).status).toBe(413)
    await noRun()
    expect(files()).toEqual([])
  })

  test('whose signature is wrong leaves no run and no file; a right one, over the raw bytes, starts one', async () => {
    await on({ path: 'signed', auth: { kind: 'github', secret: 'k' } })
    const { type, body } = multipart([filePart('f', 'f.txt', 'x')])
    const call = (signature: string) =>
      hooks.call('/hooks/signed', {
        body,
        headers: { 'content-type': type, 'x-hub-signature-256': `sha256=${signature}` },
      })
    expect((await call('0'.repeat(64))).status).toBe(401)
    expect(files()).toEqual([])
    const { json } = await call(createHmac('sha256', 'k').update(body).digest('hex'))
    expect(json).toMatchObject({
      body: { f: { name: 'f.txt' } },
      headers: { 'x-hub-signature-256': '[hidden]' },
    })
  })

  test('goes with its run: pruned, or never there', async () => {
    const { type, body } = multipart([filePart('f', 'f.txt', 'x')])
    await send(type, body)
    expect(files()).toHaveLength(1)
    await host.hooks.files.forRun('run_gone').save('x', 'text/plain', (async function* () {})())
    await host.hooks.files.sweep((id) => host.store.journal.get(id) !== undefined)
    expect(files()).toEqual([(await runsOf(host, flow))[0]?.id])
  })
})

describe('a packed body', () => {
  const text = '{"a":"text text text"}'
  test.each([
    ['gzip', zlib.gzipSync(text)],
    ['br', zlib.brotliCompressSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['identity', Buffer.from(text)],
  ])('in %s is unpacked', async (packing, bytes) => {
    expect(await bodyOf('application/json', bytes, { 'content-encoding': packing })).toEqual(JSON.parse(text))
  })

  test('is signed as it came', async () => {
    await on({ path: 'signed', auth: { kind: 'github', secret: 'k' } })
    const body = zlib.gzipSync(text)
    const { status } = await hooks.call('/hooks/signed', {
      body,
      headers: {
        ...{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
        'x-hub-signature-256': `sha256=${createHmac('sha256', 'k').update(body).digest('hex')}`,
      },
    })
    expect(status).toBe(200)
  })

  test.each([
    ['that unpacks to more than a body may be', 'gzip', zlib.gzipSync(Buffer.alloc(30_000_000)), 413],
    ['the same in brotli', 'br', zlib.brotliCompressSync(Buffer.alloc(30_000_000)), 413],
    ['that is none', 'gzip', Buffer.from(text), 400],
    ['cut short', 'gzip', zlib.gzipSync(text).subarray(0, 20), 400],
    ['in a way nobody knows', 'lzw', Buffer.from(text), 415],
    ['packed twice', 'gzip, gzip', zlib.gzipSync(zlib.gzipSync(text)), 415],
  ])('%s is refused', async (_, packing, bytes, status) => {
    expect((await send('application/json', bytes, { 'content-encoding': packing })).status).toBe(status)
    expect((await send('image/png', bytes, { 'content-encoding': packing })).status).toBe(status)
    await noRun()
    expect(files()).toEqual([])
  })
})

describe('a body that is too large', () => {
  test('is refused by its length before it comes, by its bytes where it says none', async () => {
    const much = Buffer.alloc(1_100_000, 32)
    expect((await send('application/json', much)).json).toMatchObject({
      code: 'webhook.too-large',
      status: 413,
    })
    expect((await send('application/json', much, { 'transfer-encoding': 'chunked' })).status).toBe(413)
    await noRun()
  })

  test('of a gigabyte gets its answer while it still sends, in flat memory', async () => {
    const before = process.memoryUsage().rss
    const socket = connect(hooks.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `POST /hooks/in HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${1024 ** 3}\r\n\r\n`,
    )
    let answer = ''
    socket.on('data', (bytes) => (answer += bytes))
    const piece = Buffer.alloc(1024 * 1024, 120)
    for (let i = 0; i < 64 && answer === ''; i++)
      if (!socket.write(piece)) await Promise.race([pause(50), new Promise((go) => socket.once('drain', go))])
    while (answer === '') await pause(10)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
    socket.destroy()
  })

  test('is not even asked for where the client waits for a word', async () => {
    const socket = connect(hooks.port, '127.0.0.1')
    socket.write(
      'POST /hooks/in HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 9999999\r\n\r\n',
    )
    let answer = ''
    for await (const bytes of socket) answer += bytes
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  test('a small one is asked for', async () => {
    const socket = connect(hooks.port, '127.0.0.1')
    socket.write(
      'POST /hooks/in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n',
    )
    let answer = ''
    for await (const bytes of socket) {
      if (answer === '') socket.write('hi')
      answer += bytes
    }
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /)
  })
})

describe('a body that does not arrive', () => {
  test.each(['text/plain', 'image/png'])('whole (%s) starts no run, and hurts nobody else', async (type) => {
    const socket = connect(hooks.port, '127.0.0.1')
    socket.write(
      `POST /hooks/in HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\nhalf`,
    )
    let answer = ''
    socket.on('data', (bytes) => (answer += bytes))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    expect(await bodyOf('text/plain', 'other')).toBe('other')
    await closed
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect(await runsOf(host, flow)).toHaveLength(1)
    expect(files()).toEqual([])
  })

  test('because its client is gone starts no run', async () => {
    const socket = connect(hooks.port, '127.0.0.1')
    socket.write(
      'POST /hooks/in HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nhalf',
    )
    await pause(50)
    socket.destroy()
    await pause(100)
    await noRun()
    expect(files()).toEqual([])
  })
})

test('too many headers are refused', async () => {
  const headers = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`x-${i}`, '1']))
  expect((await hooks.call('/hooks/in', { headers })).status).toBe(431)
})
