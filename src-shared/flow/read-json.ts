/**
 * JSON text to a value, with a place for everything that is wrong. Never recurses: the nesting stands in a
 * list of its own, so a file of a million brackets is refused at the 201st and nothing overflows.
 */
import { AppError } from '#shared/error'
import type { Json } from './json.ts'
import { type Token, TokenProblem, tokenAt } from './json-tokens.ts'
import { isForbiddenKey, MAX_DEPTH } from './limits.ts'
import { inWords, positionAt } from './text-position.ts'

export type JsonPath = readonly (string | number)[]

/** Told of each value as it begins, with its key or number; `at` is the offset of the key, in a list of the value. */
export type JsonListener = (last: string | number | undefined, path: () => JsonPath, at: number) => void

type Open = { list: Json[] } | { object: Record<string, Json>; key: string; keyAt: number }
const isList = (open: Open): open is { list: Json[] } => 'list' in open

const lastOf = (open: Open): string | number => (isList(open) ? open.list.length : open.key)

/**
 * @throws AppError `flow.broken-json`, `flow.too-deep`, `flow.forbidden-key`, `flow.duplicate-key`,
 * each with `details.line` and `details.column`
 */
export function readJson(text: string, listener?: JsonListener): Json {
  try {
    return new JsonReader(text, listener).read()
  } catch (error) {
    if (error instanceof TokenProblem) throw broken(text, error.offset, error.message)
    throw error
  }
}

class JsonReader {
  private readonly text: string
  private readonly listener: JsonListener | undefined
  private readonly open: Open[] = []
  private at = 0

  constructor(text: string, listener: JsonListener | undefined) {
    this.text = text
    this.listener = listener
  }

  read(): Json {
    this.at = this.text.charCodeAt(0) === 0xfeff ? 1 : 0
    for (;;) {
      const token = this.next()
      const value = this.begin(token)
      if (value === undefined) continue
      const whole = this.finish(value)
      if (whole !== undefined) return whole
    }
  }

  private next(): Token {
    const token = tokenAt(this.text, this.at)
    this.at = token.end
    return token
  }

  /** A value begins with this token: gives it when it is complete, undefined when it holds others. */
  private begin(token: Token): Json | undefined {
    this.tell(token.start)
    if (token.kind === '{') {
      this.enter({ object: {}, key: '', keyAt: 0 }, token)
      return this.firstKey()
    }
    if (token.kind === '[') {
      this.enter({ list: [] }, token)
      const first = tokenAt(this.text, this.at)
      if (first.kind !== ']') return undefined
      this.at = first.end
      return this.leave()
    }
    if (token.kind === 'text' || token.kind === 'number' || token.kind === 'word') return token.value
    throw this.unexpected(token, this.afterComma(token) ?? 'a value')
  }

  /** Puts a complete value where it belongs, closing what ends with it; gives the whole at the very end. */
  private finish(complete: Json): Json | undefined {
    let value = complete
    for (;;) {
      const around = this.open.at(-1)
      const token = this.next()
      if (!around) {
        if (token.kind === 'end') return value
        throw this.unexpected(token, 'nothing more: the text should end here')
      }
      if (isList(around)) around.list.push(value)
      else around.object[around.key] = value
      if (token.kind === ',') {
        if (!isList(around)) this.key(around, this.next())
        return undefined
      }
      const close = isList(around) ? ']' : '}'
      if (token.kind !== close) throw this.unexpected(token, `a comma or ${close}`)
      value = this.leave()
    }
  }

  private enter(open: Open, token: Token): void {
    this.open.push(open)
    if (this.open.length > MAX_DEPTH)
      throw this.error('flow.too-deep', token.start, (at) => ({
        message: `The file is nested more than ${MAX_DEPTH} levels deep at ${at}.`,
        fix: 'Flatten the value there, or keep it in a file of its own.',
      }))
  }

  private leave(): Json {
    const open = this.open.pop() as Open
    return isList(open) ? open.list : open.object
  }

  private firstKey(): Json | undefined {
    const token = this.next()
    if (token.kind === '}') return this.leave()
    this.key(this.open.at(-1) as Open, token)
    return undefined
  }

  private key(open: Open, token: Token): void {
    if (isList(open)) throw new Error('a key in a list')
    if (token.kind !== 'text')
      throw this.unexpected(token, this.afterComma(token) ?? 'a key in double quotes')
    const key = token.value as string
    this.refuseKey(open.object, key, token.start)
    open.key = key
    open.keyAt = token.start
    const colon = this.next()
    if (colon.kind !== ':') throw this.unexpected(colon, `a colon (:) after the key "${key}"`)
  }

  private refuseKey(object: Record<string, Json>, key: string, start: number): void {
    if (isForbiddenKey(key))
      throw this.error('flow.forbidden-key', start, (at) => ({
        message: `The key "${key}" at ${at} is not allowed in a flow.`,
        fix: 'Rename or remove this key.',
      }))
    if (Object.hasOwn(object, key))
      throw this.error('flow.duplicate-key', start, (at) => ({
        message: `The key "${key}" stands twice in one object, the second time at ${at}.`,
        fix: 'Keep one of the two.',
      }))
  }

  private tell(valueAt: number): void {
    if (!this.listener) return
    const around = this.open.at(-1)
    const last = around && lastOf(around)
    const path = () => this.open.map(lastOf)
    this.listener(last, path, around && !isList(around) ? around.keyAt : valueAt)
  }

  private afterComma(token: Token): string | undefined {
    const before = this.text.slice(0, token.start).trimEnd()
    if (!before.endsWith(',') || (token.kind !== '}' && token.kind !== ']')) return undefined
    return `another ${token.kind === '}' ? 'key' : 'value'}: no comma may stand before ${token.kind}`
  }

  private unexpected(token: Token, wanted: string): AppError {
    const found =
      token.kind === 'end'
        ? 'the text ends'
        : `"${this.text.slice(token.start, Math.min(token.end, token.start + 20))}" stands there`
    return broken(this.text, token.start, `expected ${wanted}, but ${found}`)
  }

  private error(
    code: string,
    offset: number,
    words: (at: string) => { message: string; fix: string },
  ): AppError {
    const at = positionAt(this.text, offset)
    return new AppError({ code, ...words(inWords(at)), details: { ...at } })
  }
}

function broken(text: string, offset: number, why: string): AppError {
  const at = positionAt(text, offset)
  return new AppError({
    code: 'flow.broken-json',
    message: `The file is not valid JSON at ${inWords(at)}: ${why}.`,
    fix: 'Mend the file at that place, or export the flow again.',
    details: { ...at },
  })
}
