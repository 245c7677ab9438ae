import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { effectOf, type FileRef, isIdempotent } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { serve, serveStreams } from '../../../tests/support/local-web.ts'
import { download } from './block.ts'

type Downloaded = FileRef & { status: number; url: string }

describeBlock(download, import.meta.dirname, ({ home, output, failure, fixture, run }) => {
  const got = async (config: JsonObject, input: Json = null) => (await output(config, input)) as Downloaded

  test('fetches what a list names, one after the other', async () => {
    const url = await serve(({ url }, response) => void response.end(`picture ${url}`))
    const ended = await fixture('all-of-a-list', { input: [`${url}/a.png`, `${url}/b.png`] })
    expect(ended.error).toBeUndefined()
    expect(readdirSync(home('Pictures')).sort()).toEqual(['a.png', 'b.png'])
    expect(readFileSync(home('Pictures', 'b.png'), 'utf8')).toBe('picture /b.png')
  })

  test('gives the file, with where it came from', async () => {
    const url = await serve(({ url }, response) => {
      if (url?.startsWith('/old')) response.writeHead(302, { location: '/new/report.pdf?key=secret' }).end()
      else response.writeHead(203).end('%PDF')
    })
    expect(await got({ url: `${url}/old`, to: `${home('in')}/` })).toEqual({
      path: `${home('in')}/report.pdf`,
      name: 'report.pdf',
      size: 4,
      type: 'application/pdf',
      status: 203,
      url: `${url}/new/report.pdf`,
    })
  })

  test('does what it is told with a file that is there', async () => {
    const url = await serve((_request, response) => void response.end('new'))
    mkdirSync(home(), { recursive: true })
    const to = home('a.txt')
    writeFileSync(to, 'old')
    expect((await got({ url, to })).path).toBe(home('a 2.txt'))
    expect(await failure({ url, to, ifExists: 'fail' })).toMatchObject({ code: 'files.exists' })
    expect(readFileSync(to, 'utf8')).toBe('old')
    expect((await got({ url, to, ifExists: 'replace' })).path).toBe(to)
    expect(readFileSync(to, 'utf8')).toBe('new')
    expect(effectOf(download, {})).toBe('write')
    expect([isIdempotent(download, { ifExists: 'replace' }), isIdempotent(download, {})]).toEqual([
      true,
      false,
    ])
  })

  test('signs in and sends headers, and asks for nothing packed', async () => {
    const seen: unknown[] = []
    const url = await serve(({ headers }, response) => {
      seen.push([headers.authorization, headers['x-my'], headers['accept-encoding']])
      response.end()
    })
    await output({ url, headers: { 'X-My': 'a' }, auth: { kind: 'bearer', token: 't' } })
    expect(seen).toEqual([['Bearer t', 'a', 'identity']])
    expect(existsSync(home('Downloads'))).toBe(true)
  })

  test('unpacks what comes packed all the same', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('text'))
    })
    expect(readFileSync((await got({ url })).path, 'utf8')).toBe('text')
  })

  test('writes 50 MB as they come', async () => {
    const pieces = async function* () {
      for (let i = 0; i < 800; i++) yield Buffer.alloc(65_536, `piece ${i};`)
    }
    const url = await serveStreams((_request, response) => {
      response.setHeader('content-length', 800 * 65_536)
      Readable.from(pieces()).pipe(response)
    })
    const { path, size } = await got({ url: `${url}/film.mp4` })
    expect(size).toBe(800 * 65_536)
    const wanted = createHash('sha256')
    for await (const piece of pieces()) wanted.update(piece)
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(wanted.digest('hex'))
  })

  describe('leaves nothing behind', () => {
    test('when the connection breaks off', async () => {
      const url = await serveStreams((_request, response) => {
        response.setHeader('content-length', 200_000)
        response.write(Buffer.alloc(100_000), () => setTimeout(() => response.destroy(), 20))
      })
      const to = home('in')
      mkdirSync(to, { recursive: true })
      expect(await failure({ url, to })).toMatchObject({ code: 'http.cut-off', retryable: true })
      expect(readdirSync(to)).toEqual([])
    })

    test('when its time is up', async () => {
      const url = await serveStreams((_request, response) => void response.write(Buffer.alloc(100_000)))
      const to = home('in')
      mkdirSync(to, { recursive: true })
      const { error } = await run({ url, to }, null, {}, { timeout: '300ms' })
      expect(error).toMatchObject({ code: 'step.timeout' })
      await expect.poll(() => readdirSync(to)).toEqual([])
    })

    test('when the server says no', async () => {
      const url = await serve((_request, response) => void response.writeHead(404).end('gone'))
      expect(await failure({ url, to: `${home('in')}/` })).toMatchObject({
        code: 'web.status-404',
        details: { body: 'gone' },
      })
      expect(existsSync(home('in'))).toBe(false)
    })
  })

  test('a name from a server stays in its folder', async () => {
    const names = [
      '../../out.txt',
      '..\\..\\out.txt',
      '/etc/passwd',
      'C:\\evil.txt',
      '....//x',
      '.hidden',
      'con',
    ]
    const url = await serve(({ url }, response) => {
      const name = names[Number(url?.slice(1))]
      response.setHeader(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(name ?? '')}`,
      )
      response.end('x')
    })
    const given = await Promise.all(names.map((_, i) => got({ url: `${url}/${i}`, to: `${home('in')}/` })))
    for (const { path, name } of given) expect(path).toBe(`${home('in')}/${name}`)
    expect(readdirSync(home('in')).sort()).toEqual([...given.map(({ name }) => name)].sort())
    expect(given.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['passwd', 'evil.txt', 'x', 'hidden', '_con']),
    )
  })

  test.each([
    [{ url: 'http://user:word@127.0.0.1/' }, 'web.bad-address'],
    [{ url: 'http://exa mple.org/' }, 'config.wrong-kind'],
    [{ url: '{{ "file:///etc/passwd" }}' }, 'config.wrong-kind'],
    [{ url: 'http://127.0.0.1/', headers: { a: '{{ "b\\r\\nEvil: 1" }}' } }, 'web.bad-header'],
    [{ url: 'http://127.0.0.1/', auth: { kind: 'magic' } }, 'config.not-a-choice'],
    [{ url: 'http://127.0.0.1/', auth: '{{ { kind: "magic" } }}' }, 'config.not-a-choice'],
    [{ url: 'http://169.254.169.254/latest/' }, 'http.address-not-allowed'],
  ])('refuses %j with %s', async (config, code) => {
    expect(await failure(config)).toMatchObject({ code, fix: expect.any(String) })
  })
})
