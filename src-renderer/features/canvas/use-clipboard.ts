import i18next from 'i18next'
import { useEffect } from 'react'
import { AppError } from '#shared/error'
import type { FlowEdit } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { keepSnippet } from '../../model/backpack-store.ts'
import { useFlow } from '../../model/flow-store.ts'
import { freeName, newBlock } from '../../model/new-block.ts'
import { attempt, useNotices } from '../../model/notice-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { useCanvasView } from './canvas-view.ts'
import { clipOf, type PasteWhere, pasteEdits, pastePlace, type Renew, topmostOf } from './geometry/clip.ts'
import { withFolded } from './geometry/folding.ts'
import { withInside } from './geometry/hanging.ts'
import { deleteBlocks } from './geometry/lifting.ts'
import { removeNotes } from './notes/note-edits.ts'
import type { OwnScene } from './use-scene.ts'

/** The selection with what is inside its C-blocks and folded into its blocks. */
export const chosen = (own: OwnScene): Set<string> =>
  new Set(withFolded(own.flow, useSelection.getState().blocks).flatMap((id) => withInside(own.flow, id)))

/** Where a block stands. */
export const placeIn = (own: OwnScene) => (id: string) => {
  const placed = own.layout.blocks.get(id)
  return placed ? ([placed.x, placed.y] as const) : ([0, 0] as const)
}

/** What is put in is called as it was, and by a number more where that is taken. */
export const renew: Renew = (block, taken) => {
  const like = [...catalog.keys()][0]
  const id = newBlock(catalog.has(block.type) ? block.type : (like ?? block.type), taken).id
  return { id, name: freeName(block.name, new Set(taken.blocks.map((each) => each.name))) }
}

export function deleteChosen(own: OwnScene): void {
  const { blocks, notes } = useSelection.getState()
  if (blocks.size === 0 && notes.size === 0) return
  const edits = [
    ...deleteBlocks(own.flow, withFolded(own.flow, blocks), placeIn(own)),
    ...removeNotes(own.flow.document, notes),
  ]
  useFlow.getState().apply(edits)
  useSelection.getState().clear()
}

function put(clip: Snippet, where?: PasteWhere): void {
  const { document, apply } = useFlow.getState()
  if (!document) return
  const { edits, ids, notes } = pasteEdits(document, clip, pastePlace(document, clip, where), renew)
  apply(edits satisfies FlowEdit[])
  useSelection.getState().select(ids, { notes })
}

export function duplicateChosen(own: OwnScene): void {
  if (hasChosen()) put(clipOfChosen(own))
}

/** Whether any block or note is chosen. */
export function hasChosen(): boolean {
  const { blocks, notes } = useSelection.getState()
  return blocks.size > 0 || notes.size > 0
}

const clipOfChosen = (own: OwnScene): Snippet =>
  clipOf(own.flow.document, chosen(own), placeIn(own), useSelection.getState().notes)

/** Puts a copy of the selection in the backpack, called after its topmost block. */
export function keepChosen(own: OwnScene): void {
  const snippet = clipOfChosen(own)
  void keepSnippet(snippet, topmostOf(snippet)?.name)
}

const textOf = (own: OwnScene): string => JSON.stringify(clipOfChosen(own), null, 2)

/** Copies the selection as the menu does it. @returns whether the system took it */
export async function copyChosen(own: OwnScene): Promise<boolean> {
  if (!hasChosen()) return false
  try {
    await navigator.clipboard.writeText(textOf(own))
    return true
  } catch {
    return sayClipboard('noCopy')
  }
}

/** Pastes as the menu does it, where it was opened. */
export async function pasteFromSystem(where: PasteWhere): Promise<void> {
  try {
    await putText(await navigator.clipboard.readText(), where)
  } catch {
    sayClipboard('noPaste')
  }
}

async function putText(text: string, where: PasteWhere): Promise<void> {
  const { readClip } = await import('./geometry/read-clip.ts').catch(() => {
    const [message, fix] = [i18next.t('app:partMissing'), i18next.t('canvas:clipboard.noScriptFix')]
    throw new AppError({ code: 'studio.part-missing', message, fix })
  })
  const clip = readClip(text)
  if (clip) put(clip, where)
  else sayClipboard('nothingToPaste')
}

function sayClipboard(what: string): false {
  const [message, fix] = [i18next.t(`canvas:clipboard.${what}`), i18next.t(`canvas:clipboard.${what}Fix`)]
  useNotices.getState().tell({ kind: 'error', message, fix, topic: 'clipboard' })
  return false
}

/**
 * Copy, cut and paste as text, also to and from other programs. Texts in fields, and those that somebody marked, keep
 * their own. Nothing on the canvas needs to have the keyboard: a click on its ground takes it from all.
 */
export function useClipboard(own: OwnScene): void {
  const { getArea } = useCanvasView()
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      if (!hasChosen() || isElsewhere(event) || getSelection()?.isCollapsed === false) return false
      event.clipboardData?.setData('text/plain', textOf(own))
      event.preventDefault()
      return true
    }
    const cut = (event: ClipboardEvent) => {
      if (copy(event)) deleteChosen(own)
    }
    const paste = (event: ClipboardEvent) => {
      if (isElsewhere(event)) return
      event.preventDefault()
      const text = event.clipboardData?.getData('text/plain') ?? ''
      attempt(() => putText(text, { sight: getArea() }))
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [own, getArea])
}

/** Whether it is for a field, a dialog or a menu, or somebody took it already. */
const isElsewhere = ({ target, defaultPrevented }: ClipboardEvent): boolean =>
  defaultPrevented ||
  (target instanceof Element &&
    target.closest(
      'input, textarea, [contenteditable], .monaco-editor, [role="dialog"], [role="alertdialog"], [role="menu"]',
    ) !== null)
