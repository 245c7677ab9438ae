import { SaxesParser } from 'saxes'
import { RecentText } from './recent-text.ts'
import { doctypeRefused, notWellFormed, protoRefused, tooDeep, type XmlPlace } from './xml-errors.ts'

export type XmlTag = {
  /** as it is written, with its prefix */
  readonly name: string
  /** has no prototype */
  readonly attributes: Readonly<Record<string, string>>
  /** with `namespaces`: what the prefix stands for, else empty */
  readonly uri: string
  /** with `namespaces`: without its prefix, else the name */
  readonly local: string
}
export type XmlHandlers = {
  opens(tag: XmlTag): void
  /** text between tags, in one or more pieces; CDATA too */
  says(text: string): void
  closes(name: string): void
}
export type XmlRules = {
  /** what the text is, for sentences: `feed.xml` */
  what: string
  /** levels of elements */
  deepest: number
  /** resolves prefixes; one that is not declared is an error then */
  namespaces?: boolean
}

/** An element of which only the name and the place are known: where its name ends, from 1. */
type Begun = { name: string } & XmlPlace

/**
 * Reads XML 1.0 as it comes, and says line and column of what is wrong. There is no DOCTYPE, so there are no entities
 * but XML's five, and nothing is fetched from anywhere. What a handler throws ends the reading.
 */
export class StrictXml {
  readonly #rules: XmlRules
  readonly #parser: SaxesParser<{ position: true; xmlns: boolean }>
  readonly #open: Begun[] = []
  readonly #recent = new RecentText()
  /** where the last tag ended */
  #tagEnd = 0
  /** the innermost element that the tag closes which is read now */
  #closing: Begun | null = null
  #closingAt = -1

  constructor(rules: XmlRules, handlers: XmlHandlers) {
    this.#rules = rules
    this.#parser = new SaxesParser({ position: true, xmlns: rules.namespaces === true })
    const parser = this.#parser
    parser.on('opentagstart', () => this.#begins())
    parser.on('opentag', (tag) => {
      this.#opens(tag.name)
      const attributes = rules.namespaces ? plain(tag.attributes) : tag.attributes
      const { name, uri = '', local = name } = tag
      handlers.opens({ name, attributes: attributes as Record<string, string>, uri, local })
    })
    parser.on('text', handlers.says)
    parser.on('cdata', handlers.says)
    parser.on('closetag', (tag) => {
      this.#closes()
      handlers.closes(tag.name)
    })
    parser.on('doctype', () => this.refuse(doctypeRefused))
    parser.on('error', ({ message }) => this.#fails(message.replace(/^\d+:\d+: /, '')))
  }

  /** @throws AppError `data.broken-xml`, `data.has-doctype`, `data.too-deep`, with line and column */
  push(piece: string): void {
    this.#recent.push(piece)
    this.#parser.write(piece)
  }

  /** @throws AppError as `push` does */
  end(): void {
    this.#parser.close()
  }

  /** Throws a refusal of what was just read, with its place. */
  refuse(refusal: (what: string, place: XmlPlace) => Error): never {
    throw refusal(this.#rules.what, this.#here())
  }

  #here(): XmlPlace {
    const { line, columnIndex } = this.#parser
    return { line, column: Math.max(1, columnIndex) }
  }

  /** The name of an element was read. */
  #begins(): void {
    const { deepest } = this.#rules
    if (this.#open.length >= deepest) this.refuse((what, place) => tooDeep(what, place, deepest))
    this.#open.push({ name: '', ...this.#here() })
  }

  #opens(name: string): void {
    if (name === '__proto__') this.refuse(protoRefused)
    ;(this.#open.at(-1) as Begun).name = name
    this.#tagEnd = this.#parser.position
  }

  #closes(): void {
    const element = this.#open.pop() as Begun
    this.#tagEnd = this.#parser.position
    if (this.#parser.position !== this.#closingAt) this.#closing = element
    this.#closingAt = this.#parser.position
  }

  #fails(message: string): never {
    const { what } = this.#rules
    const { position } = this.#parser
    const bare = ENDS_ENTITY.test(message) ? this.#recent.bareAmpersand(this.#tagEnd, position) : null
    if (bare) throw notWellFormed(what, bare, 'empty entity name.', null)
    const element = message === 'unexpected close tag.' ? this.#closing : (this.#open.at(-1) ?? null)
    const stray = message === STRAY ? this.#recent.strayText(this.#tagEnd, position) : null
    throw notWellFormed(what, stray ?? this.#here(), message, element)
  }
}

/** What the parser says where something that began with "&" comes to nothing. */
const ENDS_ENTITY = /entity name|^unclosed tag|^unexpected end|^disallowed character\.$/

/** The parser tells it where the text ends. */
const STRAY = 'text data outside of root node.'

/** With namespaces each attribute is an object. */
function plain(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const values: Record<string, string> = Object.create(null)
  for (const name in attributes) values[name] = (attributes[name] as { value: string }).value
  return values
}
