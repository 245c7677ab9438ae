import { useCallback } from 'react'
import type { Json } from '#shared/flow'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { triggerOf, useTriggers } from '../../../model/trigger-store.ts'
import { useLoad } from '../../../ui/use-load.ts'

/** What the newest run of a hat began with; undefined: it has started none. */
export async function lastGiven(flow: string, hat: string): Promise<Json | undefined> {
  const { items } = await client.runs.list({ flow, trigger: hat, limit: 1 })
  const [run] = items
  if (!run) return undefined
  const steps = await client.runs.steps({ id: run.id, block: hat, limit: 1 })
  return steps.items[0]?.output
}

/** The same, kept current while its flow is on; undefined until it is known. */
export function useLastGiven(hat: string): Json | undefined {
  const flow = useFlow((state) => state.id)
  const fired = useTriggers((state) => triggerOf(flow, hat)(state)?.fired)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it has fired, another one is the last
  const load = useCallback(async () => (flow === null ? undefined : lastGiven(flow, hat)), [flow, hat, fired])
  return useLoad(load).value
}
