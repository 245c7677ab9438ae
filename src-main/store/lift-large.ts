/**
 * Large values are taken out of what is written and kept once, by their content. Where one was, null stands,
 * and beside it a path and a hash say what belongs there: no value of a person's can look like a reference.
 * Of a large value the large parts are taken out first, so that an object around one large text may change
 * again and again and costs only what is around it.
 */

/** Characters of JSON, about, from which a value is kept once. */
const LARGE = 256 << 10

/** Where a large value was taken out, and its hash. */
export type LargeRef = readonly [path: readonly (string | number)[], hash: string]
/** `rest`: with null in place of what was taken out. */
export type Lifted = { rest: unknown; refs: readonly LargeRef[] }
/** Keeps a text under its hash. @returns the hash */
export type KeepText = (text: string) => string

/** Looks no further than it has to: at most about as much as one large value has. */
export const isLarge = (value: unknown): boolean => room(value, LARGE) < 0

/** What is left of a room when the value is in it, negative as soon as it is full. */
function room(value: unknown, space: number): number {
  if (typeof value === 'string') return space - value.length - 3
  if (typeof value !== 'object' || value === null) return space - 6
  let left = space - 2
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i += 1) left = room(value[i], left)
    return left
  }
  for (const key in value) {
    const part = (value as Readonly<Record<string, unknown>>)[key]
    left -= key.length + 4
    // most values are small objects: a call for each number in them would be felt
    left = typeof part === 'number' || typeof part === 'boolean' ? left - 6 : room(part, left)
    if (left < 0) break
  }
  return left
}

const NOTHING: readonly LargeRef[] = []

/** Lifts the large values of one run and one commit: within it, the same object is looked at once. */
export class Lifter {
  readonly #keep: KeepText
  readonly #seen = new Map<unknown, Lifted>()

  constructor(keep: KeepText) {
    this.#keep = keep
  }

  lift(value: unknown): Lifted {
    if (!isLarge(value)) return { rest: value, refs: NOTHING }
    const seen = this.#seen.get(value)
    if (seen) return seen
    const inner =
      typeof value === 'string' ? { rest: value, refs: NOTHING } : this.#liftParts(value as object)
    const lifted = isLarge(inner.rest) ? this.#whole(inner) : inner
    this.#seen.set(value, lifted)
    return lifted
  }

  #whole({ rest, refs }: Lifted): Lifted {
    const hash = this.#keep(JSON.stringify(refs.length > 0 ? [rest, refs] : [rest]))
    return { rest: null, refs: [[[], hash]] }
  }

  #liftParts(value: object): Lifted {
    const refs: LargeRef[] = []
    const part = (key: string | number, child: unknown): unknown => {
      const lifted = this.lift(child)
      for (const [path, hash] of lifted.refs) refs.push([[key, ...path], hash])
      return lifted.rest
    }
    const rest = Array.isArray(value)
      ? value.map((child, i) => part(i, child))
      : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, part(key, child)]))
    return refs.length > 0 ? { rest, refs } : { rest: value, refs }
  }
}

/**
 * Puts large values back where they were, in place. The same hash becomes the same object, as it was before.
 * @param text gives what was kept under a hash; throws when it cannot
 */
export class Fetcher {
  readonly #text: (hash: string) => string
  readonly #known = new Map<string, unknown>()

  constructor(text: (hash: string) => string) {
    this.#text = text
  }

  putBack(rest: unknown, refs: readonly LargeRef[]): unknown {
    let whole = rest
    for (const [path, hash] of refs) {
      const value = this.#fetch(hash)
      const last = path.at(-1)
      if (last === undefined) whole = value
      else (at(whole, path.slice(0, -1)) as Record<string | number, unknown>)[last] = value
    }
    return whole
  }

  #fetch(hash: string): unknown {
    if (!this.#known.has(hash)) {
      const [rest, refs = NOTHING] = JSON.parse(this.#text(hash)) as [unknown, LargeRef[]?]
      this.#known.set(hash, this.putBack(rest, refs))
    }
    return this.#known.get(hash)
  }
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  let found = value
  for (const key of path) found = (found as Readonly<Record<string | number, unknown>>)[key]
  return found
}
