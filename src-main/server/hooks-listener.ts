import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { hooksRoute, type ServedHooks } from './hooks-route.ts'
import { HTTP_LIMITS } from './http-limits.ts'
import { listenOn } from './listen-on.ts'
import { inUrl, isLoopback, ownHosts } from './own-address.ts'
import { noSuchRoute, sendProblem } from './problem.ts'

/** A port for webhooks alone. `cert`, `key`: files in PEM; with them it speaks TLS. */
export type HooksPort = { host: string; port: number; cert?: string; key?: string }

/** The key of the setting that says so. */
const HOOKS_KEY = 'webhooks'
/** Where the desktop app listens when the settings say nothing. */
const DESKTOP_PORT = 4321

/** The port that the settings give webhooks; undefined: none of their own. */
export function hooksPortIn(settings: { get(key: string): Json | undefined }): HooksPort | undefined {
  const set = settings.get(HOOKS_KEY)
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return undefined
  const { port, cert, key } = set as JsonObject
  if (typeof port !== 'number') return undefined
  return {
    ...{ host: '127.0.0.1', port },
    ...(typeof cert === 'string' && cert !== '' && { cert }),
    ...(typeof key === 'string' && key !== '' && { key }),
  }
}

/** The desktop app listens for webhooks on this machine only. */
export const desktopHooksPort = (settings: { get(key: string): Json | undefined }): HooksPort =>
  hooksPortIn(settings) ?? { host: '127.0.0.1', port: DESKTOP_PORT }

/**
 * Listens for webhooks and nothing else.
 * @throws AppError `server.port-in-use`, `server.port-refused`, `server.host-unknown`, `server.bad-certificate`
 */
export async function listenForHooks(
  hooks: ServedHooks,
  wanted: HooksPort,
): Promise<{ url: string; outside: boolean; close(): Promise<void> }> {
  const server = makeServer(wanted)
  const { host } = wanted
  const port = await listenOn(server, host, wanted.port)
  const hosts = ownHosts(host, port)
  const answer = (expects: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    if (hooks.takes(request.url ?? '')) return hooksRoute(request, response, hooks, hosts, expects)
    sendProblem(response, noSuchRoute(request.url ?? ''))
  }
  server.on('request', answer(false)).on('checkContinue', answer(true))
  return {
    url: `${wanted.cert ? 'https' : 'http'}://${inUrl(host)}:${port}`,
    outside: !isLoopback(host),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

function makeServer({ cert, key }: HooksPort): Server {
  if (cert === undefined && key === undefined) return createServer(HTTP_LIMITS)
  try {
    return createSecureServer({
      ...HTTP_LIMITS,
      cert: readFileSync(cert ?? ''),
      key: readFileSync(key ?? cert ?? ''),
      minVersion: 'TLSv1.2',
    })
  } catch (cause) {
    throw new AppError({
      code: 'server.bad-certificate',
      message: `The certificate for webhooks cannot be used: ${(cause as Error).message}`,
      fix: 'Give a certificate and its key as files in PEM, which this account may read.',
      details: { cert, key },
      cause,
    })
  }
}
