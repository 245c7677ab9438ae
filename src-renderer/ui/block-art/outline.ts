import type { BlockShape } from '#shared/flow'
import { MEASURE } from './measures.ts'

export type OutlineForm = {
  shape: BlockShape
  /** whole width, a multiple of 4, at least 64; a hat at least 104 */
  width: number
  /** height of the first row: 48, or 56 around a 40-high field */
  row: number
  /** C-blocks: the inner height of each mouth; taken as at least 24 */
  mouths?: readonly number[]
  /** without the tab below */
  flat?: boolean
}

const { corner: R, notchX, notchW, notchH, arm, hatW } = MEASURE
const RAMP = 8
const FLAT = notchW - 2 * RAMP
/** left to right: the notch in a top edge */
const NOTCH = `c4 0 4 ${notchH} ${RAMP} ${notchH}h${FLAT}c4 0 4 ${-notchH} ${RAMP} ${-notchH}`
/** right to left: the tab on a bottom edge; fits the notch exactly */
const TAB = `c-4 0 -4 ${notchH} ${-RAMP} ${notchH}h${-FLAT}c-4 0 -4 ${-notchH} ${-RAMP} ${-notchH}`
const turn = (dx: number, dy: number, sweep = 1) => `a${R} ${R} 0 0 ${sweep} ${dx} ${dy}`

/**
 * The outline of a block as an SVG path. (0,0) is the left shoulder of the first row; a hat's curve rises
 * above it to y = -16; the tab below reaches 8 past the bottom edge and fits the next block's notch.
 */
export function blockOutline({ shape, width, row, mouths = [], flat = false }: OutlineForm): string {
  let d = top(shape, width)
  let y = row
  const inner = shape === 'c' ? mouths : []
  for (const [i, height] of inner.entries()) {
    d += `V${y - R}${turn(-R, R)}H${arm + notchX + notchW}${TAB}H${arm + R}${turn(-R, R, 0)}`
    y += Math.max(height, MEASURE.mouthMin)
    d += `V${y - R}${turn(R, R, 0)}H${width - R}${turn(R, R)}`
    y += i < inner.length - 1 ? MEASURE.divider : MEASURE.foot
  }
  d += `V${y - R}${turn(-R, R)}`
  if (shape !== 'cap' && !flat) d += `H${notchX + notchW}${TAB}`
  return `${d}H${R}${turn(-R, -R)}Z`
}

/** A hat's cubic has its handles at 4/3 of the rise, so that it peaks at 16. */
const top = (shape: BlockShape, width: number) =>
  shape === 'hat'
    ? `M0 0c20 -21.33 ${hatW - 20} -21.33 ${hatW} 0H${width - R}${turn(R, R)}`
    : `M0 ${R}${turn(R, -R)}H${notchX}${NOTCH}H${width - R}${turn(R, R)}`

/** Whole height of a block without its tab. */
export function blockHeight(row: number, mouths: readonly number[]): number {
  if (mouths.length === 0) return row
  const inside = mouths.reduce((sum, height) => sum + Math.max(height, MEASURE.mouthMin), 0)
  return row + inside + MEASURE.divider * (mouths.length - 1) + MEASURE.foot
}

/** Where each mouth begins below the block's top, in order. */
export function mouthTops(row: number, mouths: readonly number[]): number[] {
  let y = row
  return mouths.map((height) => {
    const at = y
    y += Math.max(height, MEASURE.mouthMin) + MEASURE.divider
    return at
  })
}

/** A yes/no field: a hexagon with 45 degree ends. */
export const hexOutline = (x: number, y: number, w: number, h: number): string =>
  `M${x + h / 2} ${y}H${x + w - h / 2}L${x + w} ${y + h / 2}L${x + w - h / 2} ${y + h}H${x + h / 2}L${x} ${y + h / 2}Z`

/** A wire leaves to the right and arrives from the left. */
export function wireOutline(from: readonly [number, number], to: readonly [number, number]): string {
  const reach = Math.max(32, Math.min(96, Math.abs(to[0] - from[0]) / 2))
  return `M${from[0]} ${from[1]}C${from[0] + reach} ${from[1]} ${to[0] - reach} ${to[1]} ${to[0]} ${to[1]}`
}
