import { chainFrom, type HangingFlow, headOf, withAllBelow } from './hanging.ts'

export type Step = 'up' | 'down' | 'in' | 'out' | 'first' | 'last'

/** The block an arrow key leads to; undefined at the end of the way. */
export function walk(flow: HangingFlow, id: string, step: Step): string | undefined {
  const hanging = flow.blocks.get(id)
  if (!hanging) return undefined
  const order = withAllBelow(flow, headOf(flow, id))
  const here = order.indexOf(id)
  switch (step) {
    case 'up':
      return order[here - 1]
    case 'down':
      return order[here + 1]
    case 'first':
      return order[0]
    case 'last':
      return order.at(-1)
    case 'in':
      return hanging.form.mouths.map((mouth) => hanging.inside[mouth]).find((first) => first !== undefined)
    case 'out':
      return holder(flow, id)
  }
}

function holder(flow: HangingFlow, id: string): string | undefined {
  let up = flow.blocks.get(id)?.parent
  while (up?.out === 'next') up = flow.blocks.get(up.id)?.parent
  return up?.id
}

export type Whereabouts = { holder?: string; place: number; of: number }

/** Where a block stands among its own level: "inside repeat, 2 of 3". Places count from 1. */
export function whereabouts(flow: HangingFlow, id: string): Whereabouts {
  let first = id
  for (let up = flow.blocks.get(id)?.parent; up?.out === 'next'; up = flow.blocks.get(first)?.parent)
    first = up.id
  const chain = chainFrom(flow, first)
  const inside = holder(flow, id)
  return {
    place: chain.indexOf(id) + 1,
    of: chain.length,
    ...(inside === undefined ? {} : { holder: inside }),
  }
}
