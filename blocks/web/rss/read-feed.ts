import { type BlockContext, parseData } from '#shared/block'
import type { Feed } from './feed.ts'
import { notAFeed, pageInstead } from './feed-errors.ts'
import { FeedTree } from './feed-tree.ts'
import { jsonFeed } from './json-feed.ts'
import { xmlFeed } from './xml-feed.ts'

/** Characters that are taken at once: others get their turn in between. */
const SLICE = 32 * 1024

/**
 * @param text of a feed of any kind
 * @param what for sentences: `https://example.org/feed`
 * @param base what its addresses are relative to
 * @throws AppError `data.not-a-feed`; of the XML and the JSON reader, with line and column
 */
export async function readFeed(
  text: string,
  what: string,
  base: string | undefined,
  ctx: Pick<BlockContext, 'breathe'>,
): Promise<Feed> {
  if (/^\s*[{[]/.test(text)) {
    const feed = jsonFeed(parseData(text, what), base)
    if (!feed) throw notAFeed(what, 'JSON')
    return feed
  }
  if (/^\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b/is.test(text))
    throw pageInstead(what, text, base)
  const tree = new FeedTree(what)
  for (let at = 0; at < text.length; at += SLICE) {
    tree.push(text.slice(at, at + SLICE))
    const turn = ctx.breathe()
    if (turn) await turn
  }
  const root = tree.end()
  const feed = xmlFeed(root, base)
  if (!feed) throw notAFeed(what, `XML whose root is <${root.tag.name}>`)
  return feed
}
