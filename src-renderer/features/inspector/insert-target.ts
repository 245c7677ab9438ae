import { create } from 'zustand'

/** A field that can take a value from the data panel. */
export type InsertTarget = {
  title: string
  /** puts the path in where the caret was last, and gives the field the keyboard */
  insert(code: string): void
}

type Targets = {
  /** the field that was edited last */
  target: InsertTarget | null
  /** where a value goes before any field was edited: the block's first field */
  first: InsertTarget | null
  setTarget(target: InsertTarget | null): void
  setFirst(first: InsertTarget | null): void
}

export const useInsertTarget = create<Targets>()((set) => ({
  target: null,
  first: null,
  setTarget: (target) => set({ target }),
  setFirst: (first) => set({ first }),
}))
