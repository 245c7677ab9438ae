import { MEASURE } from '../../../../ui/block-art/measures.ts'
import type { FlowLayout, PlacedStack } from '../layout.ts'

export type Point = readonly [number, number]

/** Canvas units. */
export type Area = { left: number; top: number; right: number; bottom: number }

/** What no wire may run through. */
export type Obstacle = Area & { id: string }

/** Blocks as wires see them: whole stacks where that is enough, the blocks of each stack where it is not. */
export type Obstacles = { stacks: readonly Obstacle[]; blocks: readonly Obstacle[] }

/**
 * Every block that hangs in no mouth, with all that it holds, as one box; a hat's curve and the tab below belong to it.
 */
export function obstaclesOf({ stacks }: FlowLayout): Obstacles {
  return {
    stacks: stacks.map((stack) => ({
      ...{ id: stack.id, left: stack.x, right: stack.x + stack.width },
      ...{ top: stack.y - rise(stack), bottom: stack.y + stack.height + MEASURE.notchH },
    })),
    blocks: stacks.flatMap(outermost),
  }
}

const rise = (stack: PlacedStack): number =>
  stack.blocks[0]?.hanging.form.shape === 'hat' ? MEASURE.hatH : 0

const outermost = (stack: PlacedStack): Obstacle[] => {
  const chain = stack.blocks.filter((placed) => placed.depth === 0)
  return chain.map(({ hanging, x, y, width, height }, i) => ({
    ...{ id: hanging.block.id, left: x, right: x + width },
    top: i === 0 ? y - rise(stack) : y,
    bottom: y + height + (i === chain.length - 1 ? MEASURE.notchH : 0),
  }))
}

/** Whether the straight piece between two points, level or upright, runs through the inside of a box. */
export const runsThrough = (box: Obstacle, a: Point, b: Point): boolean =>
  Math.min(a[0], b[0]) < box.right &&
  Math.max(a[0], b[0]) > box.left &&
  Math.min(a[1], b[1]) < box.bottom &&
  Math.max(a[1], b[1]) > box.top
