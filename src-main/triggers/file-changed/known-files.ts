import type { HatId } from '../../runtime/ports.ts'
import type { TriggerHost } from '../trigger-runner.ts'
import type { Facts } from './facts.ts'

/** The files of one hat as it knows them: what it has fired for, or found when it began. As in the store. */
export class KnownFiles {
  readonly #host: Pick<TriggerHost, 'seen' | 'see' | 'unsee'>
  readonly #hat: HatId
  readonly #files: Map<string, Facts>

  constructor(host: Pick<TriggerHost, 'seen' | 'see' | 'unsee'>, hat: HatId) {
    this.#host = host
    this.#hat = hat
    this.#files = new Map(host.seen(hat).map(({ path, ...facts }) => [path, facts]))
  }

  get(path: string): Facts | null {
    return this.#files.get(path) ?? null
  }
  paths(): IterableIterator<string> {
    return this.#files.keys()
  }
  /** It is like this; null: gone. On disk with what is fired in this turn. */
  set(path: string, facts: Facts | null): void {
    if (facts) {
      this.#files.set(path, facts)
      this.#host.see(this.#hat, { path, ...facts })
    } else if (this.#files.delete(path)) this.#host.unsee(this.#hat, path)
  }
}
