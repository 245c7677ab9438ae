import { useEffect, useState } from 'react'
import type { TriggerState } from '#shared/contract'
import { AppError } from '#shared/error'
import type { RunSummary } from '#shared/run'
import { client, connection } from '../../link/client.ts'

const MOST = 50

type Note = { at: number; what: 'missed' | 'dropped' | 'skipped' | 'failed'; text: string }
/** A run that it started, or something that happened and started none. */
export type Past = { at: number; run: RunSummary } | { at: number; note: Note }

export type TriggerPast = {
  /** newest first; undefined until it came */
  past: readonly Past[] | undefined
  error: AppError | null
}

/** What a trigger did, kept current: its runs by their stream, the rest whenever its state says that something happened. */
export function useTriggerHistory(trigger: TriggerState): TriggerPast {
  const { flowId: flow, block, missed, dropped, error } = trigger
  const [runs, setRuns] = useState<ReadonlyMap<string, RunSummary>>()
  const [notes, setNotes] = useState<readonly Note[]>()
  const [trouble, setTrouble] = useState<AppError | null>(null)
  const connected = connection((now) => now.state === 'open')

  // biome-ignore lint/correctness/useExhaustiveDependencies: counts and error say that something was noted; a new connection asks again
  useEffect(() => {
    let wanted = true
    client.triggers.history({ flow, block, limit: MOST }).then(
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
    const take = (news: readonly RunSummary[]) =>
      setRuns((before) => new Map([...(before ?? []), ...news.map((run) => [run.id, run] as const)]))
    followRuns({ flow, block }, stop.signal, take).catch((reason) => {
      if (!stop.signal.aborted) setTrouble(asAppError(reason))
    })
    return () => stop.abort()
  }, [flow, block, connected])

  const past =
    runs && notes
      ? [
          ...[...runs.values()].map((run) => ({ at: run.queuedAt, run })),
          ...notes.map((note) => ({ at: note.at, note })),
        ]
          .sort((a, b) => b.at - a.at)
          .slice(0, MOST)
      : undefined
  return { past, error: trouble }
}

/** The stream is opened before the list is asked for, so that nothing falls between the two. */
async function followRuns(
  hat: { flow: string; block: string },
  signal: AbortSignal,
  take: (news: readonly RunSummary[]) => void,
): Promise<void> {
  const news = await client.runs.watchAll({}, { signal })
  const { items } = await client.runs.list({ flow: hat.flow, trigger: hat.block, limit: MOST })
  if (signal.aborted) return
  take(items)
  for await (const summaries of news) {
    if (signal.aborted) return
    const own = summaries.filter(({ flowId, trigger }) => flowId === hat.flow && trigger.block === hat.block)
    if (own.length > 0) take(own)
  }
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError({ code: 'studio.unexpected', message: String(error) })
