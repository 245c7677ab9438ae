import { AppError } from '#shared/error'

type Words = { code: string; message: (host: string) => string; fix: string; retryable: boolean }

const TIMEOUT: Words = {
  code: 'http.timeout',
  message: (host) => `${host} did not answer in time.`,
  fix: 'Try again later, or give the block more time.',
  retryable: true,
}
const NO_HOST: Words = {
  code: 'http.no-such-host',
  message: (host) => `There is no ${host}: the name was not found.`,
  fix: 'Check the address and the connection to the network.',
  retryable: true,
}
const CUT_OFF: Words = {
  code: 'http.cut-off',
  message: (host) => `The connection to ${host} broke off.`,
  fix: 'Try again.',
  retryable: true,
}
const NO_WAY: Words = {
  code: 'http.unreachable',
  message: (host) => `There is no way to ${host} from here.`,
  fix: 'Check the connection to the network.',
  retryable: true,
}

const WORDS: Readonly<Record<string, Words | undefined>> = {
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
  ECONNREFUSED: {
    code: 'http.refused',
    message: (host) => `${host} refused the connection: nothing listens there.`,
    fix: 'Check the address and its port, and that the other program is running.',
    retryable: true,
  },
  ECONNRESET: CUT_OFF,
  EPIPE: CUT_OFF,
  UND_ERR_SOCKET: CUT_OFF,
  ENETUNREACH: NO_WAY,
  EHOSTUNREACH: NO_WAY,
  EADDRNOTAVAIL: NO_WAY,
  ETIMEDOUT: TIMEOUT,
  UND_ERR_CONNECT_TIMEOUT: TIMEOUT,
  UND_ERR_HEADERS_TIMEOUT: TIMEOUT,
  UND_ERR_BODY_TIMEOUT: TIMEOUT,
}

const UNTRUSTED: Words = {
  code: 'http.not-trusted',
  message: (host) => `${host} could not prove who it is: its certificate is not trusted.`,
  fix: 'Check the address. A certificate of your own goes into NODE_EXTRA_CA_CERTS.',
  retryable: false,
}
const NO_HTTP: Words = {
  code: 'http.not-http',
  message: (host) => `${host} did not answer as a web server does.`,
  fix: 'Check the address, its port, and https against http.',
  retryable: false,
}
const BAD_REQUEST: Words = {
  code: 'http.bad-request',
  message: (host) => `The request to ${host} cannot be sent as it is.`,
  fix: 'Check the address, the method, the headers and the body.',
  retryable: false,
}
const NETWORK: Words = {
  code: 'http.failed',
  message: (host) => `The request to ${host} failed.`,
  fix: 'Check the connection to the network, then try again.',
  retryable: true,
}

const CERTIFICATE =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA)/

/** What fetch throws, in plain words; AppErrors come back as they are. */
export function httpError(error: unknown, url: string): AppError {
  if (error instanceof AppError) return error
  const { code, words } = reasonOf(error)
  return new AppError({
    code: words.code,
    message: words.message(new URL(url).host),
    fix: words.fix,
    retryable: words.retryable,
    details: { ...(code !== undefined && { systemCode: code }) },
    cause: error,
  })
}

function reasonOf(error: unknown): { code?: string; words: Words } {
  const codes = codesOf(error)
  for (const code of codes) {
    const words = wordsOf(code)
    if (words) return { code, words }
  }
  const [code] = codes
  // fetch throws a TypeError without a cause for a request that it will not send
  const unsent = error instanceof TypeError && error.cause === undefined && error.message !== 'fetch failed'
  const unsendable = code !== undefined && /^(ERR_INVALID_|UND_ERR_(INVALID_ARG|REQ_CONTENT))/.test(code)
  return { code, words: unsendable || (unsent && error.message !== 'terminated') ? BAD_REQUEST : NETWORK }
}

function wordsOf(code: string): Words | undefined {
  if (WORDS[code]) return WORDS[code]
  if (CERTIFICATE.test(code)) return UNTRUSTED
  if (
    code.startsWith('HPE_') ||
    code === 'HTTPParserError' ||
    code.startsWith('ERR_SSL_') ||
    code === 'EPROTO'
  )
    return NO_HTTP
  return undefined
}

/** The codes of an error, its causes and the several attempts (IPv6, IPv4) under one, outermost first. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return []
  // undici's parser names itself but not always the trouble
  const named = error.name === 'HTTPParserError' ? [error.name] : []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : named
  const several = error instanceof AggregateError ? error.errors : []
  return [...own, ...[error.cause, ...several].flatMap((one) => codesOf(one, depth + 1))]
}
