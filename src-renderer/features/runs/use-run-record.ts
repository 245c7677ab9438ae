import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AppError } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import { isOver, type RunSummary, type StepView } from '#shared/run'
import { client, connection } from '../../link/client.ts'
import { foldNews, NO_RUN, type RunLog, type RunView } from '../../model/run-fold.ts'
import { asAppError } from './run-listing.ts'

const PAGE = 500
/** Pages fetched without being asked: 20,000 steps. What comes after them is fetched as it is scrolled to. */
const AT_ONCE = 40

export type RunRecord = {
  summary: RunSummary | undefined
  /** the version that ran; undefined when it is gone */
  document: FlowDocument | undefined
  steps: readonly StepView[]
  /** of one that is alive: what it said so far */
  logs: readonly RunLog[] | null
  /** whether all steps are here */
  whole: boolean
  /** fetches the next page of steps; null when all are here or on their way */
  more: (() => void) | null
  /** fetches as many again as come without being asked */
  readOn: (() => Promise<void>) | null
  error: AppError | null
  reload(): void
}

type State = {
  summary?: RunSummary
  document?: FlowDocument
  steps: readonly StepView[]
  logs: readonly RunLog[] | null
  next: string | null
  whole: boolean
  error: AppError | null
}
const NOTHING: State = { steps: [], logs: null, next: null, whole: false, error: null }

/** One run with its steps: live while it runs, page by page once it is over. */
export function useRunRecord(id: string): RunRecord {
  const [state, setState] = useState<State>(NOTHING)
  const [turn, setTurn] = useState(0)
  const connected = connection((now) => now.state === 'open')

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `connected` are what asks again
  useEffect(() => {
    const stop = new AbortController()
    load(id, stop.signal, setState).catch((error) => {
      if (!stop.signal.aborted) setState((before) => ({ ...before, error: asAppError(error) }))
    })
    return () => stop.abort()
  }, [id, turn, connected])

  const { next } = state
  const fetchPages = useCallback((pages: number) => fetchOn(id, next, pages, setState), [id, next])
  const more = useCallback(() => void fetchPages(1), [fetchPages])
  const readOn = useCallback(() => fetchPages(AT_ONCE), [fetchPages])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return useMemo(
    () => ({
      ...{ summary: state.summary, document: state.document, steps: state.steps, error: state.error },
      ...{ logs: state.logs, whole: state.whole, reload },
      ...(next === null ? { more: null, readOn: null } : { more, readOn }),
    }),
    [state, next, more, readOn, reload],
  )
}

type Set = (change: (before: State) => State) => void
type Page = { items: StepView[]; next: string | null }

const withPage = (state: State, { items, next }: Page): State => ({
  ...state,
  steps: [...state.steps, ...items],
  next,
  whole: next === null,
})

/** Pages that somebody else fetched meanwhile are not put in twice. */
async function fetchOn(id: string, from: string | null, pages: number, set: Set): Promise<void> {
  let after = from
  for (let i = 0; i < pages && after !== null; i++) {
    const at: string = after
    try {
      const page = await client.runs.steps({ id, limit: PAGE, after: at })
      set((before) => (before.next === at ? withPage(before, page) : before))
      after = page.next
    } catch (error) {
      return set((before) => ({ ...before, error: asAppError(error) }))
    }
  }
}

async function load(id: string, signal: AbortSignal, set: Set): Promise<void> {
  const { document, ...summary } = await client.runs.get({ id })
  if (signal.aborted) return
  set((before) => ({ ...(before.summary?.id === id ? before : NOTHING), summary, document, error: null }))
  if (!isOver(summary.status)) await watch(id, signal, set)
  // of one that is pruned they are gone: the page says so
  if (!signal.aborted && summary.prunedAt === undefined) await loadSteps(id, signal, set)
}

async function watch(id: string, signal: AbortSignal, set: Set): Promise<void> {
  let view: RunView = NO_RUN
  for await (const news of await client.runs.watch({ id }, { signal })) {
    if (signal.aborted) return
    view = foldNews(view, news)
    const { steps, logs, summary } = view
    set((before) => ({ ...before, steps, logs, next: null, summary: summary ?? before.summary }))
    if (view.done) return
  }
}

async function loadSteps(id: string, signal: AbortSignal, set: Set): Promise<void> {
  let gathered: readonly StepView[] = []
  let after: string | undefined
  for (let i = 0; i < AT_ONCE; i++) {
    const page = await client.runs.steps({ id, limit: PAGE, ...(after !== undefined && { after }) })
    if (signal.aborted) return
    gathered = [...gathered, ...page.items]
    const steps = gathered
    const last = page.next === null || i === AT_ONCE - 1
    set((before) => ({
      ...before,
      steps,
      logs: null,
      next: last ? page.next : null,
      whole: page.next === null,
    }))
    if (page.next === null) return
    after = page.next
  }
}
