import type { Block } from '#shared/flow'
import { useSelection } from '../../model/selection-store.ts'
import { setCanvas, useCanvas } from './canvas-store.ts'
import { inlineFields } from './inline-field.ts'

/** Begins to edit a field on the block; where it can only be edited in the inspector, the block is selected. */
export function editField(block: Block, key: string | undefined): void {
  useSelection.getState().select([block.id])
  const fields = inlineFields(block).filter((each) => each.kind !== null)
  const wanted = key === undefined ? fields[0] : fields.find((each) => each.key === key)
  setCanvas({ editing: wanted ? { block: block.id, field: wanted.key } : null })
}

/** Tab goes to the next field of the same block. @returns whether there was one */
export function editNextField(block: Block, key: string, backwards: boolean): boolean {
  const fields = inlineFields(block).filter((each) => each.kind !== null)
  const here = fields.findIndex((each) => each.key === key)
  const next = fields[here + (backwards ? -1 : 1)]
  setCanvas({ editing: next ? { block: block.id, field: next.key } : null })
  if (!next) focusBlock(block.id)
  return next !== undefined
}

/**
 * Gives a block the keyboard: at once, so that the next key finds it there; a block not yet drawn, once it is. Who has
 * begun to type by then is not interrupted: the next letters would be commands.
 */
export function focusBlock(id: string): void {
  if (!focusNow(id)) requestAnimationFrame(() => useCanvas.getState().editing === null && focusNow(id))
}

function focusNow(id: string): boolean {
  const block = document.querySelector<SVGGElement>(`.canvas [data-block="${CSS.escape(id)}"]`)
  block?.focus({ preventScroll: true })
  return block !== null && document.activeElement === block
}
