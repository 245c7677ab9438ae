import type { FlowEdit } from '#shared/flow'
import { withoutOverwritten } from './edit-queue.ts'

/** One step back: what takes a change back, and the group it belongs to while that is still open. */
type Step = { readonly inverse: readonly FlowEdit[]; readonly group: string | null }

/** Without end, and by block id: it survives saving, reloading of the draft and edits of others. */
export type UndoStack = { readonly back: readonly Step[]; readonly forth: readonly Step[] }

export const NO_STEPS: UndoStack = { back: [], forth: [] }

/** A change was made. Changes that come one after another with one `group` are one step. */
export function made(stack: UndoStack, inverse: readonly FlowEdit[], group: string | null): UndoStack {
  const top = stack.back.at(-1)
  if (group === null || top?.group !== group) return { back: [...stack.back, { inverse, group }], forth: [] }
  const joined = { inverse: withoutOverwritten([...inverse, ...top.inverse]), group }
  return { back: [...stack.back.slice(0, -1), joined], forth: [] }
}

/** Typing has paused or moved on: the next change begins a new step. */
export function closeGroup(stack: UndoStack): UndoStack {
  const top = stack.back.at(-1)
  if (!top?.group) return stack
  return { ...stack, back: [...stack.back.slice(0, -1), { ...top, group: null }] }
}

export const editsToUndo = (stack: UndoStack): readonly FlowEdit[] | null =>
  stack.back.at(-1)?.inverse ?? null
export const editsToRedo = (stack: UndoStack): readonly FlowEdit[] | null =>
  stack.forth.at(-1)?.inverse ?? null

/** The last step was taken back by applying its inverse, whose own inverse is `inverse`. */
export const undone = (stack: UndoStack, inverse: readonly FlowEdit[]): UndoStack => ({
  back: stack.back.slice(0, -1),
  forth: inverse.length > 0 ? [...stack.forth, { inverse, group: null }] : stack.forth,
})

export const redone = (stack: UndoStack, inverse: readonly FlowEdit[]): UndoStack => ({
  back: inverse.length > 0 ? [...stack.back, { inverse, group: null }] : stack.back,
  forth: stack.forth.slice(0, -1),
})
