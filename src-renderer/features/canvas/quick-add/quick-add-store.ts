import { create } from 'zustand'

/** Where the new block is to go. */
export type QuickAnchor =
  /** at a block: below it, inside it, or by a wire beside it */
  | { kind: 'block'; id: string }
  /** a free place, canvas units */
  | { kind: 'place'; at: readonly [number, number] }
  /** a free place, with a wire to it from an output */
  | { kind: 'wire'; from: string; out: string; at: readonly [number, number] }

/** The small search on the canvas; null while it is closed. */
export const useQuickAdd = create<{ anchor: QuickAnchor | null }>()(() => ({ anchor: null }))

export const openQuickAdd = (anchor: QuickAnchor): void => useQuickAdd.setState({ anchor })
export const closeQuickAdd = (): void => useQuickAdd.setState({ anchor: null })
