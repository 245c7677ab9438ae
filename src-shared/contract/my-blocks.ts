import { z } from 'zod'
import { operation } from './operation.ts'
import { flowDraft, id } from './shapes.ts'

const flow = z.object({ id: z.string(), name: z.string() })

const myBlock = z.object({
  /** of its flow */
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** what it takes by name; none: it takes anything */
  inputs: z.array(z.object({ name: z.string(), kind: z.string(), required: z.boolean() })),
  /** the flows that call it, by what is drawn and by what their triggers run */
  usedBy: z.array(flow),
})
export type MyBlock = z.infer<typeof myBlock>

export const myBlocks = {
  list: operation('see')
    .route({
      method: 'GET',
      path: '/my-blocks',
      summary: 'My blocks: the flows that begin with "When called", and which flows call them',
    })
    .output(z.array(myBlock)),
  make: operation('edit')
    .route({
      method: 'POST',
      path: '/flows/{id}/my-block',
      summary:
        'Make a My block of some blocks of a flow and call it in their place; what the flow does stays the same',
      successStatus: 201,
    })
    .input(
      id.extend({
        name: z.string().trim().min(1).max(200),
        /** ids of blocks that hang together; what is inside them goes along */
        blocks: z.array(z.string()).min(1).max(10_000),
      }),
    )
    .output(
      z.object({
        /** the flow of the My block, saved as its first version */
        flow: flowDraft,
        /** the block that calls it */
        call: z.string(),
      }),
    ),
}
