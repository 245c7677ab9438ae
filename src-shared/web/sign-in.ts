import { sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { JsonObject } from '#shared/flow'
import { plainText, requestHeaders } from './request-headers.ts'
import type { WebUrl } from './web-url.ts'

/** A request while it is put together. */
export type RequestDraft = { url: WebUrl; headers: Map<string, string> }

// values that every place has in which this runs
declare const btoa: (bytes: string) => string
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } }

/**
 * Puts in who asks: `{ kind: "none" | "bearer" | "basic" | "key", ... }`. A header that the person wrote wins.
 * @throws AppError `web.bad-sign-in`
 */
export function signIn({ url, headers }: RequestDraft, auth: JsonObject): void {
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
  else
    for (const [name, value] of requestHeaders({ [part(auth, 'name')]: part(auth, 'value') }))
      set(name, value)
}

function part(auth: JsonObject, name: string, otherwise?: string): string {
  const value = auth[name] ?? otherwise
  const text = value === undefined || value === null ? undefined : plainText(value)
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
