import { useCallback, useEffect, useState } from 'react'
import { AppError } from '#shared/error'
import type { RunStatus, RunSummary } from '#shared/run'
import { client, connection } from '../../link/client.ts'
import { mergeRuns } from './group-runs.ts'

const PAGE = 100

export type RunFilter = { flow: string | null; status: RunStatus | null }

export type RunList = {
  /** undefined until they came */
  runs: readonly RunSummary[] | undefined
  error: AppError | null
  /** fetches older ones; null when there are none */
  more: (() => Promise<void>) | null
  reload(): void
}

type State = { runs?: readonly RunSummary[]; next: string | null; error: AppError | null }
const EMPTY: State = { next: null, error: null }

/** The history, newest first, page by page, kept current by the stream of summaries. */
export function useRunList({ flow, status }: RunFilter): RunList {
  const [state, setState] = useState<State>(EMPTY)
  const [turn, setTurn] = useState(0)
  const connected = connection((now) => now.state === 'open')
  const ask = useCallback(
    (after?: string) =>
      client.runs.list({
        limit: PAGE,
        ...(flow !== null && { flow }),
        ...(status !== null && { status }),
        ...(after !== undefined && { after }),
      }),
    [flow, status],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `connected` are what asks again
  useEffect(() => {
    const stop = new AbortController()
    const fits = (run: RunSummary) =>
      (flow === null || run.flowId === flow) && (status === null || run.status === status)
    const take = (news: readonly RunSummary[]) =>
      setState((before) => (before.runs ? { ...before, runs: mergeRuns(before.runs, news, fits) } : before))
    setState((before) => ({ ...before, error: null }))
    follow(ask, take, stop.signal, setState)
    return () => stop.abort()
  }, [ask, flow, status, turn, connected])

  const { runs, next, error } = state
  const more = useCallback(async () => {
    if (next === null) return
    try {
      const page = await ask(next)
      setState((before) => ({
        runs: mergeRuns(before.runs ?? [], page.items, () => true),
        next: page.next,
        error: null,
      }))
    } catch (trouble) {
      setState((before) => ({ ...before, error: asAppError(trouble) }))
    }
  }, [ask, next])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { runs, error, more: next === null ? null : more, reload }
}

type Ask = (after?: string) => PromiseLike<{ items: RunSummary[]; next: string | null }>

/** News is listened to before the list is asked for, so that nothing falls between the two. */
async function follow(
  ask: Ask,
  take: (news: readonly RunSummary[]) => void,
  signal: AbortSignal,
  set: (state: State | ((before: State) => State)) => void,
): Promise<void> {
  const early: RunSummary[] = []
  let listed = false
  const listen = async () => {
    for await (const news of await client.runs.watchAll({}, { signal })) {
      if (signal.aborted) return
      if (listed) take(news)
      else early.push(...news)
    }
  }
  // A lost stream is opened again when the connection is; the list itself says what is wrong.
  listen().catch(() => {})
  try {
    const page = await ask()
    if (signal.aborted) return
    set({ runs: page.items, next: page.next, error: null })
    listed = true
    take(early)
  } catch (error) {
    if (!signal.aborted) set((before) => ({ ...before, error: asAppError(error) }))
  }
}

export const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError({ code: 'studio.unexpected', message: String(error) })
