import type { CompiledBlock, CompiledFlow, Target } from './run-state.ts'

type Draft = { -readonly [K in keyof CompiledBlock]: CompiledBlock[K] }

const isDisabled = (block: CompiledBlock): boolean => block.block.options?.disabled === true

/**
 * Leads every link past disabled blocks: stack and C-blocks pass their input to `next` without a step, a
 * disabled cap ends the pointer. A ring of nothing but disabled blocks leads nowhere.
 */
export function passDisabled(blocks: readonly Draft[]): void {
  const some = blocks.some(isDisabled)
  for (const block of blocks) {
    if (some) block.outs = new Map([...block.outs].map(([out, targets]) => [out, past(targets, new Set())]))
    block.next = block.outs.get('next') ?? []
    block.mouths = block.mouths.map(({ name, targets }) => {
      const led = some ? past(targets, new Set()) : targets
      return { name, targets: led, empty: led.every((target) => !target.block) }
    })
  }
}

function past(targets: readonly Target[], seen: ReadonlySet<CompiledBlock>): Target[] {
  return targets.flatMap((target) => {
    const { block, link, keys } = target
    if (!block || !isDisabled(block)) return [target]
    const next = block.outs.get('next') ?? []
    if (seen.has(block) || block.declaration.shape === 'cap' || next.length === 0)
      return [{ block: null, link, keys }]
    const beyond = past(next, new Set([...seen, block]))
    return beyond.map((one) => ({ ...one, keys: [...keys, ...one.keys] }))
  })
}

/** Hats that may fire. */
export const liveHats = (flow: CompiledFlow): CompiledBlock[] =>
  flow.blocks.filter((block) => block.declaration.shape === 'hat' && !isDisabled(block))
