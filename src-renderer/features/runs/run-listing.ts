import { AppError } from '#shared/error'
import type { RunSummary } from '#shared/run'
import { askedFor, fitsFilter, type RunsFilter } from '../../model/runs-filter.ts'
import { mergeRuns } from './group-runs.ts'

/** Runs that are asked for at once. */
const PAGE = 100
/** A search that finds few in one go goes on into older runs until so many are there. */
const ENOUGH = 50
/** ms in which news is gathered before it is looked through for the text */
const GATHER = 1000

type ListPage = { items: RunSummary[]; next: string | null; searchedTo?: number }
type Asked = ReturnType<typeof askedFor> & { limit: number; after?: string }
export type RunSource = {
  list(asked: Asked, options: { signal: AbortSignal }): PromiseLike<ListPage>
  watchAll(nothing: object, options: { signal: AbortSignal }): PromiseLike<AsyncIterable<RunSummary[]>>
}

export type ListedRuns = {
  /** undefined until they came */
  runs?: readonly RunSummary[]
  next: string | null
  /** how far back a search for a text has come, ms since the epoch */
  searchedTo: number | null
  /** runs are on their way */
  busy: boolean
  error: AppError | null
}
export const NOTHING_YET: ListedRuns = { next: null, searchedTo: null, busy: false, error: null }

/** The runs that fit a filter, newest first, page by page, kept current by the stream of summaries. */
export class RunListing {
  readonly #filter: RunsFilter
  readonly #source: RunSource
  readonly #show: (state: ListedRuns) => void
  readonly #ended = new AbortController()
  #state: ListedRuns
  /** news from before the list was there; null: it is */
  #early: RunSummary[] | null = []
  #paging: AbortController | null = null
  /** when the runs were queued that news told of and that may hold the text */
  #unknown: number[] = []

  /** @param before what is shown until the list is there */
  constructor(
    filter: RunsFilter,
    source: RunSource,
    show: (state: ListedRuns) => void,
    before: ListedRuns = NOTHING_YET,
  ) {
    this.#filter = filter
    this.#source = source
    this.#show = show
    this.#state = { ...before, error: null }
  }

  /** News is listened to before the list is asked for, so that nothing falls between the two. */
  start(): void {
    // a lost stream is opened again when the connection is; the list itself says what is wrong
    this.#listen().catch(() => {})
    void this.#fetch(undefined)
  }
  more(): void {
    const { next, busy } = this.#state
    if (next !== null && !busy) void this.#fetch(next)
  }
  /** What was found stays; `more` goes on. */
  stopSearching(): void {
    this.#paging?.abort()
  }
  end(): void {
    this.#ended.abort()
  }

  #set(change: Partial<ListedRuns>): void {
    if (this.#ended.signal.aborted) return
    this.#state = { ...this.#state, ...change }
    this.#show(this.#state)
  }

  async #fetch(from: string | undefined): Promise<void> {
    this.#paging = new AbortController()
    const signal = AbortSignal.any([this.#ended.signal, this.#paging.signal])
    this.#set({ busy: true })
    try {
      let found = 0
      let after = from
      do {
        const page = await this.#ask(signal, { limit: PAGE, ...(after !== undefined && { after }) })
        if (signal.aborted) break
        this.#take(page, after === undefined)
        found += page.items.length
        after = page.next ?? undefined
      } while (after !== undefined && found < ENOUGH)
    } catch (error) {
      if (!signal.aborted) this.#set({ error: asAppError(error) })
    }
    this.#set({ busy: false })
  }

  #ask(signal: AbortSignal, more: Partial<Asked> & { limit: number }): PromiseLike<ListPage> {
    return this.#source.list({ ...askedFor(this.#filter, Date.now()), ...more }, { signal })
  }

  #take({ items, next, searchedTo }: ListPage, isFirst: boolean): void {
    const before = isFirst ? [] : (this.#state.runs ?? [])
    const runs = mergeRuns(before, items, () => true)
    this.#set({ runs, next, searchedTo: searchedTo ?? null, error: null })
    const early = this.#early
    this.#early = null
    if (early) this.#tell(early)
  }

  async #listen(): Promise<void> {
    for await (const news of await this.#source.watchAll({}, { signal: this.#ended.signal })) {
      if (this.#ended.signal.aborted) return
      if (this.#early) this.#early.push(...news)
      else this.#tell(news)
    }
  }

  #tell(news: readonly RunSummary[]): void {
    const { runs = [] } = this.#state
    const now = Date.now()
    const fits = (run: RunSummary) => fitsFilter(run, this.#filter, now)
    if (this.#filter.text === '') {
      this.#set({ runs: mergeRuns(runs, news, fits) })
      return
    }
    const known = new Set(runs.map(({ id }) => id))
    this.#set({
      runs: mergeRuns(
        runs,
        news.filter(({ id }) => known.has(id)),
        fits,
      ),
    })
    // while a run goes on its data changes: it is looked through when it rests
    const rested = news.filter((run) => !known.has(run.id) && fits(run) && !GOES_ON.includes(run.status))
    if (rested.length === 0) return
    if (this.#unknown.length === 0) setTimeout(() => void this.#lookThroughNews(), GATHER)
    this.#unknown.push(...rested.map(({ queuedAt }) => queuedAt))
  }

  /** A summary does not tell whether the text is in the run's data: the runs of that time are asked for again. */
  async #lookThroughNews(): Promise<void> {
    const times = this.#unknown
    this.#unknown = []
    const { signal } = this.#ended
    if (signal.aborted) return
    const range = { since: Math.min(...times), until: Math.max(...times) + 1 }
    try {
      let after: string | undefined
      do {
        const page = await this.#ask(signal, { ...range, limit: PAGE, ...(after !== undefined && { after }) })
        this.#set({ runs: mergeRuns(this.#state.runs ?? [], page.items, () => true) })
        after = page.next ?? undefined
      } while (after !== undefined)
    } catch {
      // the connection is gone: the list is asked for anew when it is back
    }
  }
}

const GOES_ON: readonly RunSummary['status'][] = ['queued', 'running']

export const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError({ code: 'studio.unexpected', message: String(error) })
