import { type RunState, useRun } from '../../model/run-store.ts'
import type { PlacedBlock } from './geometry/layout.ts'
import type { BlockRun } from './use-block-run.ts'

/** What is told first of several blocks that are drawn as one. */
const FIRST = ['failed', 'interrupted', 'running', 'waiting']

/** How the shown run goes in a block and in what is folded into it: of several, the one that matters most. */
export function useFoldRun(placed: PlacedBlock): BlockRun | undefined {
  return useRun((run) => foldRun(run, placed)?.run)
}

/** Which block that is. */
export function useFoldRunner(placed: PlacedBlock): string | undefined {
  return useRun((run) => (placed.hides ? foldRun(run, placed)?.id : undefined))
}

function foldRun({ blocks }: RunState, { hanging, hides = [] }: PlacedBlock) {
  const own = hanging.block.id
  if (hides.length === 0) {
    const run = blocks[own]
    return run && { id: own, run }
  }
  const runs = [own, ...hides].flatMap((id) => {
    const run = blocks[id]
    return run ? [{ id, run }] : []
  })
  return FIRST.map((state) => runs.find(({ run }) => run.state === state)).find(Boolean) ?? runs[0]
}
