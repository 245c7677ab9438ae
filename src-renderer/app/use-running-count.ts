import { useEffect, useState } from 'react'
import { isUnderWay, RUN_STATUSES } from '#shared/run'
import { client, connection } from '../link/client.ts'

const ALIVE = RUN_STATUSES.filter(isUnderWay)
/** Counted at the beginning, of each status; more than that nobody counts. */
const MOST = 100

/** How many runs are alive now, over all flows; kept current by the stream of summaries. */
export function useRunningCount(): number {
  const [alive, setAlive] = useState<ReadonlySet<string>>(new Set())
  const state = connection((now) => now.state)
  useEffect(() => {
    if (state !== 'open') return
    const stop = new AbortController()
    watchAlive(stop.signal, setAlive).catch(() => {})
    return () => stop.abort()
  }, [state])
  return alive.size
}

/** The stream tells changes alone, so what was alive before is asked for; what the stream said meanwhile is newer. */
async function watchAlive(signal: AbortSignal, show: (alive: ReadonlySet<string>) => void): Promise<void> {
  const alive = new Set<string>()
  /** ended while the answer was on its way; null once it is here */
  let ended: Set<string> | null = new Set()
  const tell = () => !signal.aborted && show(new Set(alive))
  const news = await client.runs.watchAll({}, { signal })
  aliveBefore()
    .then((ids) => {
      for (const id of ids) if (!ended?.has(id)) alive.add(id)
      ended = null
      tell()
    })
    .catch(() => {})
  for await (const summaries of news) {
    if (signal.aborted) return
    for (const { id, status } of summaries) {
      if (isUnderWay(status)) alive.add(id)
      else {
        alive.delete(id)
        ended?.add(id)
      }
    }
    tell()
  }
}

async function aliveBefore(): Promise<string[]> {
  const pages = await Promise.all(ALIVE.map((status) => client.runs.list({ status, limit: MOST })))
  return pages.flatMap(({ items }) => items.map(({ id }) => id))
}
