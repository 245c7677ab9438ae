import type { IncomingMessage } from 'node:http'
import { AppError } from '#shared/error'
import type { Caller } from '../api/context.ts'
import { namesItsOrigin, wrongOrigin } from './own-address.ts'
import type { Sessions } from './sessions.ts'
import { secretOf } from './sessions.ts'

/** The store's tokens, as far as signing in needs them. */
export type TokenCheck = { verify(text: string): { id: string } | undefined }
export type Doors = { tokens: TokenCheck; sessions: Sessions; port: number }

/** Who sends this request, by its token or its session cookie; a wrong token is nobody. */
export function callerOf(request: IncomingMessage, { tokens, sessions, port }: Doors): Caller | undefined {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = tokens.verify(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '')
    return token && { kind: 'token', tokenId: token.id }
  }
  const secret = secretOf(request, port)
  return secret !== undefined && sessions.isOpen(secret) ? { kind: 'session' } : undefined
}

/**
 * The caller of an operation. Whoever comes with a cookie and changes something has to name our own origin,
 * which every browser does: a form of another site cannot.
 * @throws AppError `api.not-signed-in`, `server.wrong-origin`
 */
export function demandCaller(request: IncomingMessage, doors: Doors): Caller {
  const caller = callerOf(request, doors)
  if (!caller) throw notSignedIn()
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const isSocket = request.headers.upgrade !== undefined
  if (caller.kind === 'session' && (!reads || isSocket) && !namesItsOrigin(request)) throw wrongOrigin()
  return caller
}

export const notSignedIn = (): AppError =>
  new AppError({
    code: 'api.not-signed-in',
    message: 'This needs a token or a signed-in browser.',
    fix: 'Make a token with "blockloom tokens create NAME" and send it as "Authorization: Bearer TOKEN".',
  })
