import type { ServerResponse } from 'node:http'
import { STUDIO_CSP } from '../api/studio-answers.ts'

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

/** The same with a form that leads back to us. */
const FORM_POLICY = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'")

/** The same for who is signed in and may have the studio's faces. */
const DOCS_POLICY = `${PAGE_POLICY}; font-src 'self'`

const POLICIES = {
  data: DATA_POLICY,
  page: PAGE_POLICY,
  form: FORM_POLICY,
  docs: DOCS_POLICY,
  studio: STUDIO_CSP,
}

/** Sets the headers of an answer by what it is. `host` is the verified one. */
export function setAnswerHeaders(response: ServerResponse, kind: keyof typeof POLICIES, host = ''): void {
  for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value)
  // the studio's own socket, for browsers that do not count it to 'self'
  const policy = kind === 'studio' && host ? withSocket(POLICIES.studio, host) : POLICIES[kind]
  response.setHeader('content-security-policy', policy)
  if (kind !== 'studio') response.setHeader('cache-control', 'no-store')
}

const withSocket = (policy: string, host: string): string =>
  policy.replace("connect-src 'self'", `connect-src 'self' ws://${host}`)
