import type { BlockRun } from '../../model/run-fold.ts'
import { useRun } from '../../model/run-store.ts'

export type { BlockRun }

/** What the shown run did with one block; its object changes only when it did something more. */
export const useBlockRun = (id: string): BlockRun | undefined => useRun((state) => state.blocks[id])
