import type { StopSignal } from '#shared/block'
import type { RunNews } from '#shared/contract'
import type { FlowDocument } from '#shared/flow'
import {
  compileFlow,
  isOver,
  type RunEvent,
  type RunSummary,
  RunView,
  replay,
  type StepView,
  type ViewNews,
} from '#shared/run'
import type { LiveRun, LiveRuns } from './live-runs.ts'
import type { Clock, RunRow } from './ports.ts'
import { notFound } from './run-errors.ts'
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

/** A living run's view, shared by all who look at it; it folds along only while somebody does. */
function viewOfLive({ loop }: LiveRun): RunView {
  const { state } = loop
  if (state.watcher instanceof RunView) return state.watcher
  const view = new RunView(KEPT)
  replay(loop.flow, loop.notes.history(), view)
  state.watcher = view
  return view
}

/** What a run is doing, in batches; ends with the run. The first batch holds all that is kept. */
export async function* watchRun(runs: LiveRuns, id: string, signal: StopSignal): AsyncGenerator<RunNews> {
  const run = runs.find(id)
  if (!run) {
    yield pastNews(runs, id)
    return
  }
  const view = viewOfLive(run)
  const news = view.look()
  const bell = new Bell()
  const stopListening = runs.listen((one) => one === run && bell.ring())
  signal.addEventListener('abort', bell.ring)
  try {
    const summary = (): RunSummary => summaryWithStanding(run, runs)
    let batch = everything(view, summary())
    for (;;) {
      yield batch
      if (batch.done) return
      await pause(runs.parts.clock, FRAME)
      await bell.heard()
      if (signal.aborted) return
      batch = takeNews(view, news, summary())
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
  return { ...summaryOf({ ...run.row }), ...(standing && { standing }) }
}

/** All of a run that is not alive here, at once. */
function pastNews(runs: LiveRuns, id: string): RunNews {
  const row = runs.parts.journal.get(id)
  if (!row) throw notFound(id)
  const view = new RunView(KEPT)
  const document: FlowDocument | undefined = runs.parts.versions.load(row.versionId)
  if (document)
    replay(compileFlow(document, runs.parts.catalog), runs.parts.journal.read(id) as RunEvent[], view)
  return { ...everything(view, summaryOf(row)), done: true }
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
  const stopListening = runs.listen(({ row }) => {
    changed.set(row.id, row)
    bell.ring()
  })
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
  }
}
