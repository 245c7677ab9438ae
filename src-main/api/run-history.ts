import type { BlockCatalog } from '#shared/block'
import { compileFlow, newRun, type RunState, RunView, type StepView } from '#shared/run'
import { foldInSlices } from '../runtime/fold-in-slices.ts'
import type { Journal, Versions } from '../runtime/ports.ts'

/** Steps that are kept ready for the next page, from the page that was asked for. */
const KEPT = 50_000
/** ms after which nobody is taken to turn pages any more */
const IDLE = 60_000
/** Runs whose pages are turned at once. */
const MOST = 4

type Ask = { id: string; versionId: string; after: number; limit: number; block?: string }

/** A journal folded to its end, with the steps after `after`, at most `KEPT` of them. */
type Opened = {
  readonly state: RunState
  readonly view: RunView
  readonly after: number
  readonly idle: NodeJS.Timeout
  /** the page before this one: one at a time goes on folding */
  turn: Promise<void>
}

/**
 * The steps of runs, page by page. Only the fold knows them, so a journal is folded as far as it goes, in slices,
 * and stays folded while somebody turns the pages: a run that is alive is folded on from there.
 */
export class RunHistory {
  readonly #journal: Pick<Journal, 'walk'>
  readonly #versions: Versions
  readonly #catalog: BlockCatalog
  readonly #opened = new Map<string, Opened>()

  constructor(journal: Pick<Journal, 'walk'>, versions: Versions, catalog: BlockCatalog) {
    this.#journal = journal
    this.#versions = versions
    this.#catalog = catalog
  }

  /**
   * Steps in the order they started, and where the next page begins; null: there is none.
   * @param ask.after number of the step before the first one wanted, -1 for the first page
   * @throws AppError `run.pruned`, `store.damaged-record`
   */
  async page(ask: Ask): Promise<{ items: StepView[]; next: string | null }> {
    const opened = this.#openedFor(ask) ?? this.#open(ask)
    if (!opened) return { items: [], next: null }
    opened.turn = opened.turn.then(() => foldInSlices(opened.state, this.#journal, ask.id, CLOCK))
    try {
      await opened.turn
    } catch (thrown) {
      this.#close(keyOf(ask))
      throw thrown
    }
    return pageOf(opened, ask)
  }

  /** Null where the kept steps may end in the middle of the page. */
  #openedFor(ask: Ask): Opened | null {
    const opened = this.#opened.get(keyOf(ask))
    if (!opened || ask.after < opened.after) return null
    const { steps } = opened.view
    if (steps.size === KEPT && stepsAfter(opened, ask).length <= ask.limit) return null
    opened.idle.refresh()
    return opened
  }

  #open(ask: Ask): Opened | null {
    const key = keyOf(ask)
    this.#close(key)
    const document = this.#versions.load(ask.versionId)
    // the version is gone: then nothing can be told
    if (!document) return null
    const { after, block } = ask
    const view = new RunView(KEPT, { after, block })
    const state = newRun(compileFlow(document, this.#catalog))
    state.watcher = view
    const idle = setTimeout(() => this.#close(key), IDLE).unref()
    const opened = { state, view, after, idle, turn: Promise.resolve() }
    this.#opened.set(key, opened)
    const [oldest] = this.#opened.keys()
    if (this.#opened.size > MOST && oldest !== undefined) this.#close(oldest)
    return opened
  }

  #close(key: string): void {
    clearTimeout(this.#opened.get(key)?.idle)
    this.#opened.delete(key)
  }
}

const CLOCK = { monotonic: () => performance.now() }
const keyOf = ({ id, block = '' }: Ask): string => `${id} ${block}`

function pageOf(opened: Opened, ask: Ask): { items: StepView[]; next: string | null } {
  const items = stepsAfter(opened, ask)
  const more = items.length > ask.limit
  if (more) items.pop()
  return { items, next: more ? String(items.at(-1)?.seq) : null }
}

/** One more than the page holds, where there are so many. Numbers of steps rise. */
function stepsAfter({ view }: Opened, { after, limit }: Ask): StepView[] {
  const steps: StepView[] = []
  for (const step of view.steps.values()) {
    if (step.seq <= after) continue
    steps.push(step)
    if (steps.length > limit) break
  }
  return steps
}
