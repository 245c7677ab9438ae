/** JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). */
import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import type { Enclosure, Feed, FeedItem } from './feed.ts'
import { sizeOrNull, textOrNull } from './feed.ts'
import { feedTime } from './feed-time.ts'
import { resolveAddress } from './resolve-address.ts'

/** The feed a value is, or null when it is none. @param base the address it came from, if any */
export function jsonFeed(value: Json, base: string | undefined): Feed | null {
  if (!isObject(value) || !textIn(value, 'version')?.includes('jsonfeed.org/version/')) return null
  const items = isList(value.items) ? value.items.filter(isObject) : []
  return {
    title: textIn(value, 'title'),
    link: addressIn(value, 'home_page_url', base),
    items: items.map((item) => itemOf(item, value, base)),
  }
}

function itemOf(item: JsonObject, feed: JsonObject, base: string | undefined): FeedItem {
  const text = textIn(item, 'content_text')
  return {
    id: typeof item.id === 'number' ? String(item.id) : textIn(item, 'id'),
    title: textIn(item, 'title'),
    link: addressIn(item, 'url', base) ?? addressIn(item, 'external_url', base),
    published: feedTime(textIn(item, 'date_published') ?? undefined),
    updated: feedTime(textIn(item, 'date_modified') ?? undefined),
    author: authorOf(item) ?? authorOf(feed),
    summary: textIn(item, 'summary'),
    content: textIn(item, 'content_html') ?? text,
    categories: isList(item.tags) ? item.tags.filter((tag) => typeof tag === 'string') : [],
    enclosures: isList(item.attachments)
      ? item.attachments.filter(isObject).flatMap((one) => enclosureOf(one, base))
      : [],
  }
}

/** `author` is of version 1.0. */
function authorOf({ authors, author }: JsonObject): string | null {
  const first = isList(authors) ? authors[0] : author
  return isObject(first) ? textIn(first, 'name') : null
}

function enclosureOf(one: JsonObject, base: string | undefined): Enclosure[] {
  const url = addressIn(one, 'url', base)
  const size = one.size_in_bytes
  return url === null
    ? []
    : [{ url, type: textIn(one, 'mime_type'), size: typeof size === 'number' ? sizeOrNull(size) : null }]
}

const textIn = (object: JsonObject, key: string): string | null => {
  const held = Object.hasOwn(object, key) ? object[key] : undefined
  return typeof held === 'string' ? textOrNull(held) : null
}

function addressIn(object: JsonObject, key: string, base: string | undefined): string | null {
  const text = textIn(object, key)
  return text === null ? null : resolveAddress(text, base)
}
