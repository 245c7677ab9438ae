import type { JsonObject } from '#shared/flow'

/** What any kind of feed comes to; null where the feed says nothing. Addresses are whole, times ISO in UTC. */
export type Feed = { title: string | null; link: string | null; items: FeedItem[] }
export type FeedItem = {
  /** the feed's own; where it has none, its link, else its title */
  id: string | null
  title: string | null
  link: string | null
  published: string | null
  updated: string | null
  author: string | null
  /** as the feed has them: mostly HTML */
  summary: string | null
  content: string | null
  categories: string[]
  enclosures: Enclosure[]
}
export type Enclosure = { url: string; type: string | null; size: number | null }

/** The item as it leaves the block: it says which feed it is of, so that those of several can be put together. */
export const itemOf = (item: FeedItem, { title, link }: Feed): JsonObject => ({
  ...item,
  id: item.id ?? item.link ?? item.title,
  feed: { title, link },
})

/** A text without the blanks around it; null when nothing is left. */
export function textOrNull(text: string | undefined): string | null {
  const trimmed = text?.trim()
  return trimmed ? trimmed : null
}

/** Bytes; feeds also write `""`, `unknown` and `12 MB`. */
export const sizeOrNull = (text: string | number | undefined): number | null => {
  const size = typeof text === 'string' && /^\s*\d+\s*$/.test(text) ? Number(text) : text
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null
}
