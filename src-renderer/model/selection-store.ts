import { create } from 'zustand'

type SelectionState = {
  /** ids of the blocks that are chosen */
  blocks: ReadonlySet<string>
  /** the chosen notes, by their place in the flow's list: they have no other name */
  notes: ReadonlySet<number>
  /** chooses these blocks and notes; with `add` beside those that are chosen already */
  select(ids: Iterable<string>, options?: { add?: boolean; notes?: Iterable<number> }): void
  clear(): void
  /** the block that was asked to be brought into view, and how many times anything was */
  revealed: Revealed | null
  /** chooses one block and asks the canvas to bring it into view; with `focus` the keyboard goes there too */
  reveal(block: string, options?: { focus?: boolean }): void
  /** the same for a note */
  revealNote(note: number): void
}

type Revealed = { times: number; focus: boolean } & ({ block: string } | { note: number })

const NOTHING: ReadonlySet<string> = new Set()
const NO_NOTES: ReadonlySet<number> = new Set()

export const useSelection = create<SelectionState>()((set, get) => ({
  blocks: NOTHING,
  notes: NO_NOTES,
  select(ids, { add = false, notes: more = [] } = {}) {
    const blocks = new Set(add ? [...get().blocks, ...ids] : ids)
    const notes = new Set(add ? [...get().notes, ...more] : more)
    if (!sameSet(blocks, get().blocks)) set({ blocks })
    if (!sameSet(notes, get().notes)) set({ notes })
  },
  clear() {
    const { blocks, notes } = get()
    if (blocks.size > 0 || notes.size > 0) set({ blocks: NOTHING, notes: NO_NOTES })
  },
  revealed: null,
  reveal(block, { focus = false } = {}) {
    get().select([block])
    set(({ revealed }) => ({ revealed: { block, times: (revealed?.times ?? 0) + 1, focus } }))
  },
  revealNote(note) {
    get().select([], { notes: [note] })
    set(({ revealed }) => ({ revealed: { note, times: (revealed?.times ?? 0) + 1, focus: true } }))
  },
}))

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id))

/** The block that is chosen alone, else null. */
export const onlyBlock = ({ blocks }: Pick<SelectionState, 'blocks'>): string | null => {
  const [first] = blocks
  return blocks.size === 1 && first !== undefined ? first : null
}
