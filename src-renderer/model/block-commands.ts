import { create } from 'zustand'

/** What the canvas can do with the chosen blocks; other panels ask it, since only it knows where blocks stand. */
type BlockCommands = { duplicate(): void; remove(): void }

/** Null while no canvas is shown. */
export const useBlockCommands = create<{ commands: BlockCommands | null }>()(() => ({ commands: null }))
