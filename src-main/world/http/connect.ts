/**
 * A connection to a place on the web, step by step: look the name up, hold its addresses against the rule, connect,
 * through the proxy where there is one, agree on encryption. Each step has its own time and its own words.
 */
import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { isIP, connect as netConnect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { AppError } from '#shared/error'
import { parseAddress } from './address-kind.ts'
import { type AddressRule, refusalOf } from './address-rule.ts'
import { httpError } from './http-error.ts'
import { type HttpLimitsOfTime, type HttpPhase, withinPhase } from './http-timeout.ts'
import { bareHost, portOf } from './proxy-of.ts'

/** How to get to a place. */
export type Way = {
  url: URL
  /** the flow's own text names the place */
  named: boolean
  proxy: URL | undefined
  rule: AddressRule
  /** who vouches for servers; gives undefined for Node's own list */
  authorities(): string[] | undefined
  times: HttpLimitsOfTime
  signal: AbortSignal
}
type Found = { address: string; family: number }
type Place = { host: string; port: number /** in sentences */; who: string }

/**
 * Opens a connection that is ready for a request: for `http:` through a proxy, one to the proxy itself.
 * @throws AppError `http.*`, or the signal's reason
 */
export async function connect(way: Way): Promise<Socket> {
  const { url, proxy } = way
  const secure = url.protocol === 'https:'
  if (!proxy) {
    const socket = await open(way, placeOf(url, url.host), true)
    return secure ? encrypt(way, socket, placeOf(url, url.host)) : socket
  }
  refuseWritten(way)
  const place = placeOf(proxy, `the proxy ${proxy.host}`)
  const plain = await open(way, place, false)
  const toProxy = proxy.protocol === 'https:' ? await encrypt(way, plain, place) : plain
  if (!secure) return toProxy
  return encrypt(way, await tunnel(way, toProxy, proxy), placeOf(url, url.host))
}

const placeOf = (url: URL, who: string): Place => ({ host: bareHost(url), port: portOf(url), who })

/** The proxy looks names up, so only addresses that are written out can be held against the rule here. */
function refuseWritten({ url, named, rule }: Way): void {
  const host = bareHost(url)
  if (!parseAddress(host)) return
  const refusal = refusalOf(rule, host, { host, named })
  if (refusal) throw refusal
}

/** @throws AppError when a connection that is used again goes where flows may not go (any more) */
export function checkConnected({ url, named, rule, proxy }: Way, socket: Socket): void {
  if (proxy) return
  const refusal = refusalOf(rule, socket.remoteAddress ?? '', { host: bareHost(url), named })
  if (refusal) throw refusal
}

async function open(way: Way, place: Place, isRuled: boolean): Promise<Socket> {
  const found = await phase(way, place, 'lookup', lookUp(place.host))
  const allowed = isRuled ? onlyAllowed(way, found) : found
  const socket = netConnect({ host: place.host, port: place.port, noDelay: true, ...givenAddresses(allowed) })
  await settled(way, place, 'connect', socket, 'connect')
  if (isRuled) closeUnless(socket, () => checkConnected(way, socket))
  return socket
}

const lookUp = async (host: string): Promise<Found[]> =>
  isIP(host) ? [{ address: host, family: isIP(host) }] : lookup(host, { all: true })

/** A name may lead to several places: those that are allowed are left. */
function onlyAllowed({ url, named, rule }: Way, found: readonly Found[]): Found[] {
  const asked = { host: bareHost(url), named }
  const allowed = found.filter(({ address }) => !refusalOf(rule, address, asked))
  if (allowed.length > 0) return allowed
  throw refusalOf(rule, found[0]?.address ?? '', asked)
}

/** The addresses that were looked at, and no others: a second look-up might find another place. */
function givenAddresses(found: readonly Found[]): object {
  const lookup = (_host: string, options: { all?: boolean }, give: (...given: unknown[]) => void): void =>
    options.all ? give(null, found) : give(null, found[0]?.address, found[0]?.family)
  return { lookup, autoSelectFamily: found.length > 1 }
}

function encrypt(way: Way, socket: Socket, place: Place): Promise<Socket> {
  const { host } = place
  const ca = way.authorities()
  const secured = tlsConnect({
    socket,
    ...(ca && { ca }),
    host,
    ...(isIP(host) ? {} : { servername: host.replace(/\.$/, '') }),
    ALPNProtocols: ['http/1.1'],
  })
  return settled(way, place, 'tls', secured, 'secureConnect')
}

/** `CONNECT host:port` (RFC 9110, 9.3.6). */
async function tunnel(way: Way, socket: Socket, proxy: URL): Promise<Socket> {
  const target = `${way.url.hostname}:${portOf(way.url)}`
  const asked = httpRequest({
    method: 'CONNECT',
    path: target,
    createConnection: () => socket,
    setHost: false,
    headers: { host: target, ...proxySignIn(proxy) },
  })
  const answered = new Promise<Socket>((resolve, reject) => {
    asked.on('error', (error) => reject(httpError(error, `the proxy ${proxy.host}`)))
    asked.on('response', (answer) => reject(noTunnel(proxy, way.url, answer.statusCode ?? 0)))
    asked.on('connect', ({ statusCode = 0 }, opened: Socket) => {
      if (statusCode >= 200 && statusCode < 300) resolve(opened)
      else reject(noTunnel(proxy, way.url, statusCode))
    })
  })
  asked.end()
  try {
    return await phase(way, placeOf(way.url, way.url.host), 'proxy', answered)
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** What a proxy wants to see of who asks: the user and password of its address. */
export function proxySignIn({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

const noTunnel = (proxy: URL, url: URL, status: number): AppError =>
  status === 407
    ? proxyWantsSignIn(proxy)
    : new AppError({
        code: 'http.proxy-refused',
        message: `The proxy ${proxy.host} opened no way to ${url.host}: it answered with ${status}.`,
        fix: 'Check the setting "proxy", or ask whoever runs the proxy.',
        retryable: status >= 500,
        details: { status },
      })

export const proxyWantsSignIn = (proxy: URL): AppError =>
  new AppError({
    code: 'http.proxy-sign-in',
    message: `The proxy ${proxy.host} wants to know who asks, or does not know who we say we are.`,
    fix: 'Put user and password into HTTPS_PROXY and HTTP_PROXY of the environment: http://user:password@host:port.',
    details: { status: 407 },
  })

/** Waits for one event of a socket; whatever goes wrong before it closes the socket. */
async function settled<S extends Socket>(
  way: Way,
  place: Place,
  name: HttpPhase,
  socket: S,
  event: string,
): Promise<S> {
  const { promise, resolve, reject } = Promise.withResolvers<S>()
  const ready = () => resolve(socket)
  const closed = () => reject(closedEarly())
  socket.once(event, ready).once('error', reject).once('close', closed)
  try {
    await phase(way, place, name, promise)
    socket.off('error', reject).off('close', closed)
    return socket
  } catch (error) {
    socket.on('error', () => undefined)
    socket.destroy()
    throw error
  }
}

const closedEarly = (): Error => Object.assign(new Error('closed'), { code: 'ECONNRESET' })

async function phase<T>(way: Way, { who }: Place, name: HttpPhase, deed: Promise<T>): Promise<T> {
  try {
    return await withinPhase(name, who, way.times, way.signal, deed)
  } catch (error) {
    if (way.signal.aborted || error instanceof AppError) throw error
    throw httpError(error, who)
  }
}

function closeUnless(socket: Socket, check: () => void): void {
  try {
    check()
  } catch (error) {
    socket.destroy()
    throw error
  }
}
