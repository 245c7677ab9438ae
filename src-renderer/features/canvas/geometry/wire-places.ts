import { nearGrid } from '../../../ui/block-art/measures.ts'
import { isHung } from './hanging.ts'
import type { PlacedBlock } from './layout.ts'
import { pointAlong } from './routing/route-path.ts'
import { type Routes, wireKey } from './routing/wire-router.ts'
import type { Scene } from './scene.ts'
import type { SnapPlace } from './snapping.ts'

/** Where along a wire a block can be let go. */
const ALONG = [0.25, 0.5, 0.75]

/**
 * Places on the wires of a flow for a stack whose head is `head`: let go with its middle or its left edge on a
 * wire, it is put into it. It comes to lie in the middle of the wire.
 */
export function wirePlaces({ flow }: Scene, head: PlacedBlock, routes: Routes): SnapPlace[] {
  return flow.document.links.flatMap((link): SnapPlace[] => {
    const route = routes.get(wireKey(link))
    if (!route || isHung(flow, link)) return []
    const [halfW, halfH] = [head.width / 2, head.face.row / 2]
    const [middleX, middleY] = pointAlong(route, 0.5)
    const at = [nearGrid(middleX - halfW), nearGrid(middleY - halfH)] as const
    const target = { join: 'wire', id: link.to, link, at } as const
    return ALONG.flatMap((share) => {
      const [x, y] = pointAlong(route, share)
      return [
        { target, x, y: y - halfH },
        { target, x: x - halfW, y: y - halfH },
      ]
    })
  })
}
