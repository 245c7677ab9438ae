import { useCallback, useEffect, useState } from 'react'
import type { FlowSummary } from '#shared/contract'
import { AppError } from '#shared/error'
import { client, connection } from '../../link/client.ts'
import { useDeletedFlows } from '../../model/deleted-flows.ts'
import { useFlowsFilter } from './flows-filter.ts'

const PAGE = 100

type FlowList = {
  /** undefined until they came */
  flows: readonly FlowSummary[] | undefined
  error: AppError | null
  /** loads the next page; null when there is none */
  more: (() => void) | null
  reload(): void
}

/** Flows that hold `search` and carry `tag`, page by page; fresh again whenever the page or the connection comes back. */
export function useFlowList(search: string): FlowList {
  const { tag, sort } = useFlowsFilter()
  const [state, setState] = useState<{ flows?: FlowSummary[]; next: string | null; error: AppError | null }>({
    next: null,
    error: null,
  })
  const [turn, setTurn] = useState(0)
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  const changes = useDeletedFlows((deleted) => deleted.turn)
  const connected = connection((now) => now.state === 'open')

  const ask = useCallback(
    (after?: string) =>
      client.flows.list({
        ...{ limit: PAGE, sort, after },
        ...(search && { search }),
        ...(tag !== null && { tag }),
      }),
    [search, sort, tag],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: what may have changed is what asks again
  useEffect(() => {
    let wanted = true
    ask().then(
      ({ items, next }) => wanted && setState({ flows: items, next, error: null }),
      (error) => wanted && setState((before) => ({ ...before, error: asAppError(error) })),
    )
    return () => {
      wanted = false
    }
  }, [ask, turn, changes, connected])

  useEffect(() => {
    window.addEventListener('focus', reload)
    return () => window.removeEventListener('focus', reload)
  }, [reload])

  const { flows, next, error } = state
  const more = () =>
    ask(next ?? undefined).then(
      (page) => setState({ flows: [...(flows ?? []), ...page.items], next: page.next, error: null }),
      (trouble) => setState((before) => ({ ...before, error: asAppError(trouble) })),
    )
  return { flows, error, more: next === null ? null : more, reload }
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError({ code: 'studio.unexpected', message: String(error) })
