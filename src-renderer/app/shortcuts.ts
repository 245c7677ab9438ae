import i18next from 'i18next'
import { useEffect } from 'react'
import { useFlow } from '../model/flow-store.ts'
import { useHelp } from '../model/help-store.ts'
import { tellError, useNotices } from '../model/notice-store.ts'
import { useSelection } from '../model/selection-store.ts'
import { runOrStop } from './run-flow.ts'

const onMac = navigator.platform.startsWith('Mac')

/** "Ctrl+Z" as this machine writes it. */
export const keysOf = (keys: string): string =>
  onMac ? keys.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Enter', '↩') : keys

type Shortcut = { key: string; shift?: boolean; inFields?: boolean; does(flowId: string): void }

const SHORTCUTS: readonly Shortcut[] = [
  { key: 's', inFields: true, does: () => void saveVersion() },
  { key: 'enter', inFields: true, does: runOrStop },
  { key: 'z', does: () => useFlow.getState().undo() },
  { key: 'z', shift: true, does: () => useFlow.getState().redo() },
  { key: 'y', does: () => useFlow.getState().redo() },
]

/** The editor's keys with Ctrl or Cmd, `/` for the palette's search, F1 for help. */
export function useShortcuts(flowId: string): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'F1') return showHelp(event)
      if (event.key === '/' && !isTyping(event.target)) return focusSearch(event)
      if (!(onMac ? event.metaKey : event.ctrlKey) || event.altKey) return
      const shortcut = SHORTCUTS.find(
        ({ key, shift = false }) => key === event.key.toLowerCase() && shift === event.shiftKey,
      )
      if (!shortcut || (!shortcut.inFields && hasOwnUndo(event.target))) return
      event.preventDefault()
      shortcut.does(flowId)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [flowId])
}

async function saveVersion(): Promise<void> {
  try {
    await useFlow.getState().saveVersion()
    const { version } = useFlow.getState()
    useNotices.getState().tell({ kind: 'info', message: i18next.t('versionMade', { version }) })
  } catch (error) {
    tellError(error)
  }
}

function focusSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLInputElement>('[data-palette-search]')
  if (!search) return
  event.preventDefault()
  search.focus()
  search.select()
}

/** Of the block in the palette that has the keyboard, else of the block on the canvas that has it or is chosen. */
function showHelp(event: KeyboardEvent): void {
  const near = event.target instanceof Element ? event.target : null
  const onShelf = near?.closest<HTMLElement>('[data-block-type]')?.dataset.blockType
  const [chosen] = useSelection.getState().blocks
  const id = near?.closest<SVGElement>('[data-block]')?.dataset.block ?? chosen
  const type = onShelf ?? useFlow.getState().document?.blocks.find((block) => block.id === id)?.type
  if (type === undefined) return
  event.preventDefault()
  useHelp.getState().open(type)
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/** Fields that are no part of the flow (searches, dialogs, code editors) keep their own undo. */
const hasOwnUndo = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[data-own-undo], .monaco-editor') !== null
