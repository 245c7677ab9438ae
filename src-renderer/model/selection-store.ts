import { create } from 'zustand'

type SelectionState = {
  /** ids of the blocks that are chosen */
  blocks: ReadonlySet<string>
  /** chooses these blocks; with `add` beside those that are chosen already */
  select(ids: Iterable<string>, options?: { add?: boolean }): void
  clear(): void
  /** the block that was asked to be brought into view, and how many times anything was */
  revealed: { block: string; times: number; focus: boolean } | null
  /** chooses one block and asks the canvas to bring it into view; with `focus` the keyboard goes there too */
  reveal(block: string, options?: { focus?: boolean }): void
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
  revealed: null,
  reveal(block, { focus = false } = {}) {
    get().select([block])
    set(({ revealed }) => ({ revealed: { block, times: (revealed?.times ?? 0) + 1, focus } }))
  },
}))

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id))

/** The block that is chosen alone, else null. */
export const onlyBlock = ({ blocks }: Pick<SelectionState, 'blocks'>): string | null => {
  const [first] = blocks
  return blocks.size === 1 && first !== undefined ? first : null
}
