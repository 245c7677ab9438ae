import { useEffect } from 'react'
import { commandFor } from '../model/command-keys.ts'
import { allCommands, canDo, useCommands } from '../model/commands.ts'

const onMac = navigator.platform.startsWith('Mac')

/** "Ctrl+Z" as this machine writes it. */
export const keysOf = (keys: string): string =>
  onMac ? keys.replace('Ctrl+', '⌘').replace('Shift+', '⇧').replace('Alt+', '⌥').replace('Enter', '↩') : keys

/** One ear for the keys of all commands, wherever they come from. What something on the page took for itself is left alone. */
export function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof Element ? event.target : null
      // a dialog or a menu has the keyboard for itself
      if (target?.closest('[role="dialog"]:not(.quick-add), [role="alertdialog"], [role="menu"]')) return
      const where = { onMac, typing: keepsKey(target, event), onCanvas: isOnCanvas(target, event.key) }
      const command = commandFor(allCommands(useCommands.getState()).filter(canDo), event, where)
      if (!command) return
      event.preventDefault()
      command.does()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/**
 * Whether a press is somebody's writing. With Ctrl it is so only in fields that are no part of the flow (searches,
 * dialogs, code editors): they keep their own undo.
 */
function keepsKey(target: Element | null, event: KeyboardEvent): boolean {
  const bare = !event.ctrlKey && !event.metaKey && !/^F\d+$/.test(event.key)
  if (target?.closest('[data-own-undo], .monaco-editor')) return event.key !== 'F1'
  if (target === null || !isField(target)) return false
  return bare || /^[acvxd]$/i.test(event.key)
}

const isField = (target: Element): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

/**
 * On a block, on the canvas itself, or nowhere; a button on the canvas keeps its own Enter. One that stands for something
 * that lies there (`data-canvas-keys`) keeps no more than that.
 */
const isOnCanvas = (target: Element | null, key: string): boolean =>
  target === null ||
  target === document.body ||
  (target.closest('.canvas [data-canvas-keys]') !== null && key !== 'Enter' && key !== ' ') ||
  (target.closest('.canvas') !== null && target.closest('button, a, input, textarea') === null)
