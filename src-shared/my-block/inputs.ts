import type { Swap } from '#shared/expression'
import { newName } from '#shared/flow'

/** What arrived at the first block. */
export const ARRIVED = 'input'
/** What the last block gave, beside what else is asked for. */
export const RESULT = 'result'

/** Names that nothing may be called in an object of a flow. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype']

/** Values that go by name, each once: what they are called, and where they come from. */
export class Named {
  readonly #taken: Set<string>
  readonly #names = new Map<string, string>()

  /** @param first the name of what goes anyway */
  constructor(first: string) {
    this.#taken = new Set([first, ...FORBIDDEN])
  }

  get size(): number {
    return this.#names.size
  }

  /** @param source an expression, without braces */
  nameOf(source: string, wanted: string): string {
    const known = this.#names.get(source)
    if (known !== undefined) return known
    const name = newName(this.#taken, wanted)
    this.#taken.add(name)
    this.#names.set(source, name)
    return name
  }

  /** name -> the text that gives it */
  texts(): [string, string][] {
    return [...this.#names].map(([source, name]) => [name, `{{ ${source} }}`])
  }
}

/** Reads one of them out of what a block gave. `guarded`: where the block gave nothing yet, there is nothing. */
export const readNamed = (block: string, name: string, keys: number, guarded = false): Swap => ({
  keys,
  by: `blocks[${JSON.stringify(block)}]${guarded ? '?.' : ''}[${JSON.stringify(name)}]`,
  guarded,
})
export const readBlock = (name: string): string => `blocks[${JSON.stringify(name)}]`
