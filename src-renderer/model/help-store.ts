import { create } from 'zustand'

type HelpState = {
  /** type of the block whose page is open */
  type: string | null
  /** pages that were left by a link, the last one on top */
  before: readonly string[]
  open(type: string): void
  /** to a page that is named in the one that is open */
  follow(type: string): void
  back(): void
  close(): void
}

/** The help that stands open beside the canvas. */
export const useHelp = create<HelpState>()((set) => ({
  type: null,
  before: [],
  open: (type) => set({ type, before: [] }),
  follow: (type) =>
    set(({ type: from, before }) => ({ type, before: from === null ? before : [...before, from] })),
  back: () => set(({ before }) => ({ type: before.at(-1) ?? null, before: before.slice(0, -1) })),
  close: () => set({ type: null, before: [] }),
}))
