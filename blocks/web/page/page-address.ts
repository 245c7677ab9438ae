import type { PageDocument } from './parse-page.ts'
import { finderOf } from './selector.ts'

/** Attributes that hold an address (html.spec.whatwg.org, list of attributes). */
const ADDRESSES = new Set(['action', 'cite', 'data', 'formaction', 'href', 'manifest', 'poster', 'src'])

/** An attribute's value; an address is completed. @param base what it is relative to, an address or nothing */
export function addressedValue(attribute: string, value: string, base: string | undefined): string {
  if (!ADDRESSES.has(attribute)) return value
  const trimmed = value.trim()
  return base !== undefined && URL.canParse(trimmed, base) ? new URL(trimmed, base).href : trimmed
}

/** What addresses on a page are relative to: its <base>, else where it came from. */
export function baseOf(document: PageDocument, from: string | undefined): string | undefined {
  const href = finderOf('base[href]', 'base')(document)[0]?.attribs.href?.trim()
  if (!href) return from
  if (from === undefined) return URL.canParse(href) ? href : undefined
  return URL.canParse(href, from) ? new URL(href, from).href : from
}
