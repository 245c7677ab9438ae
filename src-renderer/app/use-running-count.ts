import { useEffect, useState } from 'react'
import { isOver } from '#shared/run'
import { client, connection } from '../link/client.ts'

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

type Change = (set: (before: ReadonlySet<string>) => ReadonlySet<string>) => void

async function watchAlive(signal: AbortSignal, change: Change): Promise<void> {
  const news = await client.runs.watchAll({}, { signal })
  for await (const summaries of news) {
    if (signal.aborted) return
    change((before) => {
      const next = new Set(before)
      for (const { id, status } of summaries) {
        if (isOver(status) || status === 'interrupted') next.delete(id)
        else next.add(id)
      }
      return next
    })
  }
}
