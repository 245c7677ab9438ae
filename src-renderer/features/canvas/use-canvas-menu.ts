import { type KeyboardEvent, type MouseEvent, useMemo } from 'react'
import { useSelection } from '../../model/selection-store.ts'
import { isMirrored } from '../../ui/direction.ts'
import { setCanvas } from './canvas-store.ts'

/** A right click, the menu key or Shift and F10 open the menu of the block they meet, else that of the canvas. */
export function useCanvasMenu() {
  return useMemo(
    () => ({
      onContextMenu(event: MouseEvent) {
        const target = event.target as Element
        if (target.closest('input, textarea, .quick-add, .keys-bar, .react-flow__panel')) return
        event.preventDefault()
        openMenu(target, [event.clientX, event.clientY])
      },
      /** @returns whether it was the menu's key */
      onMenuKey(event: KeyboardEvent): boolean {
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false
        const target = event.target as Element
        const { left, right, top, bottom } = target.getBoundingClientRect()
        const inwards = (by: number) => (isMirrored() ? right - by : left + by)
        openMenu(
          target,
          target.closest('[data-block]')
            ? [inwards(16), Math.min(top + 40, bottom)]
            : [inwards(80), top + 80],
        )
        return true
      },
    }),
    [],
  )
}

function openMenu(target: Element, at: readonly [number, number]): void {
  const block = target.closest<SVGElement>('[data-block]')?.dataset.block ?? null
  const { blocks, select } = useSelection.getState()
  if (block !== null && !blocks.has(block)) select([block])
  setCanvas({ menu: { block, at }, menuAt: block === null ? at : null, editing: null })
}
