import { constants } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppError } from '#shared/error'
import { type Certificate, makeCertificate } from '../../../tests/support/certificates.ts'
import { serveSecurely } from '../../../tests/support/local-web.ts'
import { makeHttp } from '../make-http.ts'

const never = new AbortController().signal
const DAY = 86_400_000

async function refusal(url: string): Promise<AppError> {
  const { http } = makeHttp({ env: {} })
  return http({ url, method: 'GET', headers: {} }, never).then(
    () => expect.fail('it was trusted'),
    (error) => error,
  )
}
const hello = (certificate: Parameters<typeof serveSecurely>[0]) =>
  serveSecurely(certificate, (_request, response) => void response.end('hello'))

test.each<[string, RegExp, () => Promise<Certificate>]>([
  ['http.certificate-self-signed', /vouches only for itself/, () => makeCertificate()],
  [
    'http.certificate-unknown-issuer',
    /issued by somebody we do not know/,
    async () => makeCertificate({ by: await makeCertificate({ name: 'Nobody', isAuthority: true }) }),
  ],
])('%s: %s', async (code, words, make) => {
  const { cert, key } = await make()
  const url = await hello({ cert, key })
  const error = await refusal(url)
  expect(error).toMatchObject({ code, message: expect.stringMatching(words), retryable: false })
  expect(error.message).toContain(new URL(url).host)
  expect(error.fix).toContain('NODE_EXTRA_CA_CERTS')
})

test('a chain that the server sends whole, but whose root nobody knows', async () => {
  const by = await makeCertificate({ name: 'Nobody', isAuthority: true })
  const { cert, key } = await makeCertificate({ by })
  const url = await hello({ cert: cert + by.cert, key })
  expect((await refusal(url)).code).toBe('http.certificate-unknown-issuer')
})

test('a server that speaks only what is too old', async () => {
  const { cert, key } = await makeCertificate()
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as object
  const url = await hello({ cert, key, secureOptions: constants.SSL_OP_ALL, ...old })
  expect(await refusal(url)).toMatchObject({
    code: 'http.tls-too-old',
    message: expect.stringContaining('too old to be safe'),
  })
})

describe('who is trusted by the file of NODE_EXTRA_CA_CERTS', () => {
  let folder: string
  let authority: Certificate
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'blockloom-tls-'))
    authority = await makeCertificate({ name: 'The company', isAuthority: true })
    writeFileSync(join(folder, 'company.pem'), authority.cert)
    writeFileSync(join(folder, 'empty.pem'), 'nothing')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const ask = async (url: string, file = 'company.pem') => {
    const { http } = makeHttp({ env: { NODE_EXTRA_CA_CERTS: join(folder, file) } })
    return http({ url, method: 'GET', headers: {} }, never)
  }
  const by = async (order: Parameters<typeof makeCertificate>[0]) => {
    const { cert, key } = await makeCertificate({ ...order, by: authority })
    return hello({ cert, key })
  }

  test('vouches for servers', async () => {
    expect(new TextDecoder().decode((await ask(await by({}))).body)).toBe('hello')
  })

  test('its address may be asked as well as its name', async () => {
    const url = (await by({})).replace('localhost', '127.0.0.1')
    expect((await ask(url)).status).toBe(200)
  })

  test.each<[string, RegExp, Parameters<typeof makeCertificate>[0]]>([
    ['http.certificate-expired', /has run out/, { notAfter: new Date(Date.now() - DAY / 2) }],
    ['http.certificate-not-yet', /not valid yet/, { notBefore: new Date(Date.now() + DAY / 2) }],
    ['http.certificate-other-host', /made out to another name/, { hosts: ['example.org'] }],
  ])('but not when %s', async (code, words, order) => {
    const url = await by(order)
    await expect(ask(url)).rejects.toMatchObject({ code, message: expect.stringMatching(words) })
  })

  test('but the server wants to see a certificate', async () => {
    const { cert, key } = await makeCertificate({ by: authority })
    const url = await hello({ cert, key, requestCert: true, rejectUnauthorized: true } as object)
    await expect(ask(url)).rejects.toMatchObject({ code: 'http.wants-certificate' })
  })

  test.each(['nowhere.pem', 'empty.pem'])('a file that is none (%s) is told', async (file) => {
    const url = await by({})
    await expect(ask(url, file)).rejects.toMatchObject({
      code: 'http.bad-authorities',
      message: expect.stringContaining(file),
      fix: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    })
  })
})
