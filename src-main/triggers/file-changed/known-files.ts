import type { HatId, WatchedFilesStore } from '../../runtime/ports.ts'
import type { Facts } from './facts.ts'

/**
 * The files of one hat as it knows them: what it has fired for, or found when it began; and where something happened
 * for which it has not fired yet, so that it is not forgotten when the host ends in between. As in the store.
 */
export class KnownFiles {
  readonly #store: WatchedFilesStore
  readonly #hat: HatId
  readonly #files: Map<string, Facts>
  readonly #noticed: Set<string>

  constructor(store: WatchedFilesStore, hat: HatId) {
    this.#store = store
    this.#hat = hat
    this.#files = new Map(store.seen(hat).map(({ path, ...facts }) => [path, facts]))
    this.#noticed = new Set(store.noticed(hat))
  }

  get(path: string): Facts | null {
    return this.#files.get(path) ?? null
  }
  paths(): IterableIterator<string> {
    return this.#files.keys()
  }
  /** It is like this; null: gone. On disk with what is fired in this turn. */
  set(path: string, facts: Facts | null): void {
    this.unnotice(path)
    if (facts) {
      this.#files.set(path, facts)
      this.#store.see(this.#hat, { path, ...facts })
    } else if (this.#files.delete(path)) this.#store.unsee(this.#hat, path)
  }

  noticed(): ReadonlySet<string> {
    return this.#noticed
  }
  notice(path: string): void {
    if (this.#noticed.has(path)) return
    this.#noticed.add(path)
    this.#store.notice(this.#hat, path)
  }
  unnotice(path: string): void {
    if (this.#noticed.delete(path)) this.#store.unnotice(this.#hat, path)
  }
}
