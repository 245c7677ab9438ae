import { AppError } from '#shared/error'

/** A word, a number or a time, and where it stands: a 1-based column. */
export type Token = { readonly text: string; readonly column: number; readonly written: string }

/** `9`, `9:30`, `09:00:30`, `:30`, `1st`, `9am`, words, and signs one by one. */
const TOKEN = /:?\d+(?:[:.]\d+)*(?:\s*[ap]\.?m\b\.?|(?:st|nd|rd|th)\b)?|[a-z]+(?:['’][a-z]+)?|\S/giu

export const tokensOf = (text: string): Token[] =>
  [...text.matchAll(TOKEN)].map(({ 0: written, index }) => ({
    text: written.toLowerCase().replace(/[\s'’]/g, ''),
    column: index + 1,
    written,
  }))

/** The words of a schedule, read one after the other. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  readonly #end: number
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
    this.#end = text.trimEnd().length + 1
  }

  /** Where something is missing at the end. */
  get end(): Token {
    return { text: '', written: '', column: this.#end }
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? this.end
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  next(): Token {
    const token = this.peek()
    this.#at++
    return token
  }

  skip(words: number): void {
    this.#at += words
  }

  /** Goes past the next word when it is one of these. */
  take(...texts: readonly string[]): Token | undefined {
    return texts.includes(this.peek().text) ? this.next() : undefined
  }
}

/** @param token where it is wrong */
export const wordsError = (code: string, token: Token, message: string, fix: string): AppError =>
  new AppError({
    code,
    message,
    fix,
    details: { column: token.column, ...(token.written && { value: token.written }) },
  })
