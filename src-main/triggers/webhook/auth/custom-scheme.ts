import { HMAC_ALGORITHMS, HMAC_ENCODINGS } from '#shared/block'
import { AppError } from '#shared/error'
import { allBytes, fromSeconds, headerText, type Scheme } from './signature.ts'

/** How a service signs that has no name here. */
export type CustomHmac = {
  /** of the signature */
  header: string
  /** what stands before the signature in it: `sha256=` */
  prefix: string
  algorithm: string
  encoding: string
  /** header that says when it was signed; missing: none does */
  timestamp?: string
  /** what is signed: `{timestamp}.{body}` */
  signs?: string
}

type Encoding = (typeof HMAC_ENCODINGS)[number]

/** @throws AppError `webhook.bad-auth` */
export function customScheme(custom: CustomHmac): Scheme {
  const algorithm = custom.algorithm.toLowerCase().replaceAll('-', '')
  const encoding = HMAC_ENCODINGS.find((one) => one === custom.encoding.toLowerCase())
  if (!custom.header) throw badAuth('The header that carries the signature is missing.')
  if (!HMAC_ALGORITHMS.some((one) => one === algorithm))
    throw badAuth(`The algorithm is one of ${HMAC_ALGORITHMS.join(', ')}.`)
  if (!encoding) throw badAuth(`The encoding is one of ${HMAC_ENCODINGS.join(', ')}.`)
  const timestamp = custom.timestamp?.toLowerCase()
  const [before, after] = signedAround(custom.signs ?? (timestamp ? '{timestamp}.{body}' : '{body}'))
  return schemeOf({ ...custom, algorithm, timestamp, before, after }, encoding)
}

type Around = {
  header: string
  prefix: string
  algorithm: string
  timestamp?: string
  before: string
  after: string
}

function schemeOf(
  { header, prefix, algorithm, timestamp, before, after }: Around,
  encoding: Encoding,
): Scheme {
  const name = header.toLowerCase()
  return {
    algorithm,
    headers: [name],
    read(headers) {
      const text = headerText(headers, name)
      const t = timestamp === undefined ? '' : headerText(headers, timestamp)
      if (text === null || t === null) return null
      const signatures = text.split(/[\s,]+/).flatMap((one) => withoutPrefix(one, prefix) ?? [])
      return {
        signatures: allBytes(signatures, encoding),
        before: before.replaceAll('{timestamp}', t),
        after: after.replaceAll('{timestamp}', t),
        ...(timestamp !== undefined && { at: pointInTime(t) }),
      }
    },
  }
}

const withoutPrefix = (text: string, prefix: string): string | null =>
  text.startsWith(prefix) ? text.slice(prefix.length) : null

function signedAround(signs: string): [string, string] {
  const [before, after, ...more] = signs.split('{body}')
  if (before === undefined || after === undefined || more.length > 0)
    throw badAuth('What is signed names the body once: {timestamp}.{body}')
  return [before, after]
}

/** Seconds or milliseconds since the epoch, or ISO text. */
function pointInTime(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text)
  return /^\d+$/.test(text) ? fromSeconds(text) : Date.parse(text)
}

export const badAuth = (why: string): AppError =>
  new AppError({
    code: 'webhook.bad-auth',
    message: `Who may call cannot be checked: ${why}`,
    fix: 'Mend "Who may call"; until then every call is refused.',
    details: { field: 'auth' },
  })
