import { StrictXml, type XmlTag } from '#shared/xml'

export type FeedNode = {
  readonly uri: string
  /** the name without its prefix */
  readonly name: string
  readonly tag: XmlTag
  readonly children: (FeedNode | string)[]
}

/** Levels of elements: feeds with XHTML in them reach some ten. */
const DEEPEST = 100

/** Makes the tree of a feed's XML, which comes in pieces. */
export class FeedTree {
  readonly #xml: StrictXml
  readonly #open: FeedNode[] = []
  #root: FeedNode | null = null

  constructor(what: string) {
    this.#xml = new StrictXml(
      { what, deepest: DEEPEST, namespaces: true },
      {
        opens: (tag) => this.#opens(tag),
        says: (text) => void this.#open.at(-1)?.children.push(text),
        closes: () => void this.#open.pop(),
      },
    )
  }

  /** @throws AppError as `StrictXml` does */
  push(piece: string): void {
    this.#xml.push(piece)
  }

  end(): FeedNode {
    this.#xml.end()
    return this.#root as FeedNode
  }

  #opens(tag: XmlTag): void {
    const node = { uri: tag.uri, name: tag.local, tag, children: [] }
    this.#open.at(-1)?.children.push(node)
    this.#root ??= node
    this.#open.push(node)
  }
}

export const elementsOf = ({ children }: FeedNode): FeedNode[] =>
  children.filter((child) => typeof child !== 'string')

/** The text of an element, that of elements in it too. */
export const textOf = ({ children }: FeedNode): string =>
  children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')

/** What stands in an element, as markup: prefixes are taken off, for it is XHTML that is HTML from here on. */
export const markupOf = ({ children }: FeedNode): string =>
  children.map((child) => (typeof child === 'string' ? escaped(child) : elementMarkup(child))).join('')

function elementMarkup(node: FeedNode): string {
  const attributes = Object.entries(node.tag.attributes)
    .filter(([name]) => !name.startsWith('xmlns'))
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`)
    .join('')
  const begin = `<${node.name}${attributes}>`
  return VOID.has(node.name) ? begin : `${begin}${markupOf(node)}</${node.name}>`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** HTML's elements that have no end (html.spec.whatwg.org, 13.1.2). */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
