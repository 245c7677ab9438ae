import { type Json, type JsonObject, parseDuration } from '#shared/flow'
import { basicGuard } from './basic.ts'
import { badAuth, customScheme } from './custom-scheme.ts'
import { demandSecrets, type Guard } from './guard.ts'
import { github, shopify, slack, standardKey, standardWebhooks, stripe } from './schemes.ts'
import { type Scheme, signatureGuard } from './signature.ts'
import { tokenGuard } from './token.ts'

const KNOWN: Readonly<Record<string, Scheme>> = {
  github,
  stripe,
  slack,
  shopify,
  'standard-webhooks': standardWebhooks,
}

/**
 * The guard of a hat, from its field `auth`; null: anybody may call. Several secrets, in a list or in lines of one text,
 * all count, so that a new one can take the place of an old one.
 * @throws AppError `webhook.no-secret`, `webhook.bad-auth`
 */
export function makeGuard(auth: JsonObject): Guard | null {
  const kind = auth.kind ?? 'none'
  if (kind === 'none') return null
  const secrets = secretsIn(auth.secret)
  if (kind === 'token') return tokenGuard(secrets, textIn(auth.header))
  if (kind === 'basic') return basicGuard(textIn(auth.user) ?? '', secrets)
  const scheme = kind === 'hmac' ? customOf(auth) : KNOWN[String(kind)]
  if (!scheme) throw badAuth(`there is no way "${String(kind).slice(0, 40)}".`)
  const keys = demandSecrets(secrets)
  return signatureGuard(
    scheme,
    kind === 'standard-webhooks' ? keys.map(standardKey) : keys,
    toleranceOf(auth.tolerance),
  )
}

const customOf = (auth: JsonObject): Scheme =>
  customScheme({
    header: textIn(auth.header) ?? '',
    prefix: textIn(auth.prefix) ?? '',
    algorithm: textIn(auth.algorithm) ?? 'sha256',
    encoding: textIn(auth.encoding) ?? 'hex',
    timestamp: textIn(auth.timestamp),
    signs: textIn(auth.signs),
  })

/** Blank ones would let anybody in. */
function secretsIn(value: Json | undefined): string[] {
  const texts = Array.isArray(value) ? value : [value]
  return texts
    .flatMap((one) => (typeof one === 'string' ? one.split('\n') : []))
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

const textIn = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

function toleranceOf(value: Json | undefined): number {
  try {
    return parseDuration(textIn(value) ?? '5m')
  } catch {
    throw badAuth('the tolerance is no length of time, such as 5m.')
  }
}
