import { drawnBelow, isFolded } from './folding.ts'
import { chainFrom, type HangingFlow, headOf } from './hanging.ts'

export type Step = 'up' | 'down' | 'in' | 'out' | 'first' | 'last'

/** The block an arrow key leads to, over what is folded away; undefined at the end of the way. */
export function walk(flow: HangingFlow, id: string, step: Step): string | undefined {
  const hanging = flow.blocks.get(id)
  if (!hanging) return undefined
  const order = drawnBelow(flow, headOf(flow, id))
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
      return hanging.form.mouths
        .map((mouth) => hanging.inside[mouth])
        .find((first) => first !== undefined && !isFolded(hanging))
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
  const known = places.get(flow) ?? placesOf(flow)
  places.set(flow, known)
  return known.get(id) ?? { place: 1, of: 1 }
}

/** Every block is asked where it stands: worked out once for all of them. */
const places = new WeakMap<HangingFlow, ReadonlyMap<string, Whereabouts>>()

function placesOf(flow: HangingFlow): Map<string, Whereabouts> {
  const all = new Map<string, Whereabouts>()
  for (const [first, { parent }] of flow.blocks) {
    if (parent?.out === 'next') continue
    const chain = chainFrom(flow, first)
    const rest = { of: chain.length, ...(parent && { holder: parent.id }) }
    for (const [i, id] of chain.entries()) all.set(id, { place: i + 1, ...rest })
  }
  return all
}
