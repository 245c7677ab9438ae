import { describe, expect, test } from 'vitest'
import { type ProxySettings, proxyOf } from './proxy-of.ts'

const P = 'http://proxy:3128/'
const through = (url: string, set: Partial<ProxySettings> = {}, env: Record<string, string> = {}) =>
  proxyOf(new URL(url), { proxy: null, noProxy: [], ...set }, env)?.href

describe('which proxy', () => {
  test('the setting, before the environment; "none" is none', () => {
    expect(through('http://a.example/')).toBeUndefined()
    expect(through('http://a.example/', { proxy: P }, { http_proxy: 'http://other' })).toBe(P)
    expect(through('http://a.example/', { proxy: 'none' }, { http_proxy: P })).toBeUndefined()
  })

  test('the environment, in small letters first, each scheme its own', () => {
    expect(through('http://a.example/', {}, { http_proxy: P, HTTP_PROXY: 'http://other' })).toBe(P)
    expect(through('https://a.example/', {}, { HTTPS_PROXY: P })).toBe(P)
    expect(through('https://a.example/', {}, { http_proxy: P })).toBeUndefined()
    expect(through('https://a.example/', {}, { ALL_PROXY: 'proxy:3128' })).toBe(P)
    expect(through('https://a.example/', {}, { https_proxy: '' })).toBeUndefined()
  })

  test.each(['http://localhost/', 'http://x.localhost:1/', 'http://127.8.9.1/', 'http://[::1]/'])(
    'never for this machine: %s',
    (url) => void expect(through(url, { proxy: P })).toBeUndefined(),
  )

  test.each([
    ['example.org', 'http://example.org/'],
    ['example.org', 'http://a.example.org/'],
    ['.example.org', 'http://a.example.org/'],
    ['*.example.org', 'http://a.example.org/'],
    ['example.org:8080', 'http://example.org:8080/'],
    ['example.org:443', 'https://example.org/'],
    ['10.0.0.0/8', 'http://10.1.2.3/'],
    ['10.1.2.3', 'http://10.1.2.3/'],
    ['fd00::/8', 'http://[fd00::7]/'],
    ['*', 'http://anything/'],
    ['EXAMPLE.org', 'http://example.org/'],
  ])('%s: none for %s', (one, url) => {
    expect(through(url, { proxy: P, noProxy: ['x', one] })).toBeUndefined()
    expect(through(url, {}, { http_proxy: P, https_proxy: P, NO_PROXY: `x, ${one}` })).toBeUndefined()
  })

  test.each([
    ['example.org', 'http://notexample.org/'],
    ['example.org:8080', 'http://example.org/'],
    ['10.0.0.0/8', 'http://11.1.2.3/'],
  ])('%s: still for %s', (one, url) => void expect(through(url, { proxy: P, noProxy: [one] })).toBe(P))

  test.each(['socks5://proxy:1080', 'http://', 'what is this'])('%s is refused', (proxy) => {
    expect(() => through('http://a.example/', { proxy })).toThrow(/no address of a proxy/)
  })

  test('a password stays out of sentences', () => {
    expect(() => through('http://a.example/', {}, { http_proxy: 'socks5://ada:secret@proxy' })).toThrow(
      /^(?!.*secret)/,
    )
  })
})
