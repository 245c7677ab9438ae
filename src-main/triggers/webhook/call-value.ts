import type { IncomingHttpHeaders } from 'node:http'
import { isForbiddenKey, type Json } from '#shared/flow'
import { readFields } from './body/read-form.ts'
import { CallRefused } from './call-refused.ts'

/** What a run of a webhook starts with. */
export type CallValue = {
  method: string
  /** as it was called, without /hooks */
  path: string
  params: Record<string, string>
  query: Record<string, Json>
  headers: Record<string, string>
  body: Json
}

/** What stands in place of what proves who calls. */
export const HIDDEN = '[hidden]'

/** Cookies of the studio and tokens of the API are nobody else's business, whoever sends them along. */
const OWN_COOKIE = /(?:^|;)\s*blockloom_\d+=[^;]*/g
const OWN_TOKEN = /^Bearer +blm_/i

/** Headers as a flow sees them: names in small letters, secrets hidden. */
export function visibleHeaders(
  headers: IncomingHttpHeaders,
  hides: readonly string[],
): Record<string, string> {
  const visible: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || isForbiddenKey(name)) continue
    visible[name] = hides.includes(name)
      ? HIDDEN
      : shown(name, typeof value === 'string' ? value : value.join(', '))
  }
  return visible
}

function shown(name: string, value: string): string {
  if (name === 'cookie') return value.replace(OWN_COOKIE, '').replace(/^[;\s]+/, '')
  if (name === 'authorization' && OWN_TOKEN.test(value)) return HIDDEN
  return value
}

/** @param query what stands behind the question mark. @throws CallRefused `webhook.bad-query` */
export const readQuery = (query: string): Record<string, Json> =>
  query === '' ? {} : readFields(query, 'webhook.bad-query')

/** @throws CallRefused `webhook.too-many-headers` */
export function checkHeaderCount(rawHeaders: readonly string[], most: number): void {
  if (rawHeaders.length > most * 2)
    throw new CallRefused('webhook.too-many-headers', `There are more than ${most} headers.`)
}
