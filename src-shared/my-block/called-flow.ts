import { type Block, type FlowDocument, type Json, type Link, newName } from '#shared/flow'
import { ARRIVED, type Named, RESULT } from './inputs.ts'
import type { Selection } from './selection.ts'
import type { Variables } from './variables.ts'

export type MakeBlock = (type: string, name: string, config: Record<string, Json>) => Block

type CalledFlowOrder = {
  document: FlowDocument
  selection: Selection
  /** the chosen blocks as they are to be */
  moved: readonly Block[]
  /** the name of its hat */
  hat: string
  given: Named
  gives: Named
  make: MakeBlock
  name: string
  flowId: string
  variables: Variables
}

/** Where the hat stands, in canvas units. */
const PLACE: readonly [number, number] = [80, 40]

/** The flow of a My block: its hat, the chosen blocks, and what else it takes for them to do what they did. */
export function calledFlow(order: CalledFlowOrder): FlowDocument {
  const { document, selection, moved, given, gives, make, name, flowId, variables } = order
  const { ids, entry } = selection
  const taken = new Set([...moved.map((block) => block.name), order.hat])
  const called = (wanted: string) => {
    const free = newName(taken, wanted)
    taken.add(free)
    return free
  }
  const names = [ARRIVED, ...given.texts().map(([one]) => one)]
  const hat = make('start/called', order.hat, {
    ...(given.size > 0 && { inputs: names.map((one) => ({ name: one, kind: 'any' })) }),
  })
  const before =
    given.size > 0 ? [make('data/value', called('What arrived'), { value: `{{ input.${ARRIVED} }}` })] : []
  const after =
    gives.size > 0
      ? [
          make('control/return', called('Give back'), {
            value: Object.fromEntries([[RESULT, '{{ input }}'], ...gives.texts()]),
          }),
        ]
      : []
  const first = [hat, ...before]
  const links: Link[] = [
    ...first.map((block, i) => ({
      ...{ from: block.id, out: 'next', to: first[i + 1]?.id ?? entry.block.id, snap: true },
    })),
    ...document.links.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    ...after.flatMap(({ id }) => endLinks(selection, id)),
  ]
  const shift = shiftOf(entry.block.at, first.length)
  const pins = Object.entries(document.pins ?? {}).filter(([id]) => ids.has(id))
  const { timeout, maxSteps } = document.settings ?? {}
  return {
    format: 1,
    id: flowId,
    name,
    ...(variables.declared.length > 0 && { variables: variables.declared }),
    blocks: [
      { ...hat, at: PLACE },
      ...before,
      ...moved.map((block) => placed(block, entry.block.id, shift)),
      ...after,
    ],
    links,
    ...(pins.length > 0 && { pins: Object.fromEntries(pins) }),
    ...((timeout !== undefined || maxSteps !== undefined) && {
      settings: { ...(timeout !== undefined && { timeout }), ...(maxSteps !== undefined && { maxSteps }) },
    }),
  }
}

/** A cap has nothing below it: there the flow ends by itself, with what arrived. */
const endLinks = ({ ends }: Selection, to: string): Link[] =>
  ends
    .filter(({ out }) => out !== '')
    .map(({ block, out }, i) => ({ from: block, out, to, ...(i === 0 && { snap: true }) }))

const shiftOf = (at: Block['at'], above: number): readonly [number, number] =>
  at ? [PLACE[0] - at[0], PLACE[1] + above * 64 - at[1]] : [0, 0]

/** What hangs from the hat has no place of its own. */
function placed(block: Block, entry: string, [x, y]: readonly [number, number]): Block {
  if (!block.at) return block
  const { at, ...rest } = block
  return block.id === entry ? rest : { ...rest, at: [at[0] + x, at[1] + y] }
}
