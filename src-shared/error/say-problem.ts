import type { Problem } from './problem.ts'

/**
 * A problem as a sentence that stands by itself: beside its block the place is plain to see, in a list or a
 * terminal the block has to be named.
 * @param blocks the blocks of the flow it was found in
 */
export function sayProblem(
  { block, message }: Problem,
  blocks: readonly { id: string; name: string }[],
): string {
  const name = blocks.find(({ id }) => id === block)?.name
  return name === undefined || message.includes(`"${name}"`) ? message : `In "${name}": ${message}`
}
