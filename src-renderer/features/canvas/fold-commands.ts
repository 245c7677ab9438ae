import i18next from 'i18next'
import { useFlow } from '../../model/flow-store.ts'
import { foldEdit } from '../../model/folds.ts'
import { focusBlock } from './editing.ts'
import { foldsAround, isFolded } from './geometry/folding.ts'
import type { HangingFlow } from './geometry/hanging.ts'
import type { OwnScene } from './use-scene.ts'

/** Whether there is something in a block or below it to be folded away. */
export function canFold(flow: HangingFlow, id: string | undefined): boolean {
  const hanging = flow.blocks.get(id ?? '')
  return hanging !== undefined && isFolded({ ...hanging, block: { ...hanging.block, collapsed: true } })
}

const isClosed = (own: OwnScene, id: string): boolean => {
  const hanging = own.flow.blocks.get(id)
  return hanging !== undefined && isFolded(hanging)
}

/** Draws a block for what is in it, or else below it; or opens it again. One undo step. */
export function toggleFold(own: OwnScene, id: string): void {
  useFlow.getState().apply([foldEdit(id, isClosed(own, id) ? undefined : true)])
  focusBlock(id)
}

export const foldTitle = (own: OwnScene, id: string | undefined): string =>
  i18next.t(isClosed(own, id ?? '') ? 'canvas:command.open' : 'canvas:command.collapse')

/** Opens what a block is folded into, so that it is seen; to look is no undo step. @returns whether anything was closed */
export function openFor(flow: HangingFlow, id: string): boolean {
  const folds = foldsAround(flow, id)
  if (folds.length > 0)
    useFlow.getState().apply(
      folds.map((fold) => foldEdit(fold, undefined)),
      { aside: true },
    )
  return folds.length > 0
}
