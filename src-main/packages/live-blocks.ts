import type { BlockCatalog, BlockDeclaration, BlockRunner } from '#shared/block'
import { packageOf } from '#shared/package'

type Runners = ReadonlyMap<string, BlockRunner>

/**
 * The block types that are known in this process: the standard ones, and those of packages, which come and go.
 * Both maps stay the same objects, so whoever holds one sees what is installed at this moment.
 */
export class LiveBlocks {
  readonly #catalog: Map<string, BlockDeclaration>
  readonly #runners: Map<string, BlockRunner>
  #revision = 0

  constructor(standard: BlockCatalog, runners: Runners) {
    this.#catalog = new Map(standard)
    this.#runners = new Map(runners)
  }

  get catalog(): BlockCatalog {
    return this.#catalog
  }
  get runners(): Runners {
    return this.#runners
  }
  /** goes up with every change: what was made of the maps before is to be made again */
  readonly revision = (): number => this.#revision

  /** In the place of all that the package had before; none: it is gone. */
  put(name: string, runners: readonly BlockRunner[]): void {
    for (const type of [...this.#catalog.keys()])
      if (packageOf(type) === name) {
        this.#catalog.delete(type)
        this.#runners.delete(type)
      }
    for (const runner of runners) {
      this.#catalog.set(runner.declaration.type, runner.declaration)
      this.#runners.set(runner.declaration.type, runner)
    }
    this.#revision++
  }
}
