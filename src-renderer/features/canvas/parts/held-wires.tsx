import { useEffect, useMemo, useRef } from 'react'
import { useCanvas } from '../canvas-store.ts'
import type { DragSession } from '../drag/drag-session.ts'
import { watchHand } from '../drag/hand.ts'
import { heldWires } from '../geometry/routing/held-wires.ts'
import { routePath } from '../geometry/routing/route-path.ts'
import { wireKey } from '../geometry/routing/wire-router.ts'
import { outputsOfPlaced } from '../wire-routes.ts'

/** The wires of what is in the hand. They follow it once a frame, outside React; a ghost has its wires itself. */
export function HeldWires() {
  const session = useCanvas((state) => state.drag?.session)
  const loose = useCanvas((state) => state.drag !== null && !state.drag.session.preview && !state.byKeys)
  return session && loose ? <Following session={session} /> : null
}

function Following({ session }: { session: DragSession }) {
  const group = useRef<SVGGElement>(null)
  const wires = useMemo(() => heldWires(session.wires, session, outputsOfPlaced), [session])
  useEffect(() => {
    let frame = 0
    let at: readonly [number, number] = [0, 0]
    const draw = () => {
      frame = 0
      const routes = wires.routesAt(at[0], at[1])
      for (const [i, path] of [...(group.current?.children ?? [])].entries()) {
        const route = routes[i]
        if (route) path.setAttribute('d', routePath(route))
      }
    }
    const stop = watchHand((x, y) => {
      at = [x, y]
      if (frame === 0) frame = requestAnimationFrame(draw)
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [wires])
  return (
    <g ref={group} className="held-wires">
      {wires.links.map((link) => (
        <path key={wireKey(link)} className={`wire${link.out === 'error' ? ' err' : ''}`} />
      ))}
    </g>
  )
}
