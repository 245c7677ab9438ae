import { type Facts, identityOf } from './facts.ts'

/** Files that were known and are not where they were: what comes under another name may be one of them. */
export class AbsentFiles {
  readonly #byPath = new Map<string, string>()
  readonly #byIdentity = new Map<string, string>()

  /** @param was as it was known */
  add(path: string, was: Facts): void {
    const identity = identityOf(was)
    if (identity === undefined) return
    this.#byPath.set(path, identity)
    this.#byIdentity.set(identity, path)
  }

  /** It is there again, or what became of it is known. */
  remove(path: string): void {
    const identity = this.#byPath.get(path)
    if (identity === undefined) return
    this.#byPath.delete(path)
    if (this.#byIdentity.get(identity) === path) this.#byIdentity.delete(identity)
  }

  /** The path that this file had before. */
  pathOf(file: Facts): string | undefined {
    const identity = identityOf(file)
    return identity === undefined ? undefined : this.#byIdentity.get(identity)
  }
}
