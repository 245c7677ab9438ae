import { create } from 'zustand'
import type { Block } from '#shared/flow'
import type { Snippet } from '#shared/snippet'

export type Point = { readonly x: number; readonly y: number }

/** What is on its way to the canvas: a new block of the palette, ready to be inserted, or a snippet of the backpack. */
export type Drag = ({ block: Block } | { snippet: Snippet }) & {
  /** the pointer, client px */
  at: Point
  /** where in the block it was taken, canvas units from its top left */
  grab: Point
}

export type DropTarget = 'canvas' | 'palette' | 'backpack' | null

type DragState = {
  drag: Drag | null
  dropTarget: DropTarget
  /** the drag that was let go last; the canvas takes it from here and puts the block in */
  dropped: Drag | null
  start(drag: Drag): void
  move(at: Point): void
  /** let go: a drop where `dropTarget` is the canvas, else nothing happens */
  end(): void
  cancel(): void
  setDropTarget(target: DropTarget): void
}

/**
 * The palette or the backpack starts and moves a drag, the canvas shows it and takes the drop. `end` puts the drag
 * into `dropped` when it is over the canvas; a watcher sees `drag` turn null and `dropped` change at once.
 */
export const useDrag = create<DragState>()((set, get) => ({
  drag: null,
  dropTarget: null,
  dropped: null,
  start: (drag) => set({ drag, dropTarget: null, dropped: null }),
  move(at) {
    const { drag } = get()
    if (drag) set({ drag: { ...drag, at } })
  },
  end() {
    const { drag, dropTarget } = get()
    set({ drag: null, dropTarget: null, dropped: dropTarget === 'canvas' ? drag : null })
  },
  cancel: () => set({ drag: null, dropTarget: null, dropped: null }),
  setDropTarget(dropTarget) {
    if (get().dropTarget !== dropTarget) set({ dropTarget })
  },
}))
