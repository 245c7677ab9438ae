import { MEASURE } from '../../../ui/block-art/measures.ts'
import { mouthPoint, type PlacedBlock } from './layout.ts'

/** Where a wire leaves or arrives, in canvas units. */
export type Port = { out: string; x: number; y: number; kind: 'output' | 'error' | 'mouth' }

/** Where a wire arrives: on the left, at the middle of the first row. */
export const inPort = (placed: PlacedBlock): readonly [number, number] => [
  placed.x,
  placed.y + placed.face.row / 2,
]

/**
 * The dots on a block's right edge: plain outputs, then the error's diamond. A C-block's `next` leaves
 * from its foot, what else it has from its first row.
 */
export function outPorts(placed: PlacedBlock, outputs: readonly string[]): Port[] {
  const right = placed.x + placed.width
  const middle = placed.y + placed.face.row / 2
  const isC = placed.mouths.length > 0
  const plain = outputs.filter((out) => out !== 'error')
  const hasError = outputs.includes('error')
  const foot: string[] = isC ? plain.filter((out) => out === 'next') : []
  const row = plain.filter((out) => !foot.includes(out))
  const onRow: Port[] = row.map((out, i) => ({
    ...{ out, x: right, y: middle + (i - (row.length - 1) / 2) * 16 },
    kind: 'output',
  }))
  const onFoot: Port[] = foot.map((out) => ({
    ...{ out, x: right, y: placed.y + placed.height - MEASURE.foot / 2 },
    kind: 'output',
  }))
  const ports = [...onFoot, ...onRow]
  if (!hasError) return ports
  if (onRow.length === 0) return [...ports, { out: 'error', x: right, y: middle, kind: 'error' }]
  for (const port of onRow) port.y -= 10
  return [...ports, { out: 'error', x: right, y: middle + 11, kind: 'error' }]
}

/** Where the wire of any output leaves, mouths included. One that is gone still has a place: its wire must be seen to be taken away. */
export function portOf(placed: PlacedBlock, outputs: readonly string[], out: string): Port {
  if (!placed.hanging.form.mouths.includes(out))
    return outPorts(placed, outputs).find((port) => port.out === out) ?? gonePort(placed, out)
  const [x, y] = mouthPoint(placed, out)
  return { out, x: x + MEASURE.notchX + MEASURE.notchW / 2, y, kind: 'mouth' }
}

const gonePort = (placed: PlacedBlock, out: string): Port => ({
  out,
  x: placed.x + placed.width,
  y: placed.y + placed.face.row / 2,
  kind: 'error',
})
