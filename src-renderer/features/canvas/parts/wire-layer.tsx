import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import type { Link } from '#shared/flow'
import { useRun } from '../../../model/run-store.ts'
import { wireOutline } from '../../../ui/block-art/outline.ts'
import { outputsOf } from '../block-kinds.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { inPort, portOf } from '../geometry/ports.ts'
import type { Point } from '../geometry/routing/obstacles.ts'
import { labelPlaces, routePath } from '../geometry/routing/route-path.ts'
import type { Route } from '../geometry/routing/routing.ts'
import { wireKey } from '../geometry/routing/wire-router.ts'
import type { Scene } from '../geometry/scene.ts'
import { wiresOf } from '../use-scene.ts'
import { routesOf } from '../wire-routes.ts'
import { shortCount } from './block-marks.tsx'
import { HeldWires } from './held-wires.tsx'
import { WireValue } from './wire-value.tsx'

/** All wires: one SVG under the blocks, their counts in one above, so that no text lies under a wire. */
export const WireLayer = memo(function WireLayer({ scene }: { scene: Scene }) {
  const routes = routesOf(scene)
  const places = useMemo(() => labelPlaces([...routes.values()]), [routes])
  const wires = useMemo(() => {
    return wiresOf(scene).flatMap((link) => {
      const key = wireKey(link)
      const [route, place] = [routes.get(key), places.get(key)]
      return route && place ? [{ link, key, route, place }] : []
    })
  }, [scene, routes, places])
  return (
    <ViewportPortal>
      <svg className="wires under" aria-hidden="true">
        {wires.map(({ link, key, route }) => (
          <Wire key={key} link={link} route={route} />
        ))}
        <HeldWires />
        <WireInHand scene={scene} />
      </svg>
      <svg className="wires over" aria-hidden="true">
        {wires.map(({ key, place: [x, y] }) => (
          <CountBadge key={key} wire={key} x={x} y={y} />
        ))}
      </svg>
      <WireValue wires={wires} />
    </ViewportPortal>
  )
})

/** A wire as it is drawn. */
export type ShownWire = { link: Link; key: string; route: Route; place: Point }

const Wire = memo(function Wire({ link, route }: { link: Link; route: Route }) {
  const key = route.key
  const live = useRun((run) => run.blocks[link.to]?.state === 'running' && (run.links[key] ?? 0) > 0)
  const selected = useCanvas(({ selectedWire }) => selectedWire !== null && wireKey(selectedWire) === key)
  const d = routePath(route)
  const look = `${link.out === 'error' ? ' err' : ''}${live ? ' live' : ''}${selected ? ' selected' : ''}`
  return (
    <g data-wire={key} onPointerDown={() => setCanvas({ selectedWire: link })}>
      <path className="wire-reach nopan" d={d} />
      <path className={`wire${look}`} d={d} />
    </g>
  )
})

function CountBadge({ wire, x, y }: { wire: string; x: number; y: number }) {
  const count = useRun((run) => run.links[wire] ?? 0)
  if (count === 0) return null
  const text = shortCount(count)
  const width = text.length * 7 + 14
  return (
    <g className="badge">
      <rect x={x - width / 2} y={y - 9} width={width} height={18} rx={9} />
      <text x={x} y={y + 4} textAnchor="middle">
        {text}
      </text>
    </g>
  )
}

function WireInHand({ scene }: { scene: Scene }) {
  const hand = useCanvas((state) => state.wireDrag)
  const from = hand && scene.layout.blocks.get(hand.from)
  const port = from && portOf(from, outputsOf(from.hanging.block), hand.out)
  if (!hand || !port) return null
  const over = hand.over ? scene.layout.blocks.get(hand.over) : undefined
  const to = over ? inPort(over) : hand.at
  return (
    <path
      className={`wire in-hand${hand.out === 'error' ? ' err' : ''}`}
      d={wireOutline([port.x, port.y], to)}
    />
  )
}
