import type { CompiledBlock } from './run-state.ts'

type Draft = { -readonly [K in keyof CompiledBlock]: CompiledBlock[K] }

/**
 * Numbers the levels of a flow and gives every block its level and its place there: level 0 is the flow, each
 * C-block's inside (all its mouths together) is one more. A block lives where the mouth is that leads to it.
 * @returns how many blocks live on each level
 */
export function levelsOf(blocks: readonly Draft[]): number[] {
  let level = 0
  for (const block of blocks) {
    if (block.declaration.shape !== 'c') continue
    block.inside = ++level
    for (const mouth of block.mouths) settle(mouth.targets.map((target) => target.block) as Draft[], level)
  }
  const sizes = new Array<number>(level + 1).fill(0)
  for (const block of blocks) {
    block.slot = sizes[block.level] as number
    sizes[block.level] = block.slot + 1
  }
  return sizes
}

/** Mouths hold what is inside them, so following plain outputs from a mouth meets exactly its blocks. */
function settle(from: readonly (Draft | null)[], level: number): void {
  const open = [...from]
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    if (!block || block.level === level) continue
    block.level = level
    for (const targets of block.outs.values())
      for (const target of targets) open.push(target.block as Draft | null)
  }
}
