import type { Json } from '#shared/flow'
import { StrictXml, tooLarge, type XmlTag } from '#shared/xml'
import { OpenElement } from './open-element.ts'

export type ReadRules = {
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
 * are blanks between elements.
 */
export class XmlReading {
  readonly #rules: ReadRules
  readonly #lists: ReadonlySet<unknown>
  readonly #xml: StrictXml
  /** from the root to where the reading is; with `only`, elements outside of those have no content */
  readonly #open: OpenElement[] = []
  readonly #found: Json[] = []
  #root: Json = null
  #left = LARGEST

  constructor(rules: ReadRules) {
    this.#rules = rules
    this.#lists = new Set(rules.lists)
    this.#xml = new StrictXml(
      { what: rules.what, deepest: DEEPEST },
      {
        opens: (tag) => this.#opens(tag),
        says: (text) => this.#says(text),
        closes: (name) => this.#closes(name),
      },
    )
  }

  /** @throws AppError as `StrictXml` does; `data.too-large` */
  push(piece: string): void {
    this.#xml.push(piece)
  }

  /** The value. @throws AppError as `push` does */
  end(): Json {
    this.#xml.end()
    return this.#rules.only === '' ? this.#root : this.#found
  }

  #opens({ name, attributes }: XmlTag): void {
    const { only } = this.#rules
    const element = new OpenElement(only === '' || name === only || this.#open.at(-1)?.isKept === true)
    this.#open.push(element)
    this.#take(name.length)
    for (const key in attributes) {
      const value = attributes[key] as string
      this.#take(key.length + value.length)
      element.attribute(key, value)
    }
  }

  #says(text: string): void {
    const element = this.#open.at(-1)
    if (!element?.isKept) return
    this.#take(text.length)
    element.text(text)
  }

  #closes(name: string): void {
    const element = this.#open.pop() as OpenElement
    if (!element.isKept) return
    const value = element.value()
    const parent = this.#open.at(-1)
    if (parent?.isKept) parent.element(name, value, this.#lists.has(name))
    else if (this.#rules.only !== '') this.#found.push(value)
    else this.#root = { [name]: value }
  }

  #take(length: number): void {
    this.#left -= length + 9
    if (this.#left < 0) this.#xml.refuse(tooLarge)
  }
}
