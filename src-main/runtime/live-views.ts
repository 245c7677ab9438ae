import type { StopSignal } from '#shared/block'
import type { RunNews } from '#shared/contract'
import type { Json } from '#shared/flow'
import {
  changedVariables,
  compileFlow,
  isOver,
  newRun,
  type RunSummary,
  RunView,
  type StepView,
  type ViewNews,
} from '#shared/run'
import { foldInSlices, foldNow } from './fold-in-slices.ts'
import type { LiveRun } from './live-run.ts'
import type { LiveRuns } from './live-runs.ts'
import { asksOf } from './open-questions.ts'
import type { Clock, Journal, RunRow } from './ports.ts'
import { notFound } from './run-errors.ts'
import type { RuntimeParts } from './runtime.ts'
import { standingOf } from './standing.ts'

/** ms between two batches */
const FRAME = 16
/** steps of a long run that a view keeps, besides the last one of each block */
const KEPT = 500

export const summaryOf = (row: RunRow): RunSummary => ({
  ...row,
  durationMs: row.startedAt !== null && row.endedAt !== null ? row.endedAt - row.startedAt : null,
})

/** Wakes one reader: `ring` any number of times, `heard` resolves once for all of them. */
class Bell {
  #rung = false
  #wake: (() => void) | null = null
  ring = (): void => {
    this.#rung = true
    this.#wake?.()
  }
  async heard(): Promise<void> {
    if (!this.#rung) await new Promise<void>((resolve) => (this.#wake = resolve))
    this.#rung = false
    this.#wake = null
  }
}

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve))

/**
 * A living run's view, shared by all who look at it; it folds along only while somebody does. Its past is folded in
 * slices, so that a long one holds up nobody; what came meanwhile, in one turn.
 */
async function lookAt({ row, loop }: LiveRun, { journal, clock }: RuntimeParts): Promise<Looking> {
  const { state } = loop
  if (state.watcher instanceof RunView) return looking(state.watcher)
  const past = newRun(loop.flow)
  const view = new RunView(KEPT)
  past.watcher = view
  for (let rounds = 0; state.seq - past.seq > SHORT && rounds < MOST_ROUNDS; rounds++)
    await foldInSlices(past, untilSeq(journal, state.seq), row.id, clock)
  // somebody else may have been faster
  if (state.watcher instanceof RunView) return looking(state.watcher)
  loop.notes.handOver()
  foldNow(past, journal, row.id)
  state.watcher = view
  return looking(view)
}

/** In one turn: a view that nobody looks at is let go. */
type Looking = { view: RunView; news: ViewNews }
const looking = (view: RunView): Looking => ({ view, news: view.look() })

/** Events that are folded in a moment. */
const SHORT = 2000
/** A run that makes events faster than its past is folded must not be followed for ever. */
const MOST_ROUNDS = 5

/** A journal that ends where it stands now, however fast it grows. */
const untilSeq = (journal: Journal, end: number): Pick<Journal, 'walk'> => ({
  *walk(runId, from = 0) {
    let next = from
    for (const entries of journal.walk(runId, from)) {
      yield entries
      next += entries.length
      if (next >= end) return
    }
  },
})

/** What a run is doing, in batches; ends with the run. The first batch holds all that is kept. */
export async function* watchRun(runs: LiveRuns, id: string, signal: StopSignal): AsyncGenerator<RunNews> {
  const run = runs.find(id)
  if (!run) {
    yield await pastNews(runs, id)
    return
  }
  const { view, news } = await lookAt(run, runs.parts)
  const bell = new Bell()
  const stopListening = runs.listen((one) => one === run && bell.ring())
  signal.addEventListener('abort', bell.ring)
  try {
    const summary = (): RunSummary => summaryWithStanding(run, runs)
    const held = new Map<string, Json>()
    const variables = () => changedVariables(run.loop.state, held)
    let batch: RunNews = { ...everything(view, summary()), variables: variables() }
    for (;;) {
      yield batch
      if (batch.done) return
      await pause(runs.parts.clock, FRAME)
      await bell.heard()
      if (signal.aborted) return
      batch = { ...takeNews(view, news, summary()), variables: variables() }
    }
  } finally {
    signal.removeEventListener('abort', bell.ring)
    stopListening()
    view.lookAway(news)
    if (!view.isWatched && run.loop.state.watcher === view) run.loop.state.watcher = null
  }
}

function summaryWithStanding(run: LiveRun, runs: LiveRuns): RunSummary {
  const standing = standingOf(run, runs.parts)
  const asks = asksOf(run)
  return { ...summaryOf({ ...run.row }), ...(asks.length > 0 && { asks }), ...(standing && { standing }) }
}

/** All of a run that is not alive here, at once. */
async function pastNews({ parts }: LiveRuns, id: string): Promise<RunNews> {
  const { journal, versions, catalog, clock } = parts
  const row = journal.get(id)
  if (!row) throw notFound(id)
  const view = new RunView(KEPT)
  const document = versions.load(row.versionId)
  let variables: RunNews['variables']
  if (document) {
    const state = newRun(compileFlow(document, catalog))
    state.watcher = view
    await foldInSlices(state, journal, id, clock)
    variables = changedVariables(state, new Map())
  }
  return { ...everything(view, summaryOf(row)), ...(variables && { variables }), done: true }
}

/** A step as it is now; the view writes on. */
const asTold = ({ logs, ...step }: StepView): RunNews['steps'][number] =>
  logs ? { ...step, logs: [...logs] } : { ...step }

function countsOf(view: RunView, blocks: Iterable<string>): RunNews['counts'] {
  const told: RunNews['counts'] = {}
  for (const block of blocks) {
    const counts = view.counts.get(block)
    if (counts) told[block] = { ...counts }
  }
  return told
}

function everything(view: RunView, run: RunSummary): RunNews {
  const steps = [...view.steps.values()]
  return {
    run,
    steps: steps.map(asTold),
    counts: countsOf(view, view.counts.keys()),
    links: Object.fromEntries(view.links),
    logs: steps.flatMap((step) => (step.logs ?? []).map((line) => ({ ...line, block: step.block }))),
    done: isOver(run.status),
  }
}

function takeNews(view: RunView, news: ViewNews, run: RunSummary): RunNews {
  const taken: RunNews = {
    run,
    steps: [...news.steps].map(asTold),
    counts: countsOf(view, news.blocks),
    links: Object.fromEntries([...news.links].map((key) => [key, view.links.get(key) ?? 0])),
    logs: news.logs,
    done: isOver(run.status),
  }
  news.steps.clear()
  news.blocks.clear()
  news.links.clear()
  news.logs = []
  return taken
}

/** Summaries of runs that started or changed, each at most once a batch. */
export async function* watchRuns(runs: LiveRuns, signal: StopSignal): AsyncGenerator<RunSummary[]> {
  const changed = new Map<string, RunRow>()
  const bell = new Bell()
  const take = (row: RunRow) => {
    changed.set(row.id, row)
    bell.ring()
  }
  const stopListening = runs.listen(({ row }) => take(row))
  const stopMarks = runs.marked.add(take)
  signal.addEventListener('abort', bell.ring)
  try {
    while (!signal.aborted) {
      await bell.heard()
      if (signal.aborted) return
      const batch = [...changed.values()].map((row) => summaryOf({ ...row }))
      changed.clear()
      if (batch.length > 0) yield batch
      await pause(runs.parts.clock, FRAME)
    }
  } finally {
    signal.removeEventListener('abort', bell.ring)
    stopListening()
    stopMarks()
  }
}
