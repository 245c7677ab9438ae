import type { ServerResponse } from 'node:http'

/** What every answer carries. */
const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Data is never a page: should a browser show it as one, it can do nothing. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"

/** Pages that we write here hold no script; their styles stand inside. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** The studio: Monaco's styles and workers, the expression sandbox's WASM, its own socket. */
const STUDIO_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const POLICIES = { data: DATA_POLICY, page: PAGE_POLICY, studio: STUDIO_POLICY }

/** Sets the headers of an answer by what it is. `host` is the verified one. */
export function setAnswerHeaders(response: ServerResponse, kind: keyof typeof POLICIES, host = ''): void {
  for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value)
  const socket = kind === 'studio' && host ? `; connect-src 'self' ws://${host}` : ''
  response.setHeader('content-security-policy', POLICIES[kind] + socket)
  if (kind !== 'studio') response.setHeader('cache-control', 'no-store')
}
