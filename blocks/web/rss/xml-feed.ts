/**
 * RSS 0.9x, 1.0 (RDF) and 2.0 (rssboard.org/rss-specification, web.resource.org/rss/1.0) and Atom 1.0 (RFC 4287), with
 * the modules most feeds use: Dublin Core, content, Media RSS, iTunes.
 */

import type { Enclosure, Feed, FeedItem } from './feed.ts'
import { sizeOrNull, textOrNull } from './feed.ts'
import { feedTime } from './feed-time.ts'
import { elementsOf, type FeedNode, markupOf, textOf } from './feed-tree.ts'
import { resolveAddress } from './resolve-address.ts'

const ATOM = new Set(['http://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#'])
const RSS = new Set(['', 'http://purl.org/rss/1.0/', 'http://my.netscape.com/rdf/simple/0.9/'])
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const DC = 'http://purl.org/dc/elements/1.1/'
const TERMS = 'http://purl.org/dc/terms/'
const CONTENT = 'http://purl.org/rss/1.0/modules/content/'
const MEDIA = 'http://search.yahoo.com/mrss/'
const ITUNES = 'http://www.itunes.com/dtds/podcast-1.0.dtd'

/** The feed a tree is, or null when it is none. @param base the address it came from, if any */
export function xmlFeed(root: FeedNode, base: string | undefined): Feed | null {
  if (ATOM.has(root.uri) && root.name === 'feed') return atomFeed(root, baseOf(root, base))
  if (root.uri === RDF && root.name === 'RDF') return rssFeed(root, root, base)
  if (root.name !== 'rss') return null
  const channel = elementsOf(root).find(({ name }) => name === 'channel')
  return channel ? rssFeed(root, channel, baseOf(root, base)) : null
}

/** @param holder of the items: the channel, in RDF the root, and in RSS 0.9x now and then the root too */
function rssFeed(root: FeedNode, holder: FeedNode, base: string | undefined): Feed {
  const channel = elementsOf(root).find(({ name }) => name === 'channel') ?? holder
  const own = baseOf(channel, base)
  const link = addressIn(channel, RSS, 'link', own)
  const items = [...new Set([holder, root])].flatMap((node) => all(node, RSS, 'item'))
  return {
    title: textOrNull(text(channel, RSS, 'title')),
    link,
    items: items.map((item) => rssItem(item, own ?? link ?? undefined)),
  }
}

function rssItem(item: FeedNode, above: string | undefined): FeedItem {
  const base = baseOf(item, above)
  const guid = first(item, RSS, 'guid')
  const id = guid ? textOrNull(textOf(guid)) : (item.tag.attributes['rdf:about'] ?? null)
  // a guid is an address unless it says otherwise (isPermaLink)
  const permanent =
    guid && guid.tag.attributes.isPermaLink?.trim() !== 'false' && id && /^https?:/.test(id) ? id : null
  return {
    id,
    title: textOrNull(text(item, RSS, 'title') ?? text(item, DC, 'title')),
    link: addressIn(item, RSS, 'link', base) ?? atomLink(item, 'alternate', base) ?? permanent,
    published: feedTime(text(item, RSS, 'pubDate') ?? text(item, DC, 'date') ?? text(item, TERMS, 'created')),
    updated: feedTime(text(item, TERMS, 'modified') ?? text(item, ATOM, 'updated')),
    author: textOrNull(
      text(item, RSS, 'author') ?? text(item, DC, 'creator') ?? text(item, ITUNES, 'author'),
    ),
    summary: textOrNull(text(item, RSS, 'description') ?? text(item, ITUNES, 'summary')),
    content: textOrNull(text(item, CONTENT, 'encoded')),
    categories: texts([...all(item, RSS, 'category'), ...all(item, DC, 'subject')].map(textOf)),
    enclosures: enclosures(
      [...all(item, RSS, 'enclosure'), ...media(item)].map(({ tag: { attributes } }) => ({
        url: attributes.url,
        type: attributes.type,
        size: attributes.length ?? attributes.fileSize,
      })),
      base,
    ),
  }
}

function atomFeed(feed: FeedNode, base: string | undefined): Feed {
  return {
    title: atomText(first(feed, ATOM, 'title')),
    link: atomLink(feed, 'alternate', base),
    items: all(feed, ATOM, 'entry').map((entry) => atomEntry(entry, feed, base)),
  }
}

