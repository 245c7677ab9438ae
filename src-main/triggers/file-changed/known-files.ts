import type { HatId, WatchedFilesStore } from '../../runtime/ports.ts'
import { type Facts, identityOf } from './facts.ts'

/** Disks of these systems usually know no difference between a and A. */
const FOLDS_CASE = process.platform === 'win32' || process.platform === 'darwin'
const small = (path: string): string => path.toLowerCase()

/**
 * The files of one hat as it knows them: what it has fired for, or found when it began; and where something happened
 * for which it has not fired yet, so that it is not forgotten when the host ends in between. As in the store.
 */
export class KnownFiles {
  readonly #store: WatchedFilesStore
  readonly #hat: HatId
  readonly #files: Map<string, Facts>
  readonly #noticed: Set<string>
  /** by their names in small letters; null where the disk tells a from A */
  readonly #bySmall: Map<string, string> | null

  constructor(store: WatchedFilesStore, hat: HatId, foldsCase = FOLDS_CASE) {
    this.#store = store
    this.#hat = hat
    this.#files = new Map(store.seen(hat).map(({ path, ...facts }) => [path, facts]))
    this.#noticed = new Set(store.noticed(hat))
    this.#bySmall = foldsCase ? new Map([...this.#files.keys()].map((path) => [small(path), path])) : null
  }

  get(path: string): Facts | null {
    return this.#files.get(path) ?? null
  }
  /** The path by which this very file is known, written in other letters: that one still seems to be there. */
  inOtherLetters(path: string, facts: Facts): string | undefined {
    const other = this.#bySmall?.get(small(path))
    const known = other === undefined || other === path ? undefined : this.#files.get(other)
    const isIt = known && known.inode !== '0' && identityOf(known) === identityOf(facts)
    return isIt ? other : undefined
  }
  paths(): IterableIterator<string> {
    return this.#files.keys()
  }
  /** It is like this; null: gone. On disk with what is fired in this turn. */
  set(path: string, facts: Facts | null): void {
    this.unnotice(path)
    if (facts) {
      this.#files.set(path, facts)
      this.#bySmall?.set(small(path), path)
      this.#store.see(this.#hat, { path, ...facts })
    } else if (this.#files.delete(path)) {
      if (this.#bySmall?.get(small(path)) === path) this.#bySmall.delete(small(path))
      this.#store.unsee(this.#hat, path)
    }
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
