import type { MyBlock } from '#shared/contract'
import type { FlowDocument } from '#shared/flow'
import { makeMyBlock } from '#shared/my-block'
import { makeFlowProblems } from './flow-problems.ts'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

/** Operations on My blocks: flows that other flows call. */
export function myBlockOperations(os: Implementer['myBlocks'], services: Services) {
  const { flows } = services.store
  const problems = makeFlowProblems(services)
  return {
    list: os.list.handler(() => listMyBlocks(services)),
    make: os.make.handler(async ({ input: { id, name, blocks } }) => {
      const { document, revision } = await flows.get(id)
      const { ids, catalog } = services
      const newId = () => ids.next('b')
      const made = makeMyBlock({ document, blocks, name, flowId: ids.next('flw'), catalog, newId })
      const flow = await flows.create(made.flow)
      try {
        await flows.saveVersion(flow.id)
        await flows.edit(id, revision, made.edits, 'api')
      } catch (error) {
        // the flow was changed or deleted meanwhile: a My block that nobody asked for would stay behind
        await flows.delete(flow.id)
        await flows.erase(flow.id)
        throw error
      }
      return { flow: problems.draft(await flows.get(flow.id)), call: made.call }
    }),
  }
}

/** By name. A flow whose draft no longer begins with "When called" is none. */
export async function listMyBlocks({ store: { flows } }: Pick<Services, 'store'>): Promise<MyBlock[]> {
  const [called, calling] = [
    await flows.holding('"start/called"'),
    await flows.holding('"control/call-flow"'),
  ]
  const usedBy = new Map<string, { id: string; name: string }[]>()
  for (const { id, name, documents } of calling)
    for (const callee of new Set(documents.flatMap(calledBy)))
      usedBy.set(callee, [...(usedBy.get(callee) ?? []), { id, name }])
  const mine: MyBlock[] = []
  for (const { id } of called) {
    const { document, name, description } = await flows.get(id)
    const hat = document.blocks.find(({ type, options }) => type === 'start/called' && !options?.disabled)
    if (hat)
      mine.push({ id, name, description, inputs: inputsOf(hat.config.inputs), usedBy: usedBy.get(id) ?? [] })
  }
  return mine
}

const calledBy = ({ blocks }: FlowDocument): string[] =>
  blocks.flatMap(({ type, config: { flow } }) =>
    type === 'control/call-flow' && typeof flow === 'string' ? [flow] : [],
  )

/** What is not declared as it should be is a problem of that flow, and left out here. */
function inputsOf(declared: unknown): MyBlock['inputs'] {
  if (!Array.isArray(declared)) return []
  return declared.flatMap((one: unknown) => {
    const { name, kind = 'any', required = false } = (one ?? {}) as Record<string, unknown>
    return typeof name === 'string' && name !== ''
      ? [{ name, kind: String(kind), required: required === true }]
      : []
  })
}
