import { useSyncExternalStore } from 'react'
import { environment } from './environment.ts'
import { type RunState, useRun } from './run-store.ts'

/** ms between two tellings: nobody reads a number that changes more often. */
const REST = 100

type Subscribe = (tell: () => void) => () => void

/**
 * Tells at most once in `rest` ms: of the first change at once, of those after it together. All listeners are told in
 * one turn, so that they are drawn together.
 */
export function calmly(
  subscribe: Subscribe,
  rest: number,
  after: (ms: number, then: () => void) => () => void,
): Subscribe {
  const listeners = new Set<() => void>()
  let end: (() => void) | null = null
  let cancelRest: (() => void) | null = null
  let missed = false
  const tellAll = () => {
    missed = false
    cancelRest = after(rest, () => {
      cancelRest = null
      if (missed) tellAll()
    })
    for (const tell of [...listeners]) tell()
  }
  const changed = () => {
    missed = true
    if (cancelRest === null) tellAll()
  }
  return (tell) => {
    listeners.add(tell)
    end ??= subscribe(changed)
    return () => {
      listeners.delete(tell)
      if (listeners.size > 0) return
      end?.()
      cancelRest?.()
      end = cancelRest = null
    }
  }
}

const subscribe = calmly(
  (tell) => useRun.subscribe(tell),
  REST,
  (ms, then) => environment().after(ms, then),
)

/** As useRun, for what is drawn while a run goes and need not follow each of its news. Selects, and makes nothing new. */
export const useCalmRun = <T>(select: (run: RunState) => T): T =>
  useSyncExternalStore(subscribe, () => select(useRun.getState()))
