import { onGrid } from '../../../ui/block-art/measures.ts'

type Area = { x: number; y: number; width: number; height: number }
const BESIDE = 80
const FIRST: readonly [number, number] = [80, 80]

/** A free place for the head of a stack that brings none: right of everything placed so far. */
export function placeForHead(stacks: readonly Area[]): readonly [number, number] {
  if (stacks.length === 0) return FIRST
  const right = Math.max(...stacks.map((stack) => stack.x + stack.width))
  const top = Math.min(...stacks.map((stack) => stack.y))
  return [onGrid(right + BESIDE), onGrid(top)]
}
