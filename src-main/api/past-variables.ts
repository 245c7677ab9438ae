import type { BlockCatalog } from '#shared/block'
import type { Json } from '#shared/flow'
import { compileFlow, newRun, type RunState } from '#shared/run'
import { foldInSlices } from '../runtime/fold-in-slices.ts'
import type { Journal, Versions } from '../runtime/ports.ts'

/** ms after which nobody is taken to scroll any more */
const IDLE = 60_000
/** Runs whose lists are scrolled at once. */
const MOST = 2

/** `turn`: one at a time goes on folding. */
type Folded = { readonly state: RunState; readonly idle: NodeJS.Timeout; turn: Promise<void> }

/** What variables of runs held last. Only the fold of a run knows them, so it stays folded while somebody scrolls. */
export class PastVariables {
  readonly #journal: Pick<Journal, 'walk'>
  readonly #versions: Versions
  readonly #catalog: BlockCatalog
  readonly #folded = new Map<string, Folded>()

  constructor(journal: Pick<Journal, 'walk'>, versions: Versions, catalog: BlockCatalog) {
    this.#journal = journal
    this.#versions = versions
    this.#catalog = catalog
  }

  /**
   * The run's own variables as far as its journal goes; undefined when nothing is left that knows them.
   * @throws AppError `run.pruned`, `store.damaged-record`
   */
  async of(run: { id: string; versionId: string }): Promise<ReadonlyMap<string, Json> | undefined> {
    const folded = this.#folded.get(run.id) ?? this.#fold(run)
    if (!folded) return undefined
    folded.idle.refresh()
    folded.turn = folded.turn.then(() => foldInSlices(folded.state, this.#journal, run.id, CLOCK))
    try {
      await folded.turn
    } catch (thrown) {
      this.#forget(run.id)
      throw thrown
    }
    return folded.state.root.vars ?? undefined
  }

  #fold({ id, versionId }: { id: string; versionId: string }): Folded | undefined {
    const document = this.#versions.load(versionId)
    if (!document) return undefined
    const idle = setTimeout(() => this.#forget(id), IDLE).unref()
    const folded = { state: newRun(compileFlow(document, this.#catalog)), idle, turn: Promise.resolve() }
    this.#folded.set(id, folded)
    const [oldest] = this.#folded.keys()
    if (this.#folded.size > MOST && oldest !== undefined) this.#forget(oldest)
    return folded
  }

  #forget(id: string): void {
    clearTimeout(this.#folded.get(id)?.idle)
    this.#folded.delete(id)
  }
}

const CLOCK = { monotonic: () => performance.now() }
