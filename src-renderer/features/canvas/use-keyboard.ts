import { type KeyboardEvent, useCallback } from 'react'
import type { Block } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { usePreview } from '../../model/preview-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { setCanvas, useCanvas } from './canvas-store.ts'
import { editField, focusBlock } from './editing.ts'
import { effectWithin } from './effect-within.ts'
import { type Step, walk } from './geometry/walking.ts'
import { deleteChosen, duplicateChosen } from './use-clipboard.ts'
import type { OwnScene } from './use-scene.ts'

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
  Home: 'first',
  End: 'last',
}

/** Arrows walk the stack, Enter edits, Delete heals; duplicate and select all by their usual keys (undo is the studio's). */
export function useKeyboard(own: OwnScene) {
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.target as Element).closest('input, textarea, .choice-menu')) return
      const done = event.ctrlKey || event.metaKey ? command(event, own) : plain(event, own)
      if (done) event.preventDefault()
    },
    [own],
  )
}

function command(event: KeyboardEvent, own: OwnScene): boolean {
  const key = event.key.toLowerCase()
  if (key === 'd') duplicateChosen(own)
  else if (key === 'a') useSelection.getState().select(own.flow.blocks.keys())
  else return false
  return true
}

function plain(event: KeyboardEvent, own: OwnScene): boolean {
  const id = (event.target as Element).closest<SVGElement>('[data-block]')?.dataset.block
  if (event.key === 'Delete' || event.key === 'Backspace') return remove(own, id)
  if (event.key === 'Escape') {
    useSelection.getState().clear()
    setCanvas({ selectedWire: null })
    return true
  }
  const block = id === undefined ? undefined : own.flow.blocks.get(id)?.block
  if (!block) return false
  if (event.key === 'Enter' && event.shiftKey) runAlone(own, block)
  else if (event.key === 'Enter') editField(block, undefined)
  else if (event.key === ' ') useSelection.getState().select([block.id])
  else return step(own, block.id, event.key)
  return true
}

/** Shift and Enter: what changes something outside asks first. */
function runAlone(own: OwnScene, { id }: Block): void {
  useSelection.getState().select([id])
  const { structure } = useFlow.getState()
  const { ask, tryBlock } = usePreview.getState()
  if (!structure || own.flow.blocks.get(id)?.form.shape === 'hat') return
  if (effectWithin(structure, id) === 'write') ask(id)
  else void tryBlock(id)
}

function step(own: OwnScene, id: string, key: string): boolean {
  const way = STEPS[key]
  if (!way) return false
  const next = walk(own.flow, id, way)
  if (next !== undefined) {
    useSelection.getState().select([next])
    focusBlock(next)
  }
  return true
}

/** Deletes the chosen wire, else the selection, else the focused block; focus goes to a neighbour. */
function remove(own: OwnScene, focused: string | undefined): boolean {
  const { selectedWire } = useCanvas.getState()
  if (selectedWire) {
    useFlow.getState().apply([{ do: 'remove-link', link: selectedWire }])
    setCanvas({ selectedWire: null })
    return true
  }
  if (useSelection.getState().blocks.size === 0 && focused !== undefined)
    useSelection.getState().select([focused])
  const near = focused && (walk(own.flow, focused, 'up') ?? own.flow.blocks.get(focused)?.below)
  deleteChosen(own)
  if (near) focusBlock(near)
  return true
}
