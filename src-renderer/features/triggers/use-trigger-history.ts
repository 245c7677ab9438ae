import { useCallback, useEffect, useState } from 'react'
import type { TriggerState } from '#shared/contract'
import { AppError } from '#shared/error'
import type { RunSummary } from '#shared/run'
import { client, connection } from '../../link/client.ts'

const PAGE = 50
/** the most that can be asked for of what started no run */
const MOST_NOTES = 200

type Note = { at: number; what: 'missed' | 'dropped' | 'skipped' | 'failed'; text: string }
/** A run that it started, or something that happened and started none. */
export type Past = { at: number; run: RunSummary } | { at: number; note: Note }

export type TriggerPast = {
  /** newest first; undefined until it came */
  past: readonly Past[] | undefined
  error: AppError | null
  /** shows older ones; null when there are none */
  more: (() => void) | null
}

/** What a trigger did, kept current: its runs by their stream, the rest whenever its state says that something happened. */
export function useTriggerHistory(trigger: TriggerState): TriggerPast {
  const { flowId: flow, block, missed, dropped, error } = trigger
  const [runs, setRuns] = useState<ReadonlyMap<string, RunSummary>>()
  const [notes, setNotes] = useState<readonly Note[]>()
  const [trouble, setTrouble] = useState<AppError | null>(null)
  const [pages, setPages] = useState(1)
  const [next, setNext] = useState<string | null>(null)
  const connected = connection((now) => now.state === 'open')
  const take = useCallback(
    (news: readonly RunSummary[]) =>
      setRuns((before) => new Map([...(before ?? []), ...news.map((run) => [run.id, run] as const)])),
    [],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: counts and error say that something was noted; a new connection asks again
  useEffect(() => {
    let wanted = true
    setTrouble(null)
    client.triggers.history({ flow, block, limit: MOST_NOTES }).then(
      (items) => wanted && setNotes(items),
      (reason) => wanted && setTrouble(asAppError(reason)),
    )
    return () => {
      wanted = false
    }
  }, [flow, block, missed, dropped, error?.message, connected])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection asks again
  useEffect(() => {
    const stop = new AbortController()
    const first = (items: readonly RunSummary[], older: string | null) => {
      take(items)
      setNext(older)
      setPages(1)
    }
    followRuns({ flow, block }, stop.signal, { first, take }).catch((reason) => {
      if (!stop.signal.aborted) setTrouble(asAppError(reason))
    })
    return () => stop.abort()
  }, [flow, block, connected, take])

  const older = () => {
    setPages((before) => before + 1)
    if (next === null) return
    client.runs.list({ flow, trigger: block, limit: PAGE, after: next }).then(
      (page) => {
        take(page.items)
        setNext(page.next)
      },
      (reason) => setTrouble(asAppError(reason)),
    )
  }
  const all = runs && notes && pastOf([...runs.values()], notes, next === null)
  const shown = PAGE * pages
  return {
    past: all?.slice(0, shown),
    error: trouble,
    more: all && (next !== null || all.length > shown) ? older : null,
  }
}

/** By time, the newest first. While older runs are not here, what is older than those that are waits for them. */
export function pastOf(runs: readonly RunSummary[], notes: readonly Note[], whole: boolean): Past[] {
  const oldest = whole ? Number.NEGATIVE_INFINITY : Math.min(...runs.map(({ queuedAt }) => queuedAt))
  return [
    ...runs.map((run) => ({ at: run.queuedAt, run })),
    ...notes.filter(({ at }) => at >= oldest).map((note) => ({ at: note.at, note })),
  ].sort((a, b) => b.at - a.at)
}

type Takers = {
  first(runs: readonly RunSummary[], older: string | null): void
  take(runs: readonly RunSummary[]): void
}

/** The stream is opened before the list is asked for, so that nothing falls between the two. */
async function followRuns(
  hat: { flow: string; block: string },
  signal: AbortSignal,
  { first, take }: Takers,
): Promise<void> {
  const news = await client.runs.watchAll({}, { signal })
  const { items, next } = await client.runs.list({ flow: hat.flow, trigger: hat.block, limit: PAGE })
  if (signal.aborted) return
  first(items, next)
  for await (const summaries of news) {
    if (signal.aborted) return
    const own = summaries.filter(({ flowId, trigger }) => flowId === hat.flow && trigger.block === hat.block)
    if (own.length > 0) take(own)
  }
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError({ code: 'studio.unexpected', message: String(error) })
