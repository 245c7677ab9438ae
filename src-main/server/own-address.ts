import type { IncomingMessage } from 'node:http'
import { hostname, networkInterfaces } from 'node:os'
import { AppError } from '#shared/error'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

export const isLoopback = (host: string): boolean => /^(127(\.\d{1,3}){3}|localhost|::1)$/.test(host)

/** A host as it stands in a URL: IPv6 in brackets. */
export const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/**
 * The values of `Host` that mean this server: its bind address and port, in lower case. A page of another
 * name that was made to resolve to this machine (DNS rebinding) comes with its own name and is refused.
 */
export function ownHosts(host: string, port: number): ReadonlySet<string> {
  const names = new Set(isLoopback(host) ? [...LOOPBACK, inUrl(host)] : [inUrl(host)])
  if (EVERYWHERE.has(host)) for (const name of [...LOOPBACK, ...machineNames()]) names.add(name)
  const lower = [...names].map((name) => name.toLowerCase())
  return new Set(
    port === 80 ? [...lower, ...lower.map((name) => `${name}:80`)] : lower.map((name) => `${name}:${port}`),
  )
}

function machineNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return [
    ...addresses.map(({ address }) => inUrl(address.replace(/%.*$/, ''))),
    hostname(),
    `${hostname()}.local`,
  ]
}

/** A server that listens everywhere, by a name that other machines of the network know: an address, if it has one. */
export function urlForOthers(host: string, port: number): string {
  const name = EVERYWHERE.has(host) ? (networkAddress() ?? hostname()) : host
  return `http://${inUrl(name)}:${port}`
}

const networkAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address

/**
 * Refuses requests that were made for another name or come from another site's page.
 * @throws AppError `server.wrong-host`, `server.wrong-origin`
 */
export function checkHostAndOrigin(request: IncomingMessage, hosts: ReadonlySet<string>): void {
  const host = checkHost(request, hosts)
  const { origin } = request.headers
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) throw wrongOrigin()
}

/** @returns the host in lower case. @throws AppError `server.wrong-host` */
export function checkHost(request: IncomingMessage, hosts: ReadonlySet<string>): string {
  const host = request.headers.host?.toLowerCase()
  if (!host || !hosts.has(host) || namesHostAgain(request))
    throw new AppError({
      code: 'server.wrong-host',
      message: 'This request was made for another address than the one Blockloom listens on.',
      fix: `Use http://${[...hosts][0]} instead.`,
    })
  return host
}

/** A proxy may have taken the second name for the right one, where Node takes the first. */
export const namesHostAgain = ({ rawHeaders }: IncomingMessage): boolean => {
  let names = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string
    if (name.length === 4 && name.toLowerCase() === 'host') names += 1
  }
  return names > 1
}

/** Whether the request names its origin; by then it is known to be our own. */
export const namesItsOrigin = (request: IncomingMessage): boolean => request.headers.origin !== undefined

export const wrongOrigin = (): AppError =>
  new AppError({
    code: 'server.wrong-origin',
    message: 'This request comes from the page of another site.',
    fix: 'Open the studio itself, or let a program sign in with a token.',
  })
