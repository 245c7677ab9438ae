import type { FlowEdit } from '#shared/flow'
import { withoutOverwritten } from './edit-queue.ts'

/**
 * One step back: what takes a change back, and the group it belongs to while that is still open. `undone` says what the
 * step left elsewhere, which is not taken back with it.
 */
type Step = {
  readonly inverse: readonly FlowEdit[]
  readonly group: string | null
  readonly undone?: () => void
}

/** Without end, and by block id: it survives saving, reloading of the draft and edits of others. */
export type UndoStack = { readonly back: readonly Step[]; readonly forth: readonly Step[] }

export const NO_STEPS: UndoStack = { back: [], forth: [] }

/** A change was made. Changes that come one after another with one `group` are one step. */
export function made(
  stack: UndoStack,
  inverse: readonly FlowEdit[],
  { group = null, undone }: { group?: string | null; undone?: () => void } = {},
): UndoStack {
  const top = stack.back.at(-1)
  if (group === null || top?.group !== group)
    return { back: [...stack.back, { inverse, group, ...(undone && { undone }) }], forth: [] }
  const joined = { ...top, inverse: withoutOverwritten([...inverse, ...top.inverse]), group }
  return { back: [...stack.back.slice(0, -1), joined], forth: [] }
}

/** Typing has paused or moved on: the next change begins a new step. */
export function closeGroup(stack: UndoStack): UndoStack {
  const top = stack.back.at(-1)
  if (!top?.group) return stack
  return { ...stack, back: [...stack.back.slice(0, -1), { ...top, group: null }] }
}

export const stepToUndo = (stack: UndoStack): Step | undefined => stack.back.at(-1)
export const stepToRedo = (stack: UndoStack): Step | undefined => stack.forth.at(-1)

/** The last step was taken back by applying its inverse, whose own inverse is `inverse`. */
export const undone = (stack: UndoStack, inverse: readonly FlowEdit[]): UndoStack => ({
  back: stack.back.slice(0, -1),
  forth: inverse.length > 0 ? [...stack.forth, turned(stack.back.at(-1), inverse)] : stack.forth,
})

export const redone = (stack: UndoStack, inverse: readonly FlowEdit[]): UndoStack => ({
  back: inverse.length > 0 ? [...stack.back, turned(stack.forth.at(-1), inverse)] : stack.back,
  forth: stack.forth.slice(0, -1),
})

const turned = (step: Step | undefined, inverse: readonly FlowEdit[]): Step => ({
  ...step,
  inverse,
  group: null,
})

/**
 * Without the steps at both ends that would do nothing now: what they changed was changed back by hand, or by looking.
 * Pressing a key that does nothing would be a fault of ours. One whose blocks are gone stays: it says so.
 */
export function pruned(stack: UndoStack, doesNothing: (edits: readonly FlowEdit[]) => boolean): UndoStack {
  const keep = (steps: readonly Step[]): readonly Step[] => {
    const end = steps.findLastIndex(({ inverse }) => !doesNothing(inverse))
    return end === steps.length - 1 ? steps : steps.slice(0, end + 1)
  }
  const [back, forth] = [keep(stack.back), keep(stack.forth)]
  return back === stack.back && forth === stack.forth ? stack : { back, forth }
}
