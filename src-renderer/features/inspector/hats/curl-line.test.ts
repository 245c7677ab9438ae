import { describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { callOf, curlLine, secretIn, withLast } from './curl-line.ts'

const BASE = 'http://127.0.0.1:4321'
const lineOf = (config: JsonObject, shell: 'bash' | 'powershell' | 'cmd' = 'bash') =>
  curlLine(callOf(BASE, config), shell)

describe('a line that calls a webhook', () => {
  test.each<[JsonObject, string]>([
    [{ path: 'a', methods: ['GET'] }, `curl '${BASE}/hooks/a'`],
    [{ path: 'a', methods: ['PUT'] }, `curl -X PUT '${BASE}/hooks/a'`],
    [
      { path: '/orders/{id}/', sample: { params: { id: 'a b' }, query: { q: ['x', 'y'] }, body: { n: 1 } } },
      `curl '${BASE}/hooks/orders/a%20b?q=x&q=y' -H 'Content-Type: application/json' --data-raw '{"n":1}'`,
    ],
    [{ path: 'orders/{id}' }, `curl -X POST '${BASE}/hooks/orders/id'`],
    [
      { path: 'a', methods: ['DELETE'], auth: { kind: 'token', secret: '{{ secrets.SHOP }}' } },
      `curl -X DELETE '${BASE}/hooks/a' -H 'Authorization: Bearer SHOP'`,
    ],
    [
      { path: 'a', methods: ['GET'], auth: { kind: 'token', header: 'X-Key', secret: '{{ secrets.SHOP }}' } },
      `curl '${BASE}/hooks/a' -H 'X-Key: SHOP'`,
    ],
    [
      {
        path: 'a',
        methods: ['ANY'],
        sample: { method: 'PATCH', body: 'hi' },
        auth: { kind: 'basic', user: 'ada' },
      },
      `curl -X PATCH '${BASE}/hooks/a' -H 'Content-Type: text/plain; charset=utf-8' -u 'ada:SECRET' --data-raw 'hi'`,
    ],
  ])('%j is %s', (config, line) => {
    expect(lineOf(config)).toBe(line)
  })

  test('is made of the call that came last, where it is no large one', () => {
    const config = { path: 'orders/{id}', sample: { params: { id: '1' }, body: { n: 1 } } }
    const last = {
      method: 'POST',
      path: '/orders/7',
      params: { id: '7' },
      query: {},
      headers: {},
      body: { n: 7 },
    }
    expect(lineOf(withLast(config, last))).toContain(
      `/hooks/orders/7' -H 'Content-Type: application/json' --data-raw '{"n":7}'`,
    )
    expect(withLast(config, undefined)).toBe(config)
    expect(withLast(config, { ...last, body: 'x'.repeat(5000) })).toBe(config)
  })

  test('names the secret that stands for itself', () => {
    expect(secretIn({ kind: 'token', secret: '{{ secrets.SHOP_TOKEN }}' })).toBe('SHOP_TOKEN')
    expect(secretIn(undefined)).toBe('SECRET')
  })

  test('for PowerShell gives the body to curl on its input', () => {
    const config = { path: 'a', sample: { body: { name: "O'Brien", city: 'Köln' } } }
    expect(lineOf(config, 'powershell')).toBe(
      `'{"name":"O''Brien","city":"K\\u00f6ln"}' | curl.exe '${BASE}/hooks/a' -H 'Content-Type: application/json' --data-binary '@-'`,
    )
  })

  test('for cmd escapes quotes, and keeps percent signs from naming variables', () => {
    const config = { path: 'a', sample: { body: { a: 'x "y" %PATH%' } } }
    expect(lineOf(config, 'cmd')).toContain(String.raw`--data-raw "{\"a\":\"x \\\"y\\\" "^%"PATH"^%"\"}"`)
  })
})
