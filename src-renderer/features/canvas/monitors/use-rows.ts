import { useEffect, useMemo, useRef, useState } from 'react'
import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import { client } from '../../../link/client.ts'
import { useRun } from '../../../model/run-store.ts'
import type { Held } from './monitor-value.ts'

/** `key` of an object; `whole` where only the beginning of a long row is known. */
export type Row = { key?: string | undefined; value: Json; whole?: number | undefined }
export type Rows = {
  count: number
  /** undefined: not here yet */
  rowAt(place: number): Row | undefined
  /** what lies further on cannot be had any more: the run's steps are gone */
  lost: boolean
}

/** Rows asked for at once, and the least ms between two askings while a run changes them. */
const PAGE = 100
const REST = 300

/** The rows that a held value itself has. */
export function rowsIn(value: Json | undefined): Row[] {
  if (isList(value)) return value.map((each) => ({ value: each }))
  return isObject(value) ? Object.entries(value).map(([key, each]) => ({ key, value: each as Json })) : []
}

type Far = { of: string; from: number; rows: readonly Row[] }

/**
 * Rows of a held list or object. Of a long one a run tells only the beginning; what is in sight beyond that is asked
 * for, page by page, and again when it has changed.
 * @param sight places of the first and the last row in sight
 */
export function useRows(name: string, { value, whole }: Held, sight: readonly [number, number]): Rows {
  const runId = useRun((run) => run.runId)
  const near = useMemo(() => rowsIn(value), [value])
  const count = whole ?? near.length
  const from = pageFrom(sight[0], near.length)
  const key = `${runId} ${name}`
  const wanted = runId !== null && count > near.length && Math.min(sight[1], count - 1) >= near.length
  const [far, setFar] = useState<Far | null>(null)
  const [lost, setLost] = useState<string | null>(null)
  const turn = useAtMost(value, REST)
  const latest = useRef('')
  latest.current = `${key} ${from}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the list has changed
  useEffect(() => {
    if (!wanted || runId === null) return
    const asked = `${key} ${from}`
    client.runs.variable({ id: runId, name, from, limit: 2 * PAGE }).then(
      ({ rows }) => latest.current === asked && setFar({ of: key, from, rows }),
      () => latest.current === asked && setLost(key),
    )
  }, [wanted, runId, name, key, from, turn])
  return {
    count,
    lost: lost === key,
    rowAt: (place) =>
      near[place] ?? (far !== null && far.of === key ? far.rows[place - far.from] : undefined),
  }
}

/** The first row to ask for: by pages, so that scrolling by a row asks for nothing. */
export const pageFrom = (first: number, known: number): number =>
  Math.max(known, Math.floor(Math.max(0, first) / PAGE) * PAGE)

/** A value that changes no more often than this; the last one always comes. */
function useAtMost<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value)
  const at = useRef(0)
  useEffect(() => {
    if (value === shown) return
    const timer = setTimeout(
      () => {
        at.current = performance.now()
        setShown(value)
      },
      Math.max(0, at.current + ms - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [value, shown, ms])
  return shown
}
