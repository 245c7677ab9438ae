import type { Json } from '#shared/flow'

const SOLID = /[^ \t\r\n]/

/** An element that is being read; there may be millions, one after the other. */
export class OpenElement {
  readonly isKept: boolean
  #parts: Record<string, Json> | null = null
  #hasElements = false
  #text = ''
  /** without the pieces that are blank */
  #solid = ''

  constructor(isKept: boolean) {
    this.isKept = isKept
  }

  attribute(name: string, value: string): void {
    this.#parts ??= {}
    this.#parts[`@${name}`] = value
  }

  /** @param isList whether it is a list even when it stays alone */
  element(name: string, value: Json, isList: boolean): void {
    this.#hasElements = true
    this.#parts ??= {}
    const held = Object.hasOwn(this.#parts, name) ? this.#parts[name] : undefined
    if (held === undefined) this.#parts[name] = isList ? [value] : value
    // no element is a list by itself
    else if (Array.isArray(held)) held.push(value)
    else this.#parts[name] = [held, value]
  }

  text(text: string): void {
    this.#text += text
    if (SOLID.test(text)) this.#solid += text
  }

  value(): Json {
    if (!this.#parts) return this.#text
    // blanks around elements are there for the eye
    const text = this.#hasElements ? this.#solid : this.#text
    if (text !== '') this.#parts['#text'] = text
    return this.#parts
  }
}
