import i18next from 'i18next'
import { useEffect } from 'react'
import { lendCommands } from '../../../model/commands.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { pasteFromSystem } from '../use-clipboard.ts'
import { addNote, NOTE } from './note-edits.ts'

/** Commands that need a place on the canvas: where its menu was opened, else the middle of what is in sight. */
export function usePlaceCommands(): void {
  const { toCanvas, getArea } = useCanvasView()
  useEffect(() => {
    const pressed = (): readonly [number, number] | undefined => {
      const { menuAt } = useCanvas.getState()
      if (!menuAt) return undefined
      const { x, y } = toCanvas({ x: menuAt[0], y: menuAt[1] })
      return [x, y]
    }
    const place = (): readonly [number, number] => {
      const { left, top, right, bottom } = getArea()
      return pressed() ?? [(left + right - NOTE.width) / 2, (top + bottom - NOTE.height) / 2]
    }
    return lendCommands('canvas places', [
      {
        ...{ id: 'canvas.add-here', group: 'edit', title: () => i18next.t('canvas:command.addHere') },
        does: () => openQuickAdd({ kind: 'place', at: place() }),
      },
      {
        ...{ id: 'canvas.paste', group: 'edit', title: () => i18next.t('canvas:command.paste') },
        does: () => void pasteFromSystem({ at: pressed(), sight: getArea() }),
      },
      {
        ...{ id: 'canvas.note', group: 'edit', title: () => i18next.t('canvas:command.note') },
        ...{ keys: ['N'], onCanvas: true },
        does() {
          const { document, apply } = useFlow.getState()
          if (!document) return
          apply([addNote(document, place())])
          setCanvas({ newNote: document.notes?.length ?? 0 })
        },
      },
    ])
  }, [toCanvas, getArea])
}
