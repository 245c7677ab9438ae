import { useEffect } from 'react'
import type { RunSummary } from '#shared/run'
import { client, connection } from '../link/client.ts'
import { isAlive, useRun } from '../model/run-store.ts'

/** ms a run that nobody here started stays on the canvas before the next one takes its place */
const STAYS = 1000

/** Shows runs of the open flow that a trigger, another window or a program started, one after the other. */
export function useFlowRuns(flowId: string): void {
  const state = connection((now) => now.state)
  useEffect(() => {
    if (state !== 'open') return
    const stop = new AbortController()
    follow(flowId, stop.signal).catch(() => {})
    return () => stop.abort()
  }, [flowId, state])
}

async function follow(flowId: string, signal: AbortSignal): Promise<void> {
  let shownAt = Number.NEGATIVE_INFINITY
  for await (const summaries of await client.runs.watchAll({}, { signal })) {
    if (signal.aborted) return
    const newest = summaries.findLast((run) => run.flowId === flowId && isNewer(run))
    if (!newest || performance.now() - shownAt < STAYS) continue
    shownAt = performance.now()
    useRun.getState().show(newest.id)
  }
}

/** What is being watched to its end is not taken away. */
function isNewer(run: RunSummary): boolean {
  const shown = useRun.getState()
  if (isAlive(shown) || shown.runId === run.id) return false
  return shown.summary === null || run.queuedAt >= shown.summary.queuedAt
}
