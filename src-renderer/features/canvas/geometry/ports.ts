import type { Block } from '#shared/flow'
import { MEASURE } from '../../../ui/block-art/measures.ts'
import { foldsBelow, lastBelow } from './folding.ts'
import type { HangingFlow } from './hanging.ts'
import { isClosed, mouthPoint, type PlacedBlock } from './layout.ts'

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
  if (isInFold(placed, out)) return foldPort(placed, out)
  if (!placed.hanging.form.mouths.includes(out))
    return outPorts(placed, outputs).find((port) => port.out === out) ?? gonePort(placed, out)
  const [x, y] = mouthPoint(placed, out)
  return { out, x: x + MEASURE.notchX + MEASURE.notchW / 2, y, kind: 'mouth' }
}

/** Whether an output is out of sight: all those of a block that is folded away, the mouths of a folded one. */
const isInFold = (placed: PlacedBlock, out: string): boolean =>
  placed.foldedInto !== undefined ||
  (isClosed(placed) &&
    (out === 'error' || placed.hanging.form.mouths.includes(out) || hidesNext(placed, out)))

const hidesNext = ({ hides, hanging }: PlacedBlock, out: string): boolean =>
  hides !== undefined && out === 'next' && foldsBelow(hanging)

/** What leaves a folded block from within leaves it in the middle of its right edge; errors below that. */
const foldPort = (placed: PlacedBlock, out: string): Port => {
  const isError = out === 'error'
  const y = placed.y + placed.face.row / 2 + (isError ? 14 : 0)
  return { out, x: placed.x + placed.width, y, kind: isError ? 'error' : 'output' }
}

const gonePort = (placed: PlacedBlock, out: string): Port => ({
  out,
  x: placed.x + placed.width,
  y: placed.y + placed.face.row / 2,
  kind: 'error',
})

/** An output's dot, and the block whose output it is. */
export type Dot = Port & { block: string }

/**
 * The dots of a drawn block. A folded one has those of its own outputs, of the end of the stack it is drawn for, and of
 * what is wired in it; of several in one place there is the first.
 */
export function dotsOf(
  flow: HangingFlow,
  placed: PlacedBlock,
  outputsOf: (block: Block) => readonly string[],
  wired: readonly { from: string; out: string }[],
): Dot[] {
  const { id } = placed.hanging.block
  const own = outputsOf(placed.hanging.block)
  if (!placed.hides) return outPorts(placed, own).map((port) => ({ ...port, block: id }))
  const seen = own.filter((out) => !hidesNext(placed, out))
  const dots = outPorts(placed, seen).map((port) => ({
    ...port,
    ...portOf(placed, seen, port.out),
    block: id,
  }))
  const end = flow.blocks.get(foldsBelow(placed.hanging) ? lastBelow(flow, id) : id)?.block
  if (end && end.id !== id)
    for (const out of outputsOf(end)) dots.push({ ...foldPort(placed, out), block: end.id })
  for (const { from, out } of wired) if (from !== id) dots.push({ ...foldPort(placed, out), block: from })
  return dots.filter((dot, i) => dots.findIndex(({ x, y }) => x === dot.x && y === dot.y) === i)
}
