import { create } from 'zustand'
import type { Link } from '#shared/flow'
import type { WireFault } from './allowed.ts'
import type { DragSession } from './drag/drag-session.ts'
import type { Point } from './drag/edge-scroll.ts'
import type { Scene } from './geometry/scene.ts'

export type Editing = { block: string; field: string }
export type WireDrag = {
  from: string
  out: string
  at: readonly [number, number]
  over: string | null
  /** why it cannot lead to the block under the pointer, and where that is; px of the window */
  refused?: { why: WireFault; at: Point } | undefined
}

/** A block on its way through the places where it fits, or a wire through the blocks it may lead to. */
export type ByKeys = { does: 'move'; id: string; alone: boolean } | { does: 'wire'; id: string }

type CanvasState = {
  hovered: string | null
  /** focused by keyboard: draws the focus ring */
  focused: string | null
  editing: Editing | null
  /** what is in the hand, and a number that changes with its preview */
  drag: { session: DragSession; turn: number } | null
  /** what is moved or wired by keys alone */
  byKeys: ByKeys | null
  /** ids drawn as ghosts: the held blocks where they would land */
  ghosts: ReadonlySet<string> | null
  wireDrag: WireDrag | null
  /** chosen notes that go along with what is dragged, and how far it is from where it was; canvas units */
  carried: { notes: ReadonlySet<number>; by: readonly [number, number] } | null
  /** the open context menu: of a block, or of the canvas; px of the window */
  menu: { block: string | null; at: readonly [number, number] } | null
  /** where the canvas' menu was opened, until a command took that for its place; px of the window */
  menuAt: readonly [number, number] | null
  /** the note that was just made, and gets the keyboard */
  newNote: number | null
  /** the variable whose monitor was just made, and gets the keyboard */
  newMonitor: string | null
  /** blocks that are to become a My block, while its name is asked for */
  naming: readonly string[] | null
  selectedWire: Link | null
  /** key of the wire under the pointer */
  hoveredWire: string | null
  /** corners of the selection box, canvas units */
  box: { from: readonly [number, number]; to: readonly [number, number] } | null
}

const IDLE: CanvasState = {
  hovered: null,
  focused: null,
  editing: null,
  drag: null,
  byKeys: null,
  ghosts: null,
  wireDrag: null,
  carried: null,
  menu: null,
  menuAt: null,
  newNote: null,
  newMonitor: null,
  naming: null,
  selectedWire: null,
  hoveredWire: null,
  box: null,
}

/** What is going on under the pointer: of this canvas, and gone when it closes. */
export const useCanvas = create<CanvasState>()(() => IDLE)
export const setCanvas = useCanvas.setState
export const resetCanvas = (): void => setCanvas(IDLE, true)

/** Shows a drag as its session sees it now. */
export function showDrag(session: DragSession): void {
  const turn = (useCanvas.getState().drag?.turn ?? 0) + 1
  setCanvas({
    drag: { session, turn },
    ghosts: session.preview ? new Set(session.lifted.ids) : null,
    hovered: null,
    editing: null,
  })
}

/** The scene a drag shows: with the ghost in place, or without the held blocks. */
export const sceneOfDrag = (session: DragSession): Scene => session.preview?.scene ?? session.rest
