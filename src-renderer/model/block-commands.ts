import { create } from 'zustand'
import type { Snippet } from '#shared/snippet'
import type { Where } from './add-block.ts'

/** What the canvas can do with blocks; other panels ask it, since only it knows where they stand. */
type BlockCommands = {
  duplicate(): void
  remove(): void
  /** a copy of these at the chosen block, else at the end of the first stack, else loose and in sight; one undo step */
  put(snippet: Snippet, where: Where): void
}

/** Null while no canvas is shown. */
export const useBlockCommands = create<{ commands: BlockCommands | null }>()(() => ({ commands: null }))
