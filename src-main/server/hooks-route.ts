import type { IncomingMessage, ServerResponse } from 'node:http'
import { visible } from '../api/error-status.ts'
import { checkHost, namesHostAgain } from './own-address.ts'
import { sendProblem } from './problem.ts'

/** Webhooks, as far as a server needs them. */
export type ServedHooks = {
  /** whether a request is for them */
  takes(url: string): boolean
  /** @param expects the client waits for a word before it sends its body */
  answer(request: IncomingMessage, response: ServerResponse, expects: boolean): void
  place: {
    /** hosts that calls may name besides our own, in lower case */
    readonly publicHosts: readonly string[]
    /** false: they have a port of their own */
    readonly isShared: boolean
    /** @param outside other machines reach it */
    isAt(url: string, outside: boolean): void
  }
}

/**
 * `ANY /hooks/PATH`. Nobody has to be signed in, and no cookie counts: each hat says who may call. Calls may name a
 * public host besides our own.
 * @param hosts values of `Host` that mean this server
 */
export function hooksRoute(
  request: IncomingMessage,
  response: ServerResponse,
  hooks: ServedHooks,
  hosts: ReadonlySet<string>,
  expects: boolean,
): void {
  const host = request.headers.host
  try {
    // most are made for our own address, in one word
    if (host === undefined || !hosts.has(host) || namesHostAgain(request))
      checkHost(request, new Set([...hosts, ...hooks.place.publicHosts]))
    hooks.answer(request, response, expects)
  } catch (error) {
    response.shouldKeepAlive = false
    sendProblem(response, visible(error))
  }
}
