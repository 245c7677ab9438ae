import type { IncomingHttpHeaders } from 'node:http'
import { demandSecrets, type Guard, refusal } from './guard.ts'
import { isOneOf } from './same-text.ts'

const REFUSED = refusal('This call needs the right token.', 'Bearer')

/**
 * `Authorization: Bearer TOKEN` or `X-Blockloom-Token: TOKEN`; with a header of its own only in that one.
 * @throws AppError `webhook.no-secret`
 */
export function tokenGuard(given: readonly string[], header: string | undefined): Guard {
  const secrets = demandSecrets(given)
  const name = header?.toLowerCase()
  const tokenIn = (headers: IncomingHttpHeaders) =>
    name === undefined || name === 'authorization'
      ? (bearer(headers) ?? text(headers['x-blockloom-token']))
      : text(headers[name])
  return {
    hides: name === undefined ? ['authorization', 'x-blockloom-token'] : [name],
    look(headers) {
      const token = tokenIn(headers)
      return token !== undefined && isOneOf(token, secrets) ? null : REFUSED
    },
  }
}

const bearer = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
const text = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
