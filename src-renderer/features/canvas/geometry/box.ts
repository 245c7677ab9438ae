import type { FlowLayout } from './layout.ts'

type Point = readonly [number, number]

/** The drawn blocks whose first row the box between two corners touches. */
export function blocksInBox(layout: FlowLayout, a: Point, b: Point): string[] {
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])]
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])]
  return layout.stacks
    .flatMap((stack) => stack.blocks)
    .filter(
      (placed) =>
        placed.x < right &&
        placed.x + placed.width > left &&
        placed.y < bottom &&
        placed.y + placed.face.row > top,
    )
    .map((placed) => placed.hanging.block.id)
}
