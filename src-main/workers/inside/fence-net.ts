import type * as DatagramModule from 'node:dgram'
import net from 'node:net'
import type { Refuse } from './fence.ts'

/** Whether a host is one of those that were declared: `api.example.org`, `*.example.org`, `*`. */
export function allowsHost(declared: readonly string[], host: string): boolean {
  const asked = host.toLowerCase().replace(/^\[|\]$|\.$/g, '')
  return declared.some((one) => {
    const known = one.toLowerCase()
    if (known === '*' || known === asked) return true
    return known.startsWith('*.') && asked.endsWith(known.slice(1))
  })
}

/** Every connection of Node's own modules, of fetch and of packages goes through this one function. */
export function fenceSockets(declared: readonly string[], refuse: Refuse): void {
  const { connect } = net.Socket.prototype as { connect: (...given: unknown[]) => unknown }
  fix(net.Socket.prototype, 'connect', function (this: unknown, ...given: unknown[]) {
    const host = hostOf(given)
    if (host === null || !allowsHost(declared, host)) throw refuse(host ? `reach ${host}` : 'use the network')
    return connect.apply(this, given)
  })
  const listen = () => {
    throw refuse('be reached over the network')
  }
  fix(net.Server.prototype, 'listen', listen)
  fix(net, '_createServerHandle', listen)
}

export function fenceDatagrams({ Socket }: typeof DatagramModule, refuse: Refuse): void {
  for (const name of ['bind', 'connect', 'send', 'addMembership'])
    fix(Socket.prototype, name, () => {
      throw refuse('use the network')
    })
}

/** A question for a name can carry words out, too. */
export function fenceNames(dns: Record<string, unknown>, refuse: Refuse): void {
  for (const [name, held] of Object.entries(dns)) {
    if (typeof held === 'function')
      dns[name] = () => {
        throw refuse('use the network')
      }
  }
}

/** `fetch` and its like, where nothing may be reached: so that their errors say why. */
export function fenceGlobals(refuse: Refuse): void {
  replace('fetch', async () => {
    throw refuse('use the network')
  })
  class Refused {
    constructor() {
      throw refuse('use the network')
    }
  }
  replace('WebSocket', Refused)
  replace('EventSource', Refused)
}

function replace(name: string, value: unknown): void {
  if (!(name in globalThis)) return
  // Node makes WebSocket when it is looked at, also by being defined anew: 40 ms of every start
  delete (globalThis as Record<string, unknown>)[name]
  fix(globalThis, name, value)
}

/** The host that a connection goes to; null: a socket file, or something that is no connection. */
function hostOf(given: readonly unknown[]): string | null {
  // Node's own callers hand over what net has already put in order: [[options, callback]]
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: unknown; host?: unknown; port?: unknown }
    if (path !== undefined && path !== null && port === undefined) return null
    return typeof host === 'string' ? host : 'localhost'
  }
  if (typeof first === 'number' || /^\d+$/.test(String(first)))
    return typeof second === 'string' ? second : 'localhost'
  return null
}

/** Puts something in a place from which it cannot be taken away again. */
export function fix(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: true })
}
