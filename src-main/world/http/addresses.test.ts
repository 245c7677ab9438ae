// The allowed-address rule on real connections: SSRF by names, redirects and odd forms of addresses.
import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { AppError } from '#shared/error'
import { makeCertificate } from '../../../tests/support/certificates.ts'
import { listen, serve, serveSecurely } from '../../../tests/support/local-web.ts'
import { namedPlaces } from '../../runtime/named-places.ts'
import { makeHttp } from '../make-http.ts'

const never = new AbortController().signal
const asking =
  (addresses: string[] = ['public', 'named'], texts: string[] = []) =>
  async (url: string): Promise<string> => {
    const { http } = makeHttp({ env: {}, addresses: () => addresses, times: { connect: 300 } })
    const asker = { named: namedPlaces(texts) }
    const answer = await http({ url, method: 'GET', headers: {} }, never, asker)
    return new TextDecoder().decode(answer.body)
  }
const refusal = (deed: Promise<unknown>): Promise<AppError> =>
  deed.then(
    (given) => expect.fail(`it was allowed: ${given}`),
    (error) => error,
  )
const hello = () => serve((_request, response) => void response.end('hello'))

describe('a place of this machine', () => {
  test('is reached when the flow names it, by address or by name', async () => {
    const url = await hello()
    expect(await asking(undefined, [`${url}/{{ input }}`])(`${url}/a`)).toBe('hello')
    const byName = url.replace('127.0.0.1', 'localhost')
    expect(await asking(undefined, [byName])(byName)).toBe('hello')
  })

  test.each([
    ...['127.0.0.1', 'localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0x7f.1', '127.0.0.1.'],
    ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', 'LOCALHOST', '①②⑦.⓪.⓪.①'],
  ])('is not, when it comes out of a value: %s', async (host) => {
    const { port } = new URL(await hello())
    const error = await refusal(asking()(`http://${host}:${port}/`))
    expect(error).toMatchObject({
      code: 'http.address-not-allowed',
      retryable: false,
      details: { kind: 'private', setting: 'allowedAddresses' },
    })
    expect(error.message).toMatch(/^Flows may not ask .*: it is this machine or in a private network\.$/)
    expect(error.fix).toContain('blockloom settings set allowedAddresses public named')
  })

  test.each([
    '0.0.0.0',
    '0',
    '[::]',
    '169.254.169.254',
    '[fe80::1]',
    '[::ffff:169.254.169.254]',
    '2852039166',
  ])('%s is nobody’s page, even when it is named', async (host) => {
    const url = `http://${host}:9/`
    const error = await refusal(asking(undefined, [url])(url))
    expect(error).toMatchObject({ code: 'http.address-not-allowed', details: { kind: 'special' } })
  })
})

describe('a redirect', () => {
  test('to a place of this machine that the flow does not name is refused', async () => {
    let asked = 0
    const inner = await serve((_request, response) => {
      asked++
      response.end('secret')
    })
    const outer = await serve((_request, response) => void response.writeHead(302, { location: inner }).end())
    const error = await refusal(asking(undefined, [outer])(outer))
    expect(error.code).toBe('http.address-not-allowed')
    expect(asked).toBe(0)
    expect(await asking(undefined, [outer, inner])(outer)).toBe('secret')
    expect(await asking(['127.0.0.0/8'])(outer)).toBe('secret')
  })

  test('to where clouds keep their keys is refused', async () => {
    const location = 'http://169.254.169.254/latest/meta-data/'
    const outer = await serve((_request, response) => void response.writeHead(302, { location }).end())
    expect(await refusal(asking(['127.0.0.1', 'public'])(outer))).toMatchObject({
      code: 'http.address-not-allowed',
      message: expect.stringContaining('169.254.169.254'),
    })
  })

  test('from http to https of the same host stays what the person named', async () => {
    const location = await serveSecurely(await makeCertificate(), (_request, response) => void response.end())
    const outer = (
      await serve((_request, response) => void response.writeHead(301, { location }).end())
    ).replace('127.0.0.1', 'localhost')
    // it is asked: what is refused is its certificate
    expect((await refusal(asking(undefined, [outer])(outer))).code).toBe('http.certificate-self-signed')
    expect((await refusal(asking()(location))).code).toBe('http.address-not-allowed')
  })
})

describe('the setting', () => {
  test.each([
    ['any', true],
    ['127.0.0.1', true],
    ['127.0.0.0/8', true],
    ['10.0.0.0/8', false],
    ['public', false],
  ])('%s: %s', async (one, isAllowed) => {
    const url = await hello()
    const said = await asking([one])(url).catch((error: AppError) => error.code)
    expect(said).toBe(isAllowed ? 'hello' : 'http.address-not-allowed')
  })

  test('nothing allowed is nothing, not even the internet', async () => {
    const error = await refusal(
      asking([])('http://198.51.100.1.nip.invalid/').catch(() => asking([])('http://8.8.8.8/')),
    )
    expect(error).toMatchObject({
      code: 'http.address-not-allowed',
      message: 'Flows may not ask 8.8.8.8: the settings do not allow this address.',
    })
  })

  test('holds for connections that are open already', async () => {
    const url = await hello()
    let rule = ['127.0.0.1']
    const { http } = makeHttp({ env: {}, addresses: () => rule })
    const ask = () => http({ url, method: 'GET', headers: {} }, never, { named: () => false })
    expect((await ask()).status).toBe(200)
    rule = ['public']
    expect((await refusal(ask())).code).toBe('http.address-not-allowed')
  })
})

test('a name that leads to several places is asked only where that is allowed', async () => {
  const port = await listen(
    createServer((_request, response) => void response.end('four')),
    '127.0.0.1',
  )
  expect(await asking(['127.0.0.1'])(`http://localhost:${port}/`)).toBe('four')
  expect((await refusal(asking(['::1'])(`http://127.0.0.1:${port}/`))).code).toBe('http.address-not-allowed')
})
