import type { TakenPlace } from '#shared/contract'
import type { FlowDocument } from '#shared/flow'
import { hatsIn } from '../triggers/hats-in.ts'
import { takenPlaces } from '../triggers/taken-places.ts'
import { makeFlowProblems } from './flow-problems.ts'
import type { Implementer } from './implementer.ts'
import { makeUpToDate } from './migrate-flows.ts'
import type { Services } from './services.ts'

/** Operations on flows that were deleted and can be brought back. */
export function deletedFlowOperations(os: Implementer['deletedFlows'], services: Services) {
  const { flows } = services.store
  const problems = makeFlowProblems(services)
  const upToDate = makeUpToDate(services)
  return {
    list: os.list.handler(({ input }) => flows.deleted(input)),
    bringBack: os.bringBack.handler(async ({ input: { id } }) => {
      const { flow, wasOn } = await flows.bringBack(id)
      const { record } = await upToDate(flow)
      return { flow: problems.draft(record), wasOn, taken: takenFrom(services, id, record.document) }
    }),
    erase: os.erase.handler(async ({ input: { id } }) => {
      await flows.erase(id)
      return { id }
    }),
  }
}

function takenFrom({ triggers, info }: Services, flowId: string, document: FlowDocument): TakenPlace[] {
  const hats = hatsIn(document, { flowId, versionId: '' })
  return takenPlaces(hats, triggers.list(), info.platform === 'darwin').map(({ hat, error }) => ({
    block: hat.block,
    message: error.message,
    fix: error.fix ?? '',
  }))
}
