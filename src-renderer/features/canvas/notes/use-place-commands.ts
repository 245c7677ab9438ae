import i18next from 'i18next'
import { useEffect } from 'react'
import { lendCommands } from '../../../model/commands.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { canvasArea } from '../drag/drop-places.ts'
import { openQuickAdd } from '../quick-add/quick-add-store.ts'
import { addNote, NOTE } from './note-edits.ts'

/** Commands that need a place on the canvas: where its menu was opened, else the middle of what is in sight. */
export function usePlaceCommands(): void {
  const { toCanvas, getSize } = useCanvasView()
  useEffect(() => {
    const place = (): readonly [number, number] => {
      const area = canvasArea()
      const { width, height } = getSize()
      const middle = { x: (area?.left ?? 0) + width / 2, y: (area?.top ?? 0) + height / 2 }
      const pressed = useCanvas.getState().menuAt
      const { x, y } = toCanvas(pressed ? { x: pressed[0], y: pressed[1] } : middle)
      setCanvas({ menuAt: null })
      return pressed ? [x, y] : [x - NOTE.width / 2, y - NOTE.height / 2]
    }
    return lendCommands('canvas places', [
      {
        ...{ id: 'canvas.add-here', group: 'edit', title: () => i18next.t('canvas:command.addHere') },
        does: () => openQuickAdd({ kind: 'place', at: place() }),
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
  }, [toCanvas, getSize])
}
