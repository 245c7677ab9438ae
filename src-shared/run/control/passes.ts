import type { Json } from '#shared/flow'
import type { Passes, Pointer } from '../run-state.ts'

/** How far a C-block is, before its first pass. */
export const newPasses = (total: number, value: Json): Passes => ({
  total,
  next: 0,
  open: 0,
  width: 1,
  value,
  list: null,
  results: null,
  left: false,
})

/** @throws Error when the block never began: a bug */
export function passesOf(pointer: Pointer): Passes {
  if (!pointer.passes) throw new Error(`pointer ${pointer.n} at ${pointer.block.id} has no passes`)
  return pointer.passes
}
