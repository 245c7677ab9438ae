import { nearGrid } from '../../../ui/block-art/measures.ts'
import { isHung } from './hanging.ts'
import type { PlacedBlock } from './layout.ts'
import { inPort, portOf } from './ports.ts'
import type { Scene } from './scene.ts'
import type { SnapPlace } from './snapping.ts'

/** Where along a wire a block can be let go. */
const ALONG = [0.25, 0.5, 0.75]

/**
 * Places on the wires of a flow for a stack whose head is `head`: let go with its middle or its left edge on a
 * wire, it is put into it. It comes to lie in the middle of the wire.
 */
export function wirePlaces({ flow, layout }: Scene, head: PlacedBlock): SnapPlace[] {
  return flow.document.links.flatMap((link): SnapPlace[] => {
    const [from, to] = [layout.blocks.get(link.from), layout.blocks.get(link.to)]
    if (!from || !to || isHung(flow, link)) return []
    const port = portOf(from, [link.out], link.out)
    const [toX, toY] = inPort(to)
    const [halfW, halfH] = [head.width / 2, head.face.row / 2]
    const at = [nearGrid((port.x + toX) / 2 - halfW), nearGrid((port.y + toY) / 2 - halfH)] as const
    const target = { join: 'wire', id: link.to, link, at } as const
    return ALONG.flatMap((share) => {
      // the outline is a curve with level ends: its height follows this ease
      const ease = share * share * (3 - 2 * share)
      const [x, y] = [port.x + (toX - port.x) * share, port.y + (toY - port.y) * ease - halfH]
      return [
        { target, x, y },
        { target, x: x - halfW, y },
      ]
    })
  })
}
