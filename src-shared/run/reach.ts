import type { CompiledBlock } from './run-state.ts'

/** By index of a block: whether it can reach `goal` along the plain outputs of its level. */
export function reachOf(goal: CompiledBlock, blocks: readonly CompiledBlock[]): boolean[] {
  const comeFrom = new Map<CompiledBlock, CompiledBlock[]>()
  for (const block of blocks)
    for (const targets of block.outs.values())
      for (const { block: to } of targets) if (to) comeFrom.set(to, [...(comeFrom.get(to) ?? []), block])
  const reached = new Array<boolean>(blocks.length).fill(false)
  const open = [...(comeFrom.get(goal) ?? [])]
  for (let block = open.pop(); block; block = open.pop()) {
    if (reached[block.index]) continue
    reached[block.index] = true
    open.push(...(comeFrom.get(block) ?? []))
  }
  return reached
}
