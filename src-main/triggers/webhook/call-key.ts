import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Json } from '#shared/flow'
import { objectOf } from './object-of.ts'

/** Headers that tell one delivery from another, by how calls sign in; services send them again with each attempt. */
const HEADERS: Readonly<Record<string, readonly string[] | undefined>> = {
  github: ['x-github-delivery'],
  'standard-webhooks': ['webhook-id'],
  shopify: ['x-shopify-webhook-id', 'x-shopify-event-id'],
}
/** Fields of the body that do, where no header does. */
const FIELDS: Readonly<Record<string, string | undefined>> = { stripe: 'id', slack: 'event_id' }
/** draft-ietf-httpapi-idempotency-key-header */
const ANY = 'idempotency-key'

const LONGEST = 200

/** What is the same for every attempt at one delivery; undefined: nothing says it. */
export function keyOfCall(authKind: string, headers: IncomingHttpHeaders, body: Json): string | undefined {
  for (const name of HEADERS[authKind] ?? []) {
    const value = headers[name]
    if (typeof value === 'string' && value !== '') return `${authKind}:${fitted(value)}`
  }
  const field = FIELDS[authKind]
  const id = field === undefined ? undefined : fieldOf(body, field)
  if (id !== undefined) return `${authKind}:${fitted(id)}`
  const any = headers[ANY]
  return typeof any === 'string' && any !== '' ? `key:${fitted(any)}` : undefined
}

function fieldOf(body: Json, name: string): string | undefined {
  const value = objectOf(body)?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const fitted = (text: string): string =>
  text.length <= LONGEST ? text : createHash('sha256').update(text).digest('base64url')
