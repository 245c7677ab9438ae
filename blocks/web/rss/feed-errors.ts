import { AppError } from '#shared/error'
import { resolveAddress } from './resolve-address.ts'

/** The text is whole, but it is something else. @param is `a web page`, `XML, but its root is <html>` */
export const notAFeed = (what: string, is: string): AppError =>
  new AppError({
    code: 'data.not-a-feed',
    message: `${what} is ${is}: it is no feed of RSS, Atom or JSON Feed.`,
    fix: 'Check the address. Other XML and JSON is read with "Read XML" and "Read JSON".',
  })

/** A web page often names its feed. @param base the address the page came from, if any */
export function pageInstead(what: string, html: string, base: string | undefined): AppError {
  const feed = feedNamedIn(html, base)
  return new AppError({
    code: 'data.not-a-feed',
    message: `${what} is a web page, not a feed.`,
    fix: feed
      ? `It says that its feed is at ${feed}`
      : 'Look on that page for the address of its feed. Pages themselves are read with the block "Page".',
    ...(feed && { details: { feed } }),
  })
}

const LINK = /<link\b[^>]{0,2000}>/gi
const FEED_TYPE = /\btype\s*=\s*["']?application\/(?:rss\+xml|atom\+xml|feed\+json)/i
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i
/** characters of a page in which its head is looked for */
const HEAD = 100_000

/** `<link rel="alternate" type="application/rss+xml">` (rssboard.org/rss-autodiscovery). */
function feedNamedIn(html: string, base: string | undefined): string | undefined {
  for (const [link] of html.slice(0, HEAD).matchAll(LINK)) {
    const [, double, single, bare] = (FEED_TYPE.test(link) && HREF.exec(link)) || []
    const href = (double ?? single ?? bare)?.replaceAll('&amp;', '&')
    if (href) return resolveAddress(href, base)
  }
  return undefined
}
