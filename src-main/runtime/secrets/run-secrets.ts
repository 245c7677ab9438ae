import { type Mask, makeMask } from '#shared/secret'
import type { Secrets, SecretUser } from '../ports.ts'

/** The secrets of one run: what it may have, and the mask of all it had. */
export class RunSecrets {
  readonly #names: ReadonlySet<string>
  readonly #user: SecretUser
  readonly #store: Secrets
  /** values this run has seen, also ones that were replaced meanwhile */
  readonly #known = new Set<string>()
  #revision = -1
  #mask: Mask = NOTHING

  /** @param names all that the flow names: known before the first step, and the same after a restart */
  constructor(names: ReadonlySet<string>, user: SecretUser, store: Secrets) {
    this.#names = names
    this.#user = user
    this.#store = store
  }

  /** @throws AppError `secret.missing`, `secret.not-for-this-flow`, `secret.wrong-key`, ... */
  use(name: string): string {
    const value = this.#store.use(name, this.#user)
    if (!this.#known.has(value)) this.#learn([value])
    return value
  }

  word(): string {
    return this.#store.mark()
  }

  /** Takes the values out of anything that is about to be noted, kept or shown. */
  mask<T>(value: T): T {
    return this.#current().json(value)
  }
  maskText(text: string): string {
    return this.#current().text(text)
  }

  #current(): Mask {
    const revision = this.#store.revision()
    if (revision !== this.#revision) {
      this.#revision = revision
      this.#learn([...this.#names].flatMap((name) => this.#store.peek(name, this.#user) ?? []))
    }
    return this.#mask
  }

  #learn(values: readonly string[]): void {
    for (const value of values) this.#known.add(value)
    this.#mask = maskOf([...this.#known])
  }
}

const NOTHING: Mask = { text: (text) => text, json: (value) => value }

/** Making a mask takes some milliseconds, and runs of one flow need the same one. */
const KEPT = 50
const masks = new Map<string, Mask>()

function maskOf(values: readonly string[]): Mask {
  const key = JSON.stringify(values.toSorted())
  const known = masks.get(key) ?? makeMask(values)
  masks.delete(key)
  masks.set(key, known)
  if (masks.size > KEPT) masks.delete(masks.keys().next().value as string)
  return known
}
