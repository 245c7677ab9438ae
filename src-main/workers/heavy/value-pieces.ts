import type { Json, JsonObject } from '#shared/flow'

/**
 * One piece of a value on its way between threads. A value that is small is one `put`; of a larger one lists, objects
 * and texts come in parts, so that no thread is held for longer than one part takes.
 */
export type ValuePiece =
  | { readonly put: Json }
  | { readonly items: readonly Json[] }
  | { readonly fields: JsonObject }
  | { readonly text: string }
  | { readonly open: 'list' | 'object' | 'text' }
  | { readonly key: string }
  | { readonly close: true }

/** Parts of a value in one piece, about: some 2 ms to write down and to read. */
const ROOM = 8000
/** Characters that weigh as much as one number. */
const TEXT_UNIT = 128
const LONGEST_TEXT = (ROOM - 1) * TEXT_UNIT

/** How much a value weighs; it stops counting when that is more than `most`. */
function weightOf(value: Json, most: number): number {
  if (typeof value === 'string') return 1 + value.length / TEXT_UNIT
  if (typeof value !== 'object' || value === null) return 1
  let weight = 1
  for (const key in value) {
    weight += weightOf((value as JsonObject)[key] as Json, most - weight)
    if (weight > most) break
  }
  return weight
}

/** Whether it may travel whole, in one message with others. */
export const isLight = (value: Json): boolean => weightOf(value, ROOM) <= ROOM

/** A value in pieces, in order. It must not be changed while it is walked. */
export function* piecesOf(value: Json): Generator<ValuePiece, void> {
  if (isLight(value)) yield { put: value }
  else if (typeof value === 'string') yield* partsOfText(value)
  else if (Array.isArray(value)) yield* partsOfList(value)
  else yield* partsOfObject(value as JsonObject)
}

function* partsOfText(text: string): Generator<ValuePiece, void> {
  yield { open: 'text' }
  for (let at = 0; at < text.length; at += LONGEST_TEXT) yield { text: text.slice(at, at + LONGEST_TEXT) }
  yield { close: true }
}

function* partsOfList(list: readonly Json[]): Generator<ValuePiece, void> {
  yield { open: 'list' }
  let [items, left]: [Json[], number] = [[], ROOM - 1]
  for (const item of list) {
    const weight = weightOf(item, ROOM)
    if (weight > left && items.length > 0) {
      yield { items }
      items = []
      left = ROOM - 1
    }
    if (weight > ROOM - 1) yield* piecesOf(item)
    else {
      items.push(item)
      left -= weight
    }
  }
  if (items.length > 0) yield { items }
  yield { close: true }
}

function* partsOfObject(object: JsonObject): Generator<ValuePiece, void> {
  yield { open: 'object' }
  let [fields, left]: [Record<string, Json>, number] = [{}, ROOM - 1]
  for (const [key, held] of Object.entries(object)) {
    const weight = weightOf(held as Json, ROOM)
    if (weight > left && left < ROOM - 1) {
      yield { fields }
      fields = {}
      left = ROOM - 1
    }
    if (weight > ROOM - 1) {
      yield { key }
      yield* piecesOf(held as Json)
    } else {
      setField(fields, key, held as Json)
      left -= weight
    }
  }
  if (left < ROOM - 1) yield { fields }
  yield { close: true }
}

type Opened = { list: Json[] } | { object: Record<string, Json>; key: string } | { text: string }

/** Puts a value together again. */
export class ValueInPieces {
  readonly #open: Opened[] = []
  #whole: Json | undefined

  /** undefined until the last piece is there */
  get whole(): Json | undefined {
    return this.#open.length === 0 ? this.#whole : undefined
  }

  take(piece: ValuePiece): void {
    if ('put' in piece) this.#place(piece.put)
    else if ('open' in piece) this.#open.push(opened(piece.open))
    else if ('close' in piece) this.#close()
    else this.#fill(piece, this.#open.at(-1) as Opened)
  }

  #fill(piece: Exclude<ValuePiece, { put: Json } | { open: string } | { close: true }>, into: Opened): void {
    if ('items' in piece && 'list' in into) for (const item of piece.items) into.list.push(item)
    else if ('text' in piece && 'text' in into) into.text += piece.text
    else if ('key' in piece && 'object' in into) into.key = piece.key
    else if ('fields' in piece && 'object' in into)
      for (const key of Object.keys(piece.fields)) setField(into.object, key, piece.fields[key] as Json)
    else throw new Error('a piece of a value that belongs nowhere')
  }

  #close(): void {
    const last = this.#open.pop()
    if (!last) throw new Error('a value was closed that nobody opened')
    this.#place('list' in last ? last.list : 'object' in last ? last.object : last.text)
  }

  #place(value: Json): void {
    const into = this.#open.at(-1)
    if (!into) this.#whole = value
    else if ('list' in into) into.list.push(value)
    else if ('object' in into) setField(into.object, into.key, value)
    else throw new Error('a value inside a text')
  }
}

const opened = (what: 'list' | 'object' | 'text'): Opened =>
  what === 'list' ? { list: [] } : what === 'object' ? { object: {}, key: '' } : { text: '' }

/** `__proto__` is a name like any other in a person's data. */
function setField(object: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}
