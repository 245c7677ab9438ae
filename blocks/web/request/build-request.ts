import { type ConfigOf, type HttpRequest, isList, isObject, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { request } from './block.ts'

export type RequestConfig = ConfigOf<(typeof request)['fields']>
type Draft = { url: URL; headers: Map<string, string> }

/** The request a config asks for. Header names are lower case; what the person wrote wins. */
export function buildRequest(config: RequestConfig, idempotencyKey: string): HttpRequest {
  const draft: Draft = { url: addressOf(config.url), headers: headersOf(config.headers ?? {}) }
  addQuery(draft.url, config.query ?? {})
  signIn(draft, config.auth)
  const body = bodyOf(config, draft.headers)
  const safe = SAFE.has(config.method)
  if (!safe && !draft.headers.has('idempotency-key')) draft.headers.set('idempotency-key', idempotencyKey)
  return {
    url: draft.url.href,
    method: config.method,
    headers: Object.fromEntries(draft.headers),
    ...(body !== undefined && { body }),
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url)
    throw new AppError({
      code: 'web.bad-address',
      message: `"${text}" is not a web address.`,
      fix: 'Write the whole address, for example https://example.org/page.',
      details: { field: 'url' },
    })
  if (url.username !== '' || url.password !== '')
    throw new AppError({
      code: 'web.bad-address',
      message: `The address of ${url.host} holds a user name or password.`,
      fix: 'Take it out of the address and use "Sign in" with the kind "basic".',
      details: { field: 'url' },
    })
  return url
}

function headersOf(given: JsonObject): Map<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw badHeader(`"${name}" is not a name a header can have.`)
    const text = asWord(value)
    if (text === undefined || /[\r\n\0]/.test(text))
      throw badHeader(`The header "${name}" needs one line of text, but got ${sayValue(value)}.`)
    headers.set(name.toLowerCase(), text.trim())
  }
  return headers
}

const badHeader = (message: string): AppError =>
  new AppError({
    code: 'web.bad-header',
    message,
    fix: 'Correct it under "Headers".',
    details: { field: 'headers' },
  })

/** Lists repeat the name; nothing leaves it out. */
function addQuery(url: URL, query: JsonObject): void {
  for (const [name, value] of Object.entries(query))
    for (const one of isList(value) ? value : [value])
      if (one !== null) url.searchParams.append(name, asWord(one) ?? JSON.stringify(one))
}

function signIn({ url, headers }: Draft, auth: JsonObject): void {
  const kind = auth.kind ?? 'none'
  if (kind === 'none') return
  const set = (name: string, value: string): void => {
    if (!headers.has(name)) headers.set(name, value)
  }
  if (kind === 'bearer') set('authorization', `Bearer ${part(auth, 'token')}`)
  else if (kind === 'basic')
    set('authorization', `Basic ${base64(`${part(auth, 'user')}:${part(auth, 'password', '')}`)}`)
  else if (kind !== 'key') throw badSignIn(`"Sign in" knows no kind ${sayValue(kind)}.`)
  else if (auth.in === 'query') url.searchParams.set(part(auth, 'name'), part(auth, 'value'))
  else for (const [name, value] of headersOf({ [part(auth, 'name')]: part(auth, 'value') })) set(name, value)
}

function part(auth: JsonObject, name: string, otherwise?: string): string {
  const value = auth[name] ?? otherwise
  const text = value === undefined || value === null ? undefined : asWord(value)
  if (text === undefined || (text === '' && otherwise === undefined) || /[\r\n\0]/.test(text))
    throw badSignIn(`"Sign in" of kind "${auth.kind}" needs its "${name}".`)
  return text
}

const badSignIn = (message: string): AppError =>
  new AppError({
    code: 'web.bad-sign-in',
    message,
    fix: 'Use { kind: "none" }, { kind: "bearer", token }, { kind: "basic", user, password } or { kind: "key", name, value }.',
    details: { field: 'auth' },
  })

/** btoa takes bytes only, so the text becomes UTF-8 first. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

function bodyOf({ method, body }: RequestConfig, headers: Map<string, string>): string | undefined {
  if (body === undefined || body === '') return undefined
  if (method === 'GET' || method === 'HEAD') {
    // nothing at all is what an empty field leaves behind
    if (body === null) return undefined
    throw new AppError({
      code: 'web.no-body-allowed',
      message: `A ${method} request cannot have a body, but got ${sayValue(body)}.`,
      fix: 'Empty "Body", or choose POST or PUT.',
      details: { field: 'body' },
    })
  }
  const type = headers.get('content-type')
  if (typeof body === 'string') {
    if (type === undefined) headers.set('content-type', 'text/plain; charset=utf-8')
    return body
  }
  if (type?.startsWith('application/x-www-form-urlencoded') && isObject(body)) return formOf(body)
  if (type === undefined) headers.set('content-type', 'application/json')
  return JSON.stringify(body)
}

function formOf(body: JsonObject): string {
  const url = new URL('http://form/')
  addQuery(url, body)
  return url.searchParams.toString()
}

/** A plain value as it stands in a header or a query; undefined for lists and objects. */
const asWord = (value: Json): string | undefined =>
  typeof value === 'object' && value !== null ? undefined : String(value)
