/**
 * Which proxy a request goes through. The setting decides; without one the environment does, by the names that curl
 * and most programs know: http_proxy, https_proxy, all_proxy, no_proxy, in small or large letters.
 */
import { AppError } from '#shared/error'
import { isInRange, parseAddress } from './address-kind.ts'

export type ProxySettings = {
  /** `none`, or the address of one; null: as the environment says */
  proxy: string | null
  /** hosts that are asked without it: `example.org` (and all below it), `host:port`, addresses and ranges, `*` */
  noProxy: readonly string[]
}
type Env = Readonly<Record<string, string | undefined>>

/** This machine is never asked through a proxy: it would be another machine's. */
const isThisMachine = (host: string): boolean =>
  /(^|\.)localhost\.?$/i.test(host) || isInRange(host, '127.0.0.0/8') || isInRange(host, '::1')

/**
 * Undefined: none.
 * @throws AppError `http.bad-proxy`
 */
export function proxyOf(url: URL, { proxy, noProxy }: ProxySettings, env: Env): URL | undefined {
  const host = bareHost(url)
  if (proxy === 'none' || isThisMachine(host)) return undefined
  const exceptions = [...noProxy, ...(proxy === null ? (read(env, 'no_proxy') ?? '').split(/[\s,]+/) : [])]
  if (exceptions.some((one) => one !== '' && isException(one, host, portOf(url)))) return undefined
  const address = proxy ?? read(env, `${url.protocol.slice(0, -1)}_proxy`) ?? read(env, 'all_proxy')
  return address === undefined ? undefined : parseProxy(address)
}

const read = (env: Env, name: string): string | undefined => env[name] || env[name.toUpperCase()] || undefined

function isException(written: string, host: string, port: number): boolean {
  if (written === '*') return true
  if (written.includes('/') || parseAddress(written)) return isInRange(host, written)
  const [, name = '', only] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(written.toLowerCase()) ?? []
  if (only !== undefined && Number(only) !== port) return false
  return host === name || host.endsWith(`.${name}`) || host === `[${name}]`
}

function parseProxy(text: string): URL {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.canParse(whole) ? new URL(whole) : undefined
  if (url && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url
  throw new AppError({
    code: 'http.bad-proxy',
    message: `The proxy ${JSON.stringify(withoutPassword(text))} is no address of a proxy for the web.`,
    fix: 'Set one such as http://proxy.example.org:3128, in the setting "proxy" or in HTTPS_PROXY and HTTP_PROXY.',
    details: { setting: 'proxy' },
  })
}

const withoutPassword = (text: string): string => text.replace(/\/\/[^@/]*@/, '//').slice(0, 200)

/** The host of an address without the brackets of IPv6. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

export const portOf = (url: URL): number => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
