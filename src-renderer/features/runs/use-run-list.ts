import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { AppError } from '#shared/error'
import type { RunSummary } from '#shared/run'
import { client, connection } from '../../link/client.ts'
import type { RunsFilter } from '../../model/runs-filter.ts'
import { NOTHING_YET, RunListing } from './run-listing.ts'

export type RunList = {
  /** undefined until they came */
  runs: readonly RunSummary[] | undefined
  error: AppError | null
  /** fetches older ones; null when there are none */
  more: (() => void) | null
  reload(): void
  /** a search for a text: how far back it has come (null: not told yet), whether it goes on, and what ends it */
  search: { to: number | null; goesOn: boolean; stop(): void } | null
}

/** The history, newest first. @param filter the same object until another one is meant */
export function useRunList(filter: RunsFilter): RunList {
  const [shown, setShown] = useState({ filter, state: NOTHING_YET })
  const [turn, setTurn] = useState(0)
  const connected = connection((now) => now.state === 'open')
  const listing = useRef<RunListing | null>(null)
  const newest = useRef(shown)
  useLayoutEffect(() => {
    newest.current = shown
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `connected` are what asks again
  useEffect(() => {
    const before = newest.current.filter === filter ? newest.current.state : NOTHING_YET
    const one = new RunListing(filter, client.runs, (state) => setShown({ filter, state }), before)
    listing.current = one
    one.start()
    return () => one.end()
  }, [filter, turn, connected])

  const more = useCallback(() => listing.current?.more(), [])
  const stop = useCallback(() => listing.current?.stopSearching(), [])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  const { runs, next, searchedTo, busy, error } = shown.state
  return {
    ...{ runs, error, reload },
    more: next === null ? null : more,
    search: shown.filter.text === '' ? null : { to: searchedTo, goesOn: busy, stop },
  }
}
