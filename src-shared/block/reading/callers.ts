import { isDuration, type Json, type JsonObject, nearestWord } from '#shared/flow'
import { isObject, sayValue } from '../say-value.ts'
import { HEADER_NAME } from './headers.ts'
import type { Misread } from './misread.ts'

/** How callers of a webhook are known, and what each way takes besides its secret. */
export const CALLER_WAYS: Readonly<Record<string, readonly string[]>> = {
  none: [],
  token: ['header'],
  basic: ['user'],
  github: [],
  stripe: ['tolerance'],
  slack: ['tolerance'],
  shopify: [],
  'standard-webhooks': ['tolerance'],
  hmac: ['header', 'prefix', 'algorithm', 'encoding', 'timestamp', 'signs', 'tolerance'],
}

export const HMAC_ALGORITHMS = ['sha1', 'sha256', 'sha384', 'sha512'] as const
export const HMAC_ENCODINGS = ['hex', 'base64', 'base64url'] as const

/**
 * What is wrong with who may call a webhook, as far as it shows before secrets are known. What an expression may still
 * become anything is let through.
 */
export function callersMisread(value: Json): Misread | undefined {
  if (!isObject(value) || mayBecome(value.kind)) return undefined
  const { kind = 'none' } = value
  const ways = Object.keys(CALLER_WAYS)
  if (kind === '') return undefined
  if (typeof kind !== 'string' || !ways.includes(kind)) return unknownWay(kind, ways)
  if (kind === 'none') return undefined
  if (!hasSecret(value.secret))
    return {
      code: 'webhook.no-secret',
      why: 'there is no secret to check calls with, so every call would be refused.',
      fix: 'Choose a secret there, in a flow file as "secret": "{{ secrets.NAME }}".',
      at: '.secret',
    }
  return (CALLER_WAYS[kind] ?? [])
    .map((key) => [key, LOOKS[key]?.(value[key], value)] as const)
    .flatMap(([key, wrong]) => (wrong && !mayBecome(value[key]) ? [{ ...wrong, at: `.${key}` }] : []))[0]
}

type Look = (value: Json | undefined, all: JsonObject) => Misread | undefined

const LOOKS: Readonly<Record<string, Look>> = {
  header(value, { kind }) {
    if (isBlank(value))
      return kind === 'hmac'
        ? told('it is not said which header carries the signature.', 'Write its name, such as X-Signature.')
        : undefined
    return typeof value === 'string' && HEADER_NAME.test(value.trim())
      ? undefined
      : told(`${sayValue(value)} cannot be the name of a header.`, 'Write its name, such as X-Signature.')
  },
  timestamp: (value) =>
    isBlank(value) || (typeof value === 'string' && HEADER_NAME.test(value.trim()))
      ? undefined
      : told(`${sayValue(value)} cannot be the name of a header.`, 'Write its name, such as X-Timestamp.'),
  algorithm: (value) =>
    isBlank(value) || isOneOf(HMAC_ALGORITHMS, String(value).toLowerCase().replaceAll('-', ''))
      ? undefined
      : told(
          `${sayValue(value)} is no way of signing that is known here.`,
          `Write one of ${HMAC_ALGORITHMS.join(', ')}.`,
        ),
  encoding: (value) =>
    isBlank(value) || isOneOf(HMAC_ENCODINGS, String(value).toLowerCase())
      ? undefined
      : told(
          `${sayValue(value)} is no way of writing a signature.`,
          `Write one of ${HMAC_ENCODINGS.join(', ')}.`,
        ),
  signs: (value) =>
    isBlank(value) || String(value).split('{body}').length === 2
      ? undefined
      : told('what is signed has to name the body once.', 'Write it as in {timestamp}.{body}'),
  tolerance: (value) =>
    isBlank(value) || (typeof value === 'string' && isDuration(value))
      ? undefined
      : told(`${sayValue(value)} is not a length of time.`, 'Write a number and a unit: 30s, 5m or 1h.'),
}

const told = (why: string, fix: string): Misread => ({ code: 'webhook.bad-auth', why, fix })

function unknownWay(kind: Json, ways: readonly string[]): Misread {
  const meant = typeof kind === 'string' ? nearestWord(kind, ways) : undefined
  return {
    ...told(
      `${sayValue(kind)} is no way in which callers can be known.`,
      meant ? `Did you mean "${meant}"?` : `Choose one of ${ways.join(', ')}.`,
    ),
    at: '.kind',
  }
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
const mayBecome = (value: Json | undefined): boolean => typeof value === 'string' && value.includes('{{')
const isOneOf = (words: readonly string[], text: string): boolean => words.includes(text)

/** One or several, of which blank ones do not count. */
const hasSecret = (value: Json | undefined): boolean =>
  Array.isArray(value) ? value.some((one) => !isBlank(one)) : !isBlank(value)
