import { demandSecrets, type Guard, refusal } from './guard.ts'
import { isOneOf } from './same-text.ts'

const REFUSED = refusal(
  'This call needs the right name and password.',
  'Basic realm="webhook", charset="UTF-8"',
)

/** RFC 7617, with UTF-8. @throws AppError `webhook.no-secret` */
export function basicGuard(user: string, given: readonly string[]): Guard {
  const pairs = demandSecrets(given).map((password) => `${user}:${password}`)
  return {
    hides: ['authorization'],
    look({ authorization = '' }) {
      const encoded = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(authorization)?.[1]
      return encoded !== undefined && isOneOf(Buffer.from(encoded, 'base64'), pairs) ? null : REFUSED
    },
  }
}
