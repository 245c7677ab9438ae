import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import type { Link } from '#shared/flow'
import { useRun } from '../../../model/run-store.ts'
import { wireOutline } from '../../../ui/block-art/outline.ts'
import { outputsOf } from '../block-kinds.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { inPort, portOf } from '../geometry/ports.ts'
import type { Scene } from '../geometry/scene.ts'
import { wiresOf } from '../use-scene.ts'
import { shortCount } from './block-marks.tsx'

/** All wires: one SVG under the blocks, their counts in one above, so that no text lies under a wire. */
export const WireLayer = memo(function WireLayer({ scene }: { scene: Scene }) {
  const wires = wiresOf(scene).flatMap((link) => {
    const ends = endsOf(scene, link)
    return ends ? [{ link, ...ends }] : []
  })
  return (
    <ViewportPortal>
      <svg className="wires under" aria-hidden="true">
        {wires.map(({ link, from, to }) => (
          <Wire key={keyOf(link)} link={link} from={from} to={to} />
        ))}
        <WireInHand scene={scene} />
      </svg>
      <svg className="wires over" aria-hidden="true">
        {wires.map(({ link, from, to }) => (
          <CountBadge key={keyOf(link)} link={link} x={(from[0] + to[0]) / 2} y={(from[1] + to[1]) / 2} />
        ))}
      </svg>
    </ViewportPortal>
  )
})

type Point = readonly [number, number]
export const keyOf = ({ from, out, to }: Link): string => `${from}|${out}|${to}`

function endsOf({ layout }: Scene, link: Link): { from: Point; to: Point } | undefined {
  const from = layout.blocks.get(link.from)
  const to = layout.blocks.get(link.to)
  const port = from && portOf(from, outputsOf(from.hanging.block), link.out)
  return port && to ? { from: [port.x, port.y], to: inPort(to) } : undefined
}

function Wire({ link, from, to }: { link: Link; from: Point; to: Point }) {
  const live = useRun((run) => run.blocks[link.to]?.state === 'running' && (run.links[keyOf(link)] ?? 0) > 0)
  const selected = useCanvas(
    (state) => state.selectedWire !== null && keyOf(state.selectedWire) === keyOf(link),
  )
  const d = wireOutline(from, to)
  const look = `${link.out === 'error' ? ' err' : ''}${live ? ' live' : ''}${selected ? ' selected' : ''}`
  return (
    <g data-wire={keyOf(link)} onPointerDown={() => setCanvas({ selectedWire: link })}>
      <path className="wire-reach nopan" d={d} />
      <path className={`wire${look}`} d={d} />
    </g>
  )
}

function CountBadge({ link, x, y }: { link: Link; x: number; y: number }) {
  const count = useRun((run) => run.links[keyOf(link)] ?? 0)
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