function atomEntry(entry: FeedNode, feed: FeedNode, above: string | undefined): FeedItem {
  const base = baseOf(entry, above)
  const author = first(entry, ATOM, 'author') ?? first(feed, ATOM, 'author')
  const content = first(entry, ATOM, 'content')
  return {
    id: textOrNull(text(entry, ATOM, 'id')),
    title: atomText(first(entry, ATOM, 'title')),
    // content that stands elsewhere is what the entry is about, where nothing else is
    link: atomLink(entry, 'alternate', base) ?? sourceOf(content, base),
    published: feedTime(text(entry, ATOM, 'published') ?? text(entry, ATOM, 'issued')),
    updated: feedTime(text(entry, ATOM, 'updated') ?? text(entry, ATOM, 'modified')),
    author: author ? textOrNull(text(author, ATOM, 'name')) : null,
    summary: atomText(first(entry, ATOM, 'summary')),
    content: atomText(content),
    categories: texts(
      all(entry, ATOM, 'category').map(
        ({ tag: { attributes } }) => attributes.label ?? attributes.term ?? '',
      ),
    ),
    enclosures: enclosures(
      all(entry, ATOM, 'link')
        .filter(({ tag }) => tag.attributes.rel === 'enclosure')
        .map(({ tag: { attributes } }) => ({
          url: attributes.href,
          type: attributes.type,
          size: attributes.length,
        })),
      base,
    ),
  }
}

/** `type="xhtml"` holds one <div>, whose inside is the text (RFC 4287, 3.1.1.3). */
function atomText(node: FeedNode | undefined): string | null {
  if (!node) return null
  if (node.tag.attributes.type !== 'xhtml') return textOrNull(textOf(node))
  const div = elementsOf(node).find(({ name }) => name === 'div')
  return textOrNull(markupOf(div ?? node))
}

/** A link without `rel` is `alternate`. */
function atomLink(node: FeedNode, rel: string, base: string | undefined): string | null {
  const link = all(node, ATOM, 'link').find(({ tag }) => (tag.attributes.rel ?? 'alternate') === rel)
  const href = textOrNull(link?.tag.attributes.href)
  return href === null ? null : resolveAddress(href, link && baseOf(link, base))
}

function sourceOf(content: FeedNode | undefined, base: string | undefined): string | null {
  const src = textOrNull(content?.tag.attributes.src)
  return src === null ? null : resolveAddress(src, base)
}

const first = (node: FeedNode, uris: Where, name: string): FeedNode | undefined =>
  node.children.find((child): child is FeedNode => typeof child !== 'string' && is(child, uris, name))
const all = (node: FeedNode, uris: Where, name: string): FeedNode[] =>
  elementsOf(node).filter((child) => is(child, uris, name))
type Where = string | ReadonlySet<string>
const is = (node: FeedNode, uris: Where, name: string): boolean =>
  node.name === name && (typeof uris === 'string' ? node.uri === uris : uris.has(node.uri))

/** What an element of that name says; one that says nothing is as none. */
function text(node: FeedNode, uris: Where, name: string): string | undefined {
  const found = first(node, uris, name)
  const said = found && textOf(found)
  return said?.trim() ? said : undefined
}

const texts = (given: readonly string[]): string[] => [
  ...new Set(given.map((one) => one.trim()).filter((one) => one !== '')),
]

function addressIn(node: FeedNode, uris: Where, name: string, base: string | undefined): string | null {
  const said = textOrNull(text(node, uris, name))
  return said === null ? null : resolveAddress(said, base)
}

/** `media:content`, alone or in a group. */
const media = (item: FeedNode): FeedNode[] =>
  [item, ...all(item, MEDIA, 'group')].flatMap((node) => all(node, MEDIA, 'content'))

type Attached = { url: string | undefined; type: string | undefined; size: string | undefined }

function enclosures(given: readonly Attached[], base: string | undefined): Enclosure[] {
  const byAddress = new Map<string, Enclosure>()
  for (const { url, type, size } of given) {
    if (!url?.trim()) continue
    const whole = resolveAddress(url, base)
    if (!byAddress.has(whole))
      byAddress.set(whole, { url: whole, type: textOrNull(type), size: sizeOrNull(size) })
  }
  return [...byAddress.values()]
}

/** `xml:base` of an element is relative to that above it (w3.org/TR/xmlbase). */
function baseOf(node: FeedNode, above: string | undefined): string | undefined {
  const own = node.tag.attributes['xml:base']
  return own === undefined ? above : resolveAddress(own, above)
}
