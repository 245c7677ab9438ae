import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { isRefusal } from './guard.ts'
import { makeGuard } from './make-guard.ts'

type Sent = { headers?: IncomingHttpHeaders; body?: string; now?: number }

/** Whether a call comes in; its body in two pieces. */
function comesIn(auth: JsonObject, { headers = {}, body = '', now = 0 }: Sent): boolean {
  const look = makeGuard(auth)?.look(headers, now) ?? null
  if (look === null) return true
  if (isRefusal(look)) return false
  const bytes = Buffer.from(body)
  look.update(bytes.subarray(0, 3))
  look.update(bytes.subarray(3))
  return look.verdict() === null
}

const hmac = (secret: string | Buffer, text: string, encoding: 'hex' | 'base64', algorithm = 'sha256') =>
  createHmac(algorithm, secret).update(text).digest(encoding)

describe('what services publish as their examples', () => {
  test('GitHub', () => {
    const auth = { kind: 'github', secret: "It's a Secret to Everybody" }
    const right = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const body = 'Hello, World!'
    expect(comesIn(auth, { body, headers: { 'x-hub-signature-256': right } })).toBe(true)
    expect(comesIn(auth, { body: 'Hello, World?', headers: { 'x-hub-signature-256': right } })).toBe(false)
    expect(comesIn(auth, { body })).toBe(false)
    const old = `sha1=${hmac(auth.secret, body, 'hex', 'sha1')}`
    expect(comesIn(auth, { body, headers: { 'x-hub-signature': old } })).toBe(false)
  })

  test('Slack', () => {
    const auth = { kind: 'slack', secret: '8f742231b10e8888abcd99yyyzzz85a5' }
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    }
    const at = 1_531_420_618_000
    expect(comesIn(auth, { body, headers, now: at + 299_000 })).toBe(true)
    expect(comesIn(auth, { body, headers, now: at - 299_000 })).toBe(true)
    expect(comesIn(auth, { body, headers, now: at + 301_000 })).toBe(false)
    expect(comesIn(auth, { body, headers, now: at - 301_000 })).toBe(false)
    const later = { ...headers, 'x-slack-request-timestamp': '1531420619' }
    expect(comesIn(auth, { body, headers: later, now: at })).toBe(false)
  })

  test('Standard Webhooks', () => {
    const auth = { kind: 'standard-webhooks', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }
    const body = '{"test": 2432232314}'
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    }
    const now = 1_614_265_330_000
    expect(comesIn(auth, { body, headers, now })).toBe(true)
    const several = `v1a,xyz v1,AAAA ${headers['webhook-signature']}`
    expect(comesIn(auth, { body, headers: { ...headers, 'webhook-signature': several }, now })).toBe(true)
    expect(comesIn(auth, { body, headers: { ...headers, 'webhook-id': 'msg_2' }, now })).toBe(false)
  })

  test('Stripe: the scheme of its documentation', () => {
    const auth = { kind: 'stripe', secret: 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH' }
    const body = '{"id":"evt_1","object":"event"}'
    const t = '1492774577'
    const v1 = hmac(auth.secret, `${t}.${body}`, 'hex')
    const now = 1_492_774_577_000
    const sign = (text: string) => ({ 'stripe-signature': text })
    expect(comesIn(auth, { body, now, headers: sign(`t=${t},v1=${v1},v0=6ffbb59b`) })).toBe(true)
    expect(comesIn(auth, { body, now, headers: sign(`t=${t},v1=${'0'.repeat(64)},v1=${v1}`) })).toBe(true)
    expect(comesIn(auth, { body, now, headers: sign(`t=${t},v0=${v1}`) })).toBe(false)
    expect(comesIn(auth, { body, now, headers: sign(`v1=${v1}`) })).toBe(false)
    expect(comesIn(auth, { body, now, headers: sign(`t=soon,v1=${v1}`) })).toBe(false)
    expect(comesIn(auth, { body, now: now + 400_000, headers: sign(`t=${t},v1=${v1}`) })).toBe(false)
    const patient = { ...auth, tolerance: '10m' }
    expect(comesIn(patient, { body, now: now + 400_000, headers: sign(`t=${t},v1=${v1}`) })).toBe(true)
  })

  test('Shopify: base64 of the raw body', () => {
    const auth = { kind: 'shopify', secret: 'hush' }
    const body = '{"id": 820982911946154508 }'
    const right = hmac('hush', body, 'base64')
    expect(comesIn(auth, { body, headers: { 'x-shopify-hmac-sha256': right } })).toBe(true)
    expect(comesIn(auth, { body: body.trim(), headers: { 'x-shopify-hmac-sha256': `x${right}` } })).toBe(
      false,
    )
  })
})

