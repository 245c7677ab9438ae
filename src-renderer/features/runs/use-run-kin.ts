import { useCallback, useEffect, useState } from 'react'
import { AppError } from '#shared/error'
import type { RunSummary } from '#shared/run'
import { client, connection } from '../../link/client.ts'
import { useLoad } from '../../ui/use-load.ts'

/** The versions of a flow that are looked through for the one that ran. */
const VERSIONS = 500

export type RunKin = {
  /** number of the version that ran; undefined: not known, or it has none, as a file that is not kept */
  version: number | undefined
  /** the flow is kept: it can be opened, and run as it stands now */
  flowIsKept: boolean
  /** the run that this one does again; undefined: none, or it is not kept any more */
  origin: RunSummary | undefined
  /** the run whose step called this one */
  parent: RunSummary | undefined
  /** runs that do this one again, the newest first */
  retries: readonly RunSummary[]
  /** what became of it after it was over */
  letter: RunSummary['letter']
}

/** What a run belongs to: its flow's version, the runs before and above it, and those that do it again. */
export function useRunKin(run: RunSummary): RunKin {
  const { flowId, versionId } = run
  const flow = useLoad(useCallback(() => flowOf(flowId, versionId), [flowId, versionId])).value
  const origin = useOne(run.origin?.runId)
  const parent = useOne(run.parent?.runId)
  const { retries, letter } = useRetries(run.id)
  return {
    version: flow?.version,
    flowIsKept: flow?.isKept ?? false,
    ...{ origin, parent, retries },
    letter: letter ?? run.letter,
  }
}

async function flowOf(id: string, versionId: string): Promise<{ isKept: boolean; version?: number }> {
  try {
    const { items } = await client.flows.versions({ id, limit: VERSIONS })
    return { isKept: true, version: items.find((one) => one.versionId === versionId)?.version }
  } catch (error) {
    if (error instanceof AppError) return { isKept: false }
    throw error
  }
}

/** One that is gone is not spoken of. */
function useOne(id: string | undefined): RunSummary | undefined {
  const load = useCallback(
    async () => (id === undefined ? undefined : client.runs.get({ id }).catch(() => undefined)),
    [id],
  )
  return useLoad(load).value
}

type Retries = { retries: readonly RunSummary[]; letter?: RunSummary['letter'] }
const NONE: Retries = { retries: [] }

/** Kept current by the stream of summaries, which also tells what becomes of the run itself. */
function useRetries(id: string): Retries {
  const [state, setState] = useState(NONE)
  const connected = connection((now) => now.state === 'open')
  useEffect(() => {
    if (!connected) return
    const stop = new AbortController()
    follow(id, stop.signal, setState).catch(() => {})
    return () => stop.abort()
  }, [id, connected])
  return state
}

async function follow(
  id: string,
  signal: AbortSignal,
  set: (change: (before: Retries) => Retries) => void,
): Promise<void> {
  // listened to before it is asked for, so that nothing falls between the two
  const news = await client.runs.watchAll({}, { signal })
  const first = await client.runs.retries({ id })
  if (signal.aborted) return
  set((before) => ({ ...before, retries: newestFirst(first) }))
  for await (const runs of news) {
    if (signal.aborted) return
    const own = runs.find((run) => run.id === id)
    const again = runs.filter((run) => run.origin?.runId === id)
    if (own?.letter === undefined && again.length === 0) continue
    set((before) => ({
      retries: again.length === 0 ? before.retries : withNews(before.retries, again),
      letter: own?.letter ?? before.letter,
    }))
  }
}

function withNews(runs: readonly RunSummary[], news: readonly RunSummary[]): RunSummary[] {
  const byId = new Map([...runs, ...news].map((run) => [run.id, run]))
  return newestFirst([...byId.values()])
}

const newestFirst = (runs: readonly RunSummary[]): RunSummary[] =>
  [...runs].sort((a, b) => b.queuedAt - a.queuedAt)
