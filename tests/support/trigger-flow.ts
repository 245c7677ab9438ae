import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import type { DiskHost } from './disk-host.ts'
import { flowOf } from './flow-of.ts'

/** A flow that gives back what started it. */
export const startedBy = (type: string, config: JsonObject = {}, rest: Partial<FlowDocument> = {}) =>
  flowOf(
    [
      { id: 'hat', type, config, to: { next: 'out' } },
      { id: 'out', type: 'control/return' },
    ],
    rest,
  )

/** Keeps a flow and switches it on. @returns its id */
export async function switchOn(host: DiskHost, document: FlowDocument): Promise<string> {
  const { id: _, ...rest } = document
  const { id } = await host.store.flows.create(rest)
  const { versionId } = await host.store.flows.saveVersion(id)
  await host.triggers.switchOn(id, versionId)
  return id
}

/** oldest first */
export const runsOf = async (host: DiskHost, flow?: string) =>
  (await host.store.runs.list({ flow }, { limit: 500 })).items.reverse()
export const outputsOf = async (host: DiskHost, flow?: string): Promise<Json[]> =>
  (await runsOf(host, flow)).map(({ output }) => output as Json)
