import { AppError } from '#shared/error'
import { tlsWords, type Words } from './tls-words.ts'

const TIMEOUT: Words = {
  code: 'http.timeout',
  message: (who) => `${who} did not answer in time.`,
  fix: 'Try again later, or give the block more time.',
  retryable: true,
}
const NO_HOST: Words = {
  code: 'http.no-such-host',
  message: (who) => `${who} was not found: there is no such name, or no network.`,
  fix: 'Check the address and the connection to the network.',
  retryable: true,
}
const CUT_OFF: Words = {
  code: 'http.cut-off',
  message: (who) => `The connection to ${who} broke off.`,
  fix: 'Try again.',
  retryable: true,
}
const NO_WAY: Words = {
  code: 'http.unreachable',
  message: (who) => `There is no way to ${who} from here.`,
  fix: 'Check the connection to the network.',
  retryable: true,
}
const BROKEN: Words = {
  code: 'http.broken-body',
  message: (who) => `The answer of ${who} is broken: it does not unpack as it says it does.`,
  fix: 'Try again; if it stays so, tell whoever runs the server.',
  retryable: true,
}

const WORDS: Readonly<Record<string, Words | undefined>> = {
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
  EAI_NODATA: NO_HOST,
  ECONNREFUSED: {
    code: 'http.refused',
    message: (who) => `${who} refused the connection: nothing listens there.`,
    fix: 'Check the address and its port, and that the other program is running.',
    retryable: true,
  },
  ECONNRESET: CUT_OFF,
  ECONNABORTED: CUT_OFF,
  EPIPE: CUT_OFF,
  ENETUNREACH: NO_WAY,
  EHOSTUNREACH: NO_WAY,
  EADDRNOTAVAIL: NO_WAY,
  ETIMEDOUT: TIMEOUT,
  // a packed body that ends too early is a connection that broke off unnoticed
  Z_BUF_ERROR: CUT_OFF,
}

const NO_HTTP: Words = {
  code: 'http.not-http',
  message: (who) => `${who} did not answer as a web server does.`,
  fix: 'Check the address, its port, and https against http.',
  retryable: false,
}
const HEAD_TOO_LARGE: Words = {
  code: 'http.headers-too-large',
  message: (who) => `The answer of ${who} has more headers than are taken (16 KB).`,
  fix: 'Check the address; the server may be at fault.',
  retryable: false,
}
const BAD_REQUEST: Words = {
  code: 'http.bad-request',
  message: (who) => `The request to ${who} cannot be sent as it is.`,
  fix: 'Check the address, the method, the headers and the body.',
  retryable: false,
}
const NETWORK: Words = {
  code: 'http.failed',
  message: (who) => `The request to ${who} failed.`,
  fix: 'Check the connection to the network, then try again.',
  retryable: true,
}

/**
 * What sockets, TLS, the parser and the unpackers throw, in plain words; AppErrors come back as they are.
 * @param who the host, or `the proxy HOST`
 */
export function httpError(error: unknown, who: string): AppError {
  if (error instanceof AppError) return error
  const codes = codesOf(error)
  const code = codes.find(wordsOf)
  const words = (code !== undefined && wordsOf(code)) || NETWORK
  return new AppError({
    code: words.code,
    message: sentence(words.message(who)),
    fix: words.fix,
    retryable: words.retryable,
    details: { ...(codes.length > 0 && { systemCode: code ?? codes[0] }) },
    cause: error,
  })
}

/** `the proxy …` may stand at the beginning. */
export const sentence = (text: string): string => text.replace(/^the proxy /, 'The proxy ')

function wordsOf(code: string): Words | undefined {
  if (WORDS[code]) return WORDS[code]
  const trust = tlsWords(code)
  if (trust) return trust
  if (code === 'HPE_HEADER_OVERFLOW') return HEAD_TOO_LARGE
  if (code.startsWith('HPE_') || code.startsWith('ERR_SSL_') || code === 'EPROTO') return NO_HTTP
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ZSTD_')) return BROKEN
  if (code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_PADDING')) return BROKEN
  if (/^ERR_(INVALID_|UNESCAPED_|HTTP_INVALID_)/.test(code)) return BAD_REQUEST
  return undefined
}

/** The codes of an error, its causes and the several attempts (IPv6, IPv4) under one, outermost first. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const several = error instanceof AggregateError ? error.errors : []
  return [...own, ...[error.cause, ...several].flatMap((one) => codesOf(one, depth + 1))]
}