describe('a token', () => {
  const auth = { kind: 'token', secret: 's3cret' }
  test.each([
    ['Authorization', { authorization: 'Bearer s3cret' }, true],
    ['its own header', { 'x-blockloom-token': 's3cret' }, true],
    ['a wrong one', { authorization: 'Bearer s3cre' }, false],
    ['a longer one', { authorization: 'Bearer s3cret2' }, false],
    ['none', {}, false],
    ['an empty one', { 'x-blockloom-token': '' }, false],
  ])('in %s', (_, headers, good) => expect(comesIn(auth, { headers })).toBe(good))

  test('in a header that the hat names counts nowhere else', () => {
    const named = { ...auth, header: 'X-Gitlab-Token' }
    expect(comesIn(named, { headers: { 'x-gitlab-token': 's3cret' } })).toBe(true)
    expect(comesIn(named, { headers: { authorization: 'Bearer s3cret' } })).toBe(false)
  })
})

test('a name and a password, also beyond ASCII', () => {
  const auth = { kind: 'basic', user: 'ada', secret: 'pässwörd' }
  const header = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  expect(comesIn(auth, { headers: header('ada:pässwörd') })).toBe(true)
  expect(comesIn(auth, { headers: header('bob:pässwörd') })).toBe(false)
  expect(comesIn(auth, { headers: header('ada:') })).toBe(false)
  expect(comesIn(auth, { headers: { authorization: 'Basic %%%' } })).toBe(false)
})

describe('a signature as the hat says', () => {
  test.each(['sha1', 'sha256', 'sha384', 'sha512'])('%s in base64, behind a prefix', (algorithm) => {
    const auth = { kind: 'hmac', secret: 'k', header: 'X-Sig', prefix: 'v=', algorithm, encoding: 'base64' }
    const headers = { 'x-sig': `v=${hmac('k', 'body', 'base64', algorithm)}` }
    expect(comesIn(auth, { body: 'body', headers })).toBe(true)
    expect(comesIn(auth, { body: 'bodY', headers })).toBe(false)
    expect(comesIn(auth, { body: 'body', headers: { 'x-sig': headers['x-sig'].slice(2) } })).toBe(false)
  })

  test('with the time that is signed along, which may lie five minutes off', () => {
    const auth = {
      kind: 'hmac',
      secret: 'k',
      header: 'x-sig',
      timestamp: 'x-at',
      signs: '{timestamp}:{body}',
    }
    const sent = (at: string) => ({ 'x-at': at, 'x-sig': hmac('k', `${at}:hi`, 'hex') })
    const now = Date.parse('2026-11-26T09:00:00Z')
    for (const at of [String(now / 1000), String(now), '2026-11-26T09:04:00Z'])
      expect(comesIn(auth, { body: 'hi', now, headers: sent(at) })).toBe(true)
    for (const at of ['2026-11-26T09:06:00Z', 'yesterday', ''])
      expect(comesIn(auth, { body: 'hi', now, headers: sent(at) })).toBe(false)
  })

  test.each<JsonObject>([
    { kind: 'hmac', secret: 'k' },
    { kind: 'hmac', secret: 'k', header: 'x', algorithm: 'md5' },
    { kind: 'hmac', secret: 'k', header: 'x', encoding: 'utf8' },
    { kind: 'hmac', secret: 'k', header: 'x', signs: 'no body' },
    { kind: 'hmac', secret: 'k', header: 'x', tolerance: 'long' },
    { kind: 'magic', secret: 'k' },
  ])('that cannot be understood lets nobody in: %o', (auth) => {
    expect(() => makeGuard(auth)).toThrow(expect.objectContaining({ code: 'webhook.bad-auth' }))
  })
})

describe('secrets', () => {
  test('several count at once, in a list or in lines, so that one can replace another', () => {
    for (const secret of [['new', 'old'], 'new\nold\n'])
      for (const one of ['new', 'old']) {
        const headers = { 'x-hub-signature-256': `sha256=${hmac(one, 'x', 'hex')}` }
        expect(comesIn({ kind: 'github', secret }, { body: 'x', headers })).toBe(true)
        expect(comesIn({ kind: 'token', secret }, { headers: { 'x-blockloom-token': one } })).toBe(true)
      }
  })

  test.each(['token', 'basic', 'github', 'stripe', 'slack', 'shopify', 'standard-webhooks'])(
    'that are missing or blank let nobody in: %s',
    (kind) => {
      for (const secret of [undefined, '', '  \n', []])
        expect(() => makeGuard({ kind, ...(secret !== undefined && { secret }) })).toThrow(
          expect.objectContaining({ code: 'webhook.no-secret' }),
        )
    },
  )
})
