import type { BlockContext } from '#shared/block'
import type { Json } from '#shared/flow'

/** What SQLite stores. */
export type SqlValue = string | number | bigint | null

/** Whole numbers are bound as such, true and false as 1 and 0, lists and objects as JSON text. */
export function toSql(value: Json | undefined): SqlValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (typeof value === 'boolean') return value ? 1n : 0n
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Values of SQLite as JSON; what JSON has no way for becomes text, and that is said once of each kind. */
export class FromSql {
  readonly #log: BlockContext['log']
  readonly #said = new Set<string>()

  constructor(log: BlockContext['log']) {
    this.#log = log
  }

  value(held: unknown): Json {
    if (typeof held === 'bigint') return this.#whole(held)
    if (held instanceof Uint8Array) {
      this.#say('Bytes (BLOB) are given as Base64 text.')
      return Buffer.from(held.buffer, held.byteOffset, held.byteLength).toString('base64')
    }
    if (typeof held !== 'number' || Number.isFinite(held)) return held as Json
    this.#say('Infinity is given as text.')
    return String(held)
  }

  #whole(held: bigint): Json {
    const number = Number(held)
    if (Number.isSafeInteger(number)) return number
    this.#say('Whole numbers beyond 9007199254740991 are given as text, so that no digit is lost.')
    return held.toString()
  }

  #say(text: string): void {
    if (this.#said.has(text)) return
    this.#said.add(text)
    this.#log.warn(text)
  }
}
