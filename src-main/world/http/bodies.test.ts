// Bodies: packed, large, cut short, sent as they are made.
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '#shared/block'
import { serve, serveRaw, serveStreams } from '../../../tests/support/local-web.ts'
import { makeHttp } from '../make-http.ts'

const never = new AbortController().signal
const web = makeHttp({ env: {} })
const get = (url: string, headers = {}): HttpRequest => ({ url, method: 'GET', headers })
const read = async (url: string) => Buffer.from((await web.http(get(url), never)).body)
const packed = (name: string, bytes: Uint8Array) =>
  serve((_request, response) => void response.writeHead(200, { 'content-encoding': name }).end(bytes))

const TEXT = 'Grüße, '.repeat(10_000)
const PACKERS: Record<string, (text: string | Buffer) => Buffer> = {
  gzip: zlib.gzipSync,
  'x-gzip': zlib.gzipSync,
  br: zlib.brotliCompressSync,
  deflate: zlib.deflateSync,
  zstd: zlib.zstdCompressSync,
}

describe('a packed body', () => {
  test.each(Object.keys(PACKERS))('%s is unpacked', async (name) => {
    expect((await read(await packed(name, PACKERS[name]?.(TEXT) as Buffer))).toString()).toBe(TEXT)
  })

  test('deflate without its frame, and one in the other, are unpacked', async () => {
    expect((await read(await packed('deflate', zlib.deflateRawSync(TEXT)))).toString()).toBe(TEXT)
    const both = zlib.gzipSync(zlib.brotliCompressSync(TEXT))
    expect((await read(await packed('br, gzip', both))).toString()).toBe(TEXT)
  })

  test('is asked for unless the request says otherwise', async () => {
    const url = await serve(({ headers }, response) => void response.end(headers['accept-encoding']))
    expect((await read(url)).toString()).toBe('zstd, br, gzip, deflate')
    const answer = await web.http(get(url, { 'Accept-Encoding': 'identity' }), never)
    expect(Buffer.from(answer.body).toString()).toBe('identity')
  })

  test('that is empty is empty', async () => {
    expect((await read(await packed('gzip', new Uint8Array()))).length).toBe(0)
    const url = await packed('gzip', zlib.gzipSync(TEXT))
    expect((await web.http({ ...get(url), method: 'HEAD' }, never)).body.length).toBe(0)
  })

  test.each(Object.keys(PACKERS))('%s that is broken or cut short is told', async (name) => {
    const whole = PACKERS[name]?.(TEXT) as Buffer
    await expect(read(await packed(name, Buffer.from('x not packed at all')))).rejects.toMatchObject({
      code: 'http.broken-body',
    })
    for (const share of [0.2, 0.5, 0.9])
      await expect(read(await packed(name, whole.subarray(0, whole.length * share)))).rejects.toMatchObject({
        code: expect.stringMatching(/^http\.(cut-off|broken-body)$/),
      })
  })

  test('in a way that nobody knows is told', async () => {
    await expect(read(await packed('lzma', Buffer.from('x')))).rejects.toMatchObject({
      code: 'http.unknown-packing',
      message: expect.stringContaining('lzma'),
    })
  })

  test('that unpacks to much more than it is: read whole, it has the usual limit', async () => {
    const url = await packed('gzip', zlib.gzipSync(Buffer.alloc(30_000_000)))
    await expect(read(url)).rejects.toMatchObject({ code: 'http.too-large' })
  })

  test('that unpacks to much more than it is: as a stream, it ends at 200 times its size', async () => {
    const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 }
    const fast = zlib.brotliCompressSync(Buffer.alloc(110_000_000), { params })
    const url = await packed('br', fast)
    const { body } = await web.open(get(url), never)
    let size = 0
    const reading = async () => {
      for await (const piece of body) size += piece.length
    }
    await expect(reading()).rejects.toMatchObject({ code: 'http.packed-bomb' })
    expect(size).toBeGreaterThan(90_000_000)
    expect(size).toBeLessThan(110_000_000)
  })
})

/** 50 MB that differ from piece to piece. */
async function* manyBytes(pieces = 800): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < pieces; i++) yield Buffer.alloc(64 * 1024, `piece ${i};`)
}
async function digestOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

