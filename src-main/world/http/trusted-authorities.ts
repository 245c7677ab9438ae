import { readFileSync } from 'node:fs'
import { getCACertificates, rootCertificates } from 'node:tls'
import { AppError } from '#shared/error'

type Env = Readonly<Record<string, string | undefined>>
const VARIABLE = 'NODE_EXTRA_CA_CERTS'

/**
 * Who is trusted to vouch for servers: Node's own list and the file that NODE_EXTRA_CA_CERTS names. Node reads that
 * file itself, but the desktop app does not, since its fuses keep Node's variables out.
 * @returns PEM; undefined: Node's own list, as it is
 * @throws AppError `http.bad-authorities`
 */
export function trustedAuthorities(env: Env): () => string[] | undefined {
  let read: { list: string[] | undefined } | undefined
  return () => {
    read ??= { list: listOf(env[VARIABLE]) }
    return read.list
  }
}

function listOf(file: string | undefined): string[] | undefined {
  if (!file) return undefined
  const known = typeof getCACertificates === 'function' ? getCACertificates('default') : rootCertificates
  return [...known, readAuthorities(file)]
}

function readAuthorities(file: string): string {
  const text = readText(file)
  if (text?.includes('-----BEGIN CERTIFICATE-----')) return text
  throw new AppError({
    code: 'http.bad-authorities',
    message: `${file}, which ${VARIABLE} names, ${text === undefined ? 'cannot be read' : 'holds no certificate in PEM form'}.`,
    fix: `Correct ${VARIABLE} in the environment, then start Blockloom again.`,
    details: { file },
  })
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
