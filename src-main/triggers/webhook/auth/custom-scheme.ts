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

const ALGORITHMS = ['sha1', 'sha256', 'sha384', 'sha512']
const ENCODINGS = ['hex', 'base64', 'base64url'] as const
type Encoding = (typeof ENCODINGS)[number]

/** @throws AppError `webhook.bad-auth` */
export function customScheme(custom: CustomHmac): Scheme {
  const algorithm = custom.algorithm.toLowerCase().replaceAll('-', '')
  const encoding = ENCODINGS.find((one) => one === custom.encoding.toLowerCase())
  if (!custom.header) throw badAuth('The header that carries the signature is missing.')
  if (!ALGORITHMS.includes(algorithm)) throw badAuth(`The algorithm is one of ${ALGORITHMS.join(', ')}.`)
  if (!encoding) throw badAuth(`The encoding is one of ${ENCODINGS.join(', ')}.`)
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
