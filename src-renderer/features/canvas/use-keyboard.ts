import { type KeyboardEvent, useCallback } from 'react'
import { useFlow } from '../../model/flow-store.ts'
import { useFlowPreview } from '../../model/preview-store.ts'
import { onlyBlock, useSelection } from '../../model/selection-store.ts'
import { readingKey } from '../../ui/direction.ts'
import { setCanvas, useCanvas } from './canvas-store.ts'
import { focusBlock } from './editing.ts'
import { effectWithin } from './effect-within.ts'
import { type Step, walk } from './geometry/walking.ts'
import { openQuickAdd } from './quick-add/quick-add-store.ts'
import { deleteChosen, hasChosen } from './use-clipboard.ts'
import type { OwnScene } from './use-scene.ts'

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
  Home: 'first',
  End: 'last',
}

/** Arrows walk the stack, Tab on a chosen block adds, Escape chooses nothing. All else is a command with keys of its own. */
export function useKeyboard(own: OwnScene) {
  return useCallback(
    (event: KeyboardEvent) => {
      const target = event.target as Element
      if (event.defaultPrevented || target.closest('input, textarea, .choice-menu')) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (plain(event, own)) event.preventDefault()
    },
    [own],
  )
}

function plain(event: KeyboardEvent, own: OwnScene): boolean {
  const id = (event.target as Element).closest<SVGElement>('[data-block]')?.dataset.block
  if (event.key === 'Escape') {
    useSelection.getState().clear()
    setCanvas({ selectedWire: null })
    return true
  }
  const block = id === undefined ? undefined : own.flow.blocks.get(id)?.block
  if (!block) return false
  if (event.key === ' ') useSelection.getState().select([block.id])
  else if (event.key === 'Tab' && !event.shiftKey && onlyBlock(useSelection.getState()) === block.id)
    openQuickAdd({ kind: 'block', id: block.id })
  else return step(own, block.id, event.key)
  return true
}

/** Shift and Enter: what changes something outside asks first. */
export function runAlone(own: OwnScene, id: string): void {
  useSelection.getState().select([id])
  const { structure } = useFlow.getState()
  const { ask, tryBlock } = useFlowPreview.getState()
  if (!structure || own.flow.blocks.get(id)?.form.shape === 'hat') return
  if (effectWithin(structure, id) === 'write') ask(id)
  else void tryBlock(id)
}

function step(own: OwnScene, id: string, key: string): boolean {
  const way = STEPS[readingKey(key)]
  if (!way) return false
  const next = walk(own.flow, id, way)
  if (next !== undefined) {
    useSelection.getState().select([next])
    focusBlock(next)
  }
  return true
}

/** Deletes the chosen wire, else the selection, else the focused block; focus goes to a neighbour. */
export function removeHere(own: OwnScene, focused: string | undefined): void {
  const { selectedWire } = useCanvas.getState()
  if (selectedWire) {
    useFlow.getState().apply([{ do: 'remove-link', link: selectedWire }])
    setCanvas({ selectedWire: null })
    return
  }
  if (!hasChosen() && focused !== undefined) useSelection.getState().select([focused])
  const near = focused && (walk(own.flow, focused, 'up') ?? own.flow.blocks.get(focused)?.below)
  deleteChosen(own)
  if (near) focusBlock(near)
}