describe('a body as a stream', () => {
  test('comes whole, with its size where the server says it', async () => {
    const size = 800 * 64 * 1024
    const url = await serveStreams(({ url }, response) => {
      if (url === '/sized') response.setHeader('content-length', size)
      Readable.from(manyBytes()).pipe(response)
    })
    const sized = await web.open(get(`${url}/sized`), never)
    expect(sized.size).toBe(size)
    expect(await digestOf(sized.body)).toBe(await digestOf(manyBytes()))
    const unsized = await web.open(get(url), never)
    expect(unsized.size).toBeUndefined()
    expect(await digestOf(unsized.body)).toBe(await digestOf(manyBytes()))
  })

  test('does not run ahead of who reads it', async () => {
    let sent = 0
    const url = await serveStreams((_request, response) => {
      const counted = async function* () {
        for await (const piece of manyBytes()) {
          sent += piece.length
          yield piece
        }
      }
      Readable.from(counted(), { objectMode: false }).pipe(response)
    })
    const reading = await web.open(get(url), never)
    await new Promise((done) => setTimeout(done, 300))
    // what sockets and kernels hold between them, not the 50 MB
    expect(sent).toBeLessThan(20_000_000)
    reading.close()
  })

  test('that ends too early is told, with a length or in chunks', async () => {
    const cut = (headers: object) => (response: ServerResponse) => {
      response.writeHead(200, { ...headers })
      response.write(Buffer.alloc(100_000), () => setTimeout(() => response.destroy(), 20))
    }
    for (const end of [cut({ 'content-length': '200000' }), cut({})]) {
      const url = await serveStreams((_request, response) => end(response))
      const { body } = await web.open(get(url), never)
      await expect(digestOf(body)).rejects.toMatchObject({ code: 'http.cut-off', retryable: true })
    }
  })

  test('of a server that only closes at the end is whole', async () => {
    const url = await serveRaw((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'))
    })
    expect((await read(url)).toString()).toBe('all of it')
  })

  test('left in the middle lets go of its connection', async () => {
    let closed: Promise<void> | undefined
    const url = await serveStreams((_request, response) => {
      closed = new Promise((done) => void response.once('close', done))
      Readable.from(manyBytes()).pipe(response)
    })
    const { body } = await web.open(get(url), never)
    for await (const piece of body) if (piece.length > 0) break
    await closed
  })
})

describe('a body that is sent', () => {
  test('as a stream arrives whole, with its length where it is known', async () => {
    const url = await serveStreams(async (request, response) => {
      const digest = await digestOf(request)
      response.end(`${digest} ${request.headers['content-length']} ${request.headers['transfer-encoding']}`)
    })
    const post = async (size?: number) => {
      const body = { pieces: () => manyBytes(), ...(size !== undefined && { size }) }
      const answer = await web.http({ url, method: 'POST', headers: {}, body }, never)
      return Buffer.from(answer.body).toString()
    }
    const digest = await digestOf(manyBytes())
    expect(await post(800 * 64 * 1024)).toBe(`${digest} ${800 * 64 * 1024} undefined`)
    expect(await post()).toBe(`${digest} undefined chunked`)
  })

  test('is made anew where a redirect asks for it', async () => {
    const url = await serveStreams(async (request, response) => {
      const digest = await digestOf(request)
      if (request.url === '/end') response.end(digest)
      else response.writeHead(307, { location: '/end' }).end()
    })
    const body = { pieces: () => manyBytes(3) }
    const answer = await web.http({ url, method: 'POST', headers: {}, body }, never)
    expect(Buffer.from(answer.body).toString()).toBe(await digestOf(manyBytes(3)))
  })

  test('need not be taken whole: an answer may come first', async () => {
    const url = await serveStreams((request, response) => {
      request.resume()
      response.writeHead(413).end('enough')
    })
    const answer = await web.http(
      { url, method: 'POST', headers: {}, body: { pieces: () => manyBytes() } },
      never,
    )
    expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([413, 'enough'])
  })

  test.each([
    ['less', 5],
    ['more', 1],
  ])('with %s than was promised is told', async (_how, size) => {
    const url = await serve((_request, response) => void response.end())
    const body = {
      size,
      pieces: async function* () {
        yield Buffer.from('abc')
      },
    }
    await expect(web.http({ url, method: 'PUT', headers: {}, body }, never)).rejects.toMatchObject({
      code: 'http.body-changed',
    })
  })

  test('whose source fails ends with what failed', async () => {
    const url = await serve((_request, response) => void response.end())
    const gone = new Error('the disk is gone')
    const body = {
      pieces: async function* () {
        yield Buffer.from('abc')
        throw gone
      },
    }
    await expect(web.http({ url, method: 'PUT', headers: {}, body }, never)).rejects.toMatchObject({
      code: 'http.failed',
      cause: gone,
    })
  })
})

describe('connections', () => {
  test('are used again, and a closed one is not noticed', async () => {
    const ports = new Set<number | undefined>()
    const url = await serveStreams((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('x')
      if (request.url === '/close') response.on('finish', () => request.socket.destroy())
    })
    await read(`${url}/1`)
    await read(`${url}/2`)
    expect(ports.size).toBe(1)
    await read(`${url}/close`)
    expect((await read(`${url}/3`)).toString()).toBe('x')
    expect(ports.size).toBe(2)
  })

  test.each(['Content-Length', 'transfer-encoding', 'Connection', 'Proxy-Authorization'])(
    'are Blockloom’s own business: %s cannot be set',
    async (name) => {
      await expect(web.http(get('http://a.example/', { [name]: '1' }), never)).rejects.toMatchObject({
        code: 'http.bad-request',
        message: expect.stringContaining(name),
      })
    },
  )

  test('cookies are neither kept nor sent', async () => {
    const seen: unknown[] = []
    const url = await serve((request, response) => {
      seen.push(request.headers.cookie)
      response.setHeader('set-cookie', ['a=1', 'b=2; Path=/'])
      if (request.url === '/on') response.writeHead(302, { location: '/' })
      response.end()
    })
    const answer = await web.http(get(`${url}/on`), never)
    await read(url)
    expect(seen).toEqual([undefined, undefined, undefined])
    expect(answer.headers['set-cookie']).toBe('a=1\nb=2; Path=/')
  })
})
