import { z } from 'zod'
import { operation } from './operation.ts'
import { cursor, flowDraft, id, page } from './shapes.ts'

/** A flow that was deleted and can be brought back. Times are ms since the epoch. */
const deletedFlow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  blocks: z.number(),
  /** number of its newest version, 0 before the first */
  version: z.number(),
  /** it was on when it was deleted */
  wasOn: z.boolean(),
  deletedAt: z.number(),
  /** when it goes for good */
  goneAt: z.number(),
})
export type DeletedFlow = z.infer<typeof deletedFlow>

/** What other flows listen to by now, told to whoever brings one back. */
const takenPlace = z.object({
  /** the start block of the flow that came back */
  block: z.string(),
  message: z.string(),
  fix: z.string(),
})
export type TakenPlace = z.infer<typeof takenPlace>

const change = operation('edit')

export const deletedFlows = {
  list: operation('see')
    .route({
      method: 'GET',
      path: '/deleted-flows',
      summary: 'Deleted flows that can be brought back, the last deleted one first',
    })
    .input(cursor)
    .output(page(deletedFlow)),
  bringBack: change
    .route({
      method: 'POST',
      path: '/deleted-flows/{id}/bring-back',
      summary:
        'Bring a deleted flow back with its versions, what it remembers and its triggers as they were set; it is off',
    })
    .input(id)
    .output(
      z.object({
        flow: flowDraft,
        /** it was on when it was deleted: switching it on is up to whoever brings it back */
        wasOn: z.boolean(),
        taken: z.array(takenPlace),
      }),
    ),
  erase: change
    .route({
      method: 'DELETE',
      path: '/deleted-flows/{id}',
      summary: 'Delete a deleted flow for good; its runs keep their history',
    })
    .input(id)
    .output(z.object({ id: z.string() })),
}
