import { type SaxesAttributePlain, SaxesParser, type SaxesTag } from 'saxes'
import type { Json } from '#shared/flow'
import { BareAmpersand } from './bare-ampersand.ts'
import { OpenElement } from './open-element.ts'
import {
  doctypeRefused,
  notWellFormed,
  protoRefused,
  tooDeep,
  tooLarge,
  type XmlPlace,
} from './xml-errors.ts'

export type XmlRules = {
  /** what the text is, for sentences */
  what: string
  /** a name: the list of these elements is given; empty: the whole */
  only: string
  lists: readonly Json[]
}

/** Elements nest at most this deep: a list in each would make 200 levels, the most that values have. */
const DEEPEST = 100
/** Characters one value may have, counted about as the engine does. */
const LARGEST = 64 * 1024 * 1024

/**
 * Makes a value of XML that comes in pieces: attributes are `@name`, elements their name, several of one name a list,
 * text beside them `#text`; an element with nothing but text is that text. Comments and instructions are left out, so
 * are blanks between elements. There is no DOCTYPE, so there are no entities but XML's five.
 */
export class XmlReading {
  readonly #rules: XmlRules
  readonly #lists: ReadonlySet<unknown>
  readonly #parser = new SaxesParser({ position: true })
  /** from the root to where the reading is; with `only`, elements outside of those have no content */
  readonly #open: OpenElement[] = []
  readonly #found: Json[] = []
  readonly #ampersands = new BareAmpersand()
  /** where the last tag ended */
  #tagEnd = 0
  /** the innermost element that the tag closes which is read now */
  #closing: OpenElement | null = null
  #closingAt = -1
  #root: Json = null
  #left = LARGEST

  constructor(rules: XmlRules) {
    this.#rules = rules
    this.#lists = new Set(rules.lists)
    const parser = this.#parser
    parser.on('opentagstart', () => this.#begins())
    parser.on('opentag', (tag) => this.#opens(tag))
    parser.on('attribute', (attribute) => this.#has(attribute))
    parser.on('text', (text) => this.#says(text))
    parser.on('cdata', (text) => this.#says(text))
    parser.on('closetag', (tag) => this.#closes(tag))
    parser.on('doctype', () => this.#refuse(doctypeRefused))
    parser.on('error', ({ message }) => this.#fails(message.replace(/^\d+:\d+: /, '')))
  }

  /** @throws AppError `data.broken-xml`, `data.has-doctype`, `data.too-deep`, with line and column; `data.too-large` */
  push(piece: string): void {
    this.#ampersands.push(piece)
    this.#parser.write(piece)
  }

  /** The value. @throws AppError as `push` does */
  end(): Json {
    this.#parser.close()
    return this.#rules.only === '' ? this.#root : this.#found
  }

  #here(): XmlPlace {
    const { line, columnIndex } = this.#parser
    return { line, column: Math.max(1, columnIndex) }
  }

  #refuse(refusal: (what: string, place: XmlPlace) => Error): never {
    throw refusal(this.#rules.what, this.#here())
  }

  /** The name of an element was read. */
  #begins(): void {
    if (this.#open.length >= DEEPEST) this.#refuse((what, place) => tooDeep(what, place, DEEPEST))
    const parent = this.#open.at(-1)
    const isKept = this.#rules.only === '' || parent?.isKept === true
    const { line, column } = this.#here()
    this.#open.push(new OpenElement(line, column, isKept))
  }

  #has({ name, value }: SaxesAttributePlain): void {
    const element = this.#open.at(-1) as OpenElement
    this.#take(name.length + value.length)
    element.attribute(name, value)
  }

  #opens({ name }: SaxesTag): void {
    const element = this.#open.at(-1) as OpenElement
    if (name === '__proto__') this.#refuse(protoRefused)
    element.name = name
    this.#tagEnd = this.#parser.position
    if (name === this.#rules.only) element.isKept = true
    this.#take(name.length)
  }

  #says(text: string): void {
    const element = this.#open.at(-1)
    if (!element?.isKept) return
    this.#take(text.length)
    element.text(text)
  }

  #closes(tag: SaxesTag): void {
    const element = this.#open.pop() as OpenElement
    this.#tagEnd = this.#parser.position
    if (this.#parser.position !== this.#closingAt) this.#closing = element
    this.#closingAt = this.#parser.position
    if (!element.isKept) return
    const value = element.value()
    const parent = this.#open.at(-1)
    if (parent?.isKept) parent.element(tag.name, value, this.#lists.has(tag.name))
    else if (this.#rules.only !== '') this.#found.push(value)
    else this.#root = { [tag.name]: value }
  }

  #take(length: number): void {
    this.#left -= length + 9
    if (this.#left < 0) this.#refuse(tooLarge)
  }

  #fails(message: string): never {
    const { what } = this.#rules
    const bare = ENDS_ENTITY.test(message)
      ? this.#ampersands.between(this.#tagEnd, this.#parser.position)
      : null
    if (bare) throw notWellFormed(what, bare, 'empty entity name.', null)
    const element = message === 'unexpected close tag.' ? this.#closing : (this.#open.at(-1) ?? null)
    throw notWellFormed(what, this.#here(), message, element)
  }
}

/** What the parser says where something that began with "&" comes to nothing. */
const ENDS_ENTITY = /entity name|^unclosed tag|^unexpected end|^disallowed character\.$/
