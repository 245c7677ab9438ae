import { isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

/** Whose words a line is written for: each puts things in quotes in its own way. */
export const SHELLS = ['bash', 'powershell', 'cmd'] as const
export type Shell = (typeof SHELLS)[number]

export type Call = {
  method: string
  url: string
  headers: readonly (readonly [string, string])[]
  /** user and password */
  user?: string
  /** missing: none is sent */
  body?: string
}

const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD', 'DELETE'])
const NAMED = /^\{\{\s*secrets\.([A-Za-z_$][\w$]*)\s*\}\}$/

/** The name of the secret that callers have to know; a word that stands for it where none is chosen yet. */
export function secretIn(auth: Json | undefined): string {
  const secret = isObject(auth) ? auth.secret : undefined
  return (typeof secret === 'string' && NAMED.exec(secret)?.[1]) || 'SECRET'
}

/** Kinds of sign-in where whoever calls signs the bytes: nobody does that by hand. */
const SIGNED: ReadonlySet<string> = new Set('github stripe slack shopify standard-webhooks hmac'.split(' '))
export const kindOfAuth = (auth: Json | undefined): string =>
  isObject(auth) && typeof auth.kind === 'string' && auth.kind !== '' ? auth.kind : 'none'
export const isSigned = (auth: Json | undefined): boolean => SIGNED.has(kindOfAuth(auth))

/** Longer bodies are no help in a line. */
const LONGEST = 2000

/** A hat with the call that came last as its sample; one without calls, or with a large one, keeps its own. */
export const withLast = (config: JsonObject, last: Json | undefined): JsonObject =>
  isObject(last) && JSON.stringify(last.body ?? null).length <= LONGEST ? { ...config, sample: last } : config

/** The call that a hat waits for, with its sample as what is sent. @param base what stands before `/hooks/` */
export function callOf(base: string, config: JsonObject): Call {
  const sample = isObject(config.sample) ? config.sample : {}
  const method = methodOf(config.methods, sample.method)
  const body = WITHOUT_BODY.has(method) ? undefined : (sample.body ?? undefined)
  const isText = typeof body === 'string'
  return {
    method,
    url: `${base}/hooks/${pathOf(String(config.path ?? ''), sample.params)}${queryOf(sample.query)}`,
    ...signIn(config.auth, [
      ...(body === undefined
        ? []
        : [['Content-Type', isText ? 'text/plain; charset=utf-8' : 'application/json'] as const]),
    ]),
    ...(body !== undefined && { body: isText ? body : plainJson(body) }),
  }
}

function methodOf(methods: Json | undefined, sampled: Json | undefined): string {
  const allowed = (Array.isArray(methods) ? methods : ['POST']).map((one) => String(one).toUpperCase())
  const wanted = String(sampled ?? 'POST').toUpperCase()
  if (allowed.includes(wanted) || allowed.includes('ANY') || allowed.length === 0) return wanted
  return allowed[0] as string
}

/** `orders/{id}` with what the sample has for it. */
const pathOf = (path: string, params: Json | undefined): string =>
  path
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .split('/')
    .map((part) => {
      const name = /^\{(.+)\}$/.exec(part)?.[1]
      const value = name !== undefined && isObject(params) ? params[name] : undefined
      return encodeURIComponent(name === undefined ? part : String(value ?? name))
    })
    .join('/')

function queryOf(query: Json | undefined): string {
  if (!isObject(query)) return ''
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

/** Values of secrets are not known here: their names stand for them. */
function signIn(
  auth: Json | undefined,
  headers: readonly (readonly [string, string])[],
): Pick<Call, 'headers' | 'user'> {
  const kind = kindOfAuth(auth)
  const rules = isObject(auth) ? auth : {}
  if (kind === 'basic') return { headers, user: `${rules.user ?? ''}:${secretIn(auth)}` }
  if (kind !== 'token') return { headers }
  const own = typeof rules.header === 'string' ? rules.header.trim() : ''
  const isOwn = own !== '' && own.toLowerCase() !== 'authorization'
  return {
    headers: [
      ...headers,
      isOwn ? [own, secretIn(auth)] : (['Authorization', `Bearer ${secretIn(auth)}`] as const),
    ],
  }
}

/** JSON in letters that every terminal passes on: what is beyond ASCII is written as its number. */
export const plainJson = (value: Json): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** One line for a terminal that makes this call. */
export function curlLine({ method, url, headers, user, body }: Call, shell: Shell): string {
  const quoted = QUOTES[shell]
  const words = [
    ...(method === 'POST' && body !== undefined ? [] : method === 'GET' ? [] : ['-X', method]),
    quoted(url),
    ...headers.flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(user === undefined ? [] : ['-u', quoted(user)]),
  ]
  // PowerShells differ in what becomes of quotes on the way to a program, so the body does not go that way
  if (shell === 'powershell')
    return body === undefined
      ? ['curl.exe', ...words].join(' ')
      : [quoted(body), '|', 'curl.exe', ...words, '--data-binary', quoted('@-')].join(' ')
  return ['curl', ...words, ...(body === undefined ? [] : ['--data-raw', quoted(body)])].join(' ')
}

/** Puts a text in quotes for a shell. */
export const quotedFor = (shell: Shell) => QUOTES[shell]

const QUOTES: Readonly<Record<Shell, (text: string) => string>> = {
  bash: (text) => `'${text.replaceAll("'", "'\\''")}'`,
  powershell: (text) => `'${text.replaceAll("'", "''")}'`,
  // backslashes count only before a quote; a percent sign would name a variable
  cmd: (text) =>
    `"${text
      .replace(/(\\*)"/g, '$1$1\\"')
      .replace(/\\+$/, '$&$&')
      .replaceAll('%', '"^%"')
      .replace(/[\r\n]+/g, ' ')}"`,
}
