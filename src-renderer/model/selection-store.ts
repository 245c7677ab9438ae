import { create } from 'zustand'

type SelectionState = {
  /** ids of the blocks that are chosen */
  blocks: ReadonlySet<string>
  /** chooses these blocks; with `add` beside those that are chosen already */
  select(ids: Iterable<string>, options?: { add?: boolean }): void
  clear(): void
}

const NOTHING: ReadonlySet<string> = new Set()

export const useSelection = create<SelectionState>()((set, get) => ({
  blocks: NOTHING,
  select(ids, { add = false } = {}) {
    const blocks = new Set(add ? [...get().blocks, ...ids] : ids)
    if (!sameSet(blocks, get().blocks)) set({ blocks })
  },
  clear() {
    if (get().blocks.size > 0) set({ blocks: NOTHING })
  },
}))

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id))

/** The block that is chosen alone, else null. */
export const onlyBlock = ({ blocks }: Pick<SelectionState, 'blocks'>): string | null => {
  const [first] = blocks
  return blocks.size === 1 && first !== undefined ? first : null
}
