/**
 * Edits of a flow: pure, sharing all that did not change, with an exact inverse. Applying `inverse` to the
 * result gives back the document, with the order of its blocks and links.
 */

import { applyRename } from './apply-rename.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import { type EditDesk, isSame, largeDesk, plainDesk } from './edit-desk.ts'
import { setMonitor } from './edit-monitors.ts'
import { removePins, setPin } from './edit-pins.ts'
import type { EditResult, FlowEdit } from './flow-edit.ts'
import { isForbiddenKey } from './limits.ts'

/** What one edit did, or why it no longer applies. */
export type Applied = { document: FlowDocument; inverse: FlowEdit[] } | { why: string }

/** From so many edits on it pays to count ids and links once: an import replaces tens of thousands. */
const MANY = 64

/** Applies edits one after the other; those that no longer apply are skipped with a word, never an error. */
export function applyEdits(document: FlowDocument, edits: readonly FlowEdit[]): EditResult {
  let current = document
  const desk = edits.length < MANY ? plainDesk(() => current) : largeDesk(document)
  const inverses: FlowEdit[][] = []
  const skipped: EditResult['skipped'] = []
  for (const edit of edits) {
    const applied = applyEdit(current, edit, desk)
    if ('why' in applied) skipped.push({ edit, why: applied.why })
    else {
      current = applied.document
      inverses.push(applied.inverse)
    }
  }
  return { document: current, inverse: inverses.reverse().flat(), skipped }
}

function applyEdit(document: FlowDocument, edit: FlowEdit, desk: EditDesk): Applied {
  switch (edit.do) {
    case 'add-block':
      return addBlock(document, edit, desk)
    case 'add-link':
      return addLink(document, edit, desk)
    case 'remove-link':
      return removeLink(document, edit.link, desk)
    case 'set-flow':
      return setFlow(document, edit)
    case 'set-monitor':
      return setMonitor(document, edit)
    default:
      return editBlock(document, edit, desk)
  }
}

type BlockEdit = Exclude<
  FlowEdit,
  { do: 'add-block' | 'add-link' | 'remove-link' | 'set-flow' | 'set-monitor' }
>

function editBlock(document: FlowDocument, edit: BlockEdit, desk: EditDesk): Applied {
  const index = document.blocks.findIndex(({ id }) => id === edit.id)
  const block = document.blocks[index]
  if (!block) return { why: `The block "${edit.id}" is gone.` }
  switch (edit.do) {
    case 'remove-block':
      return removeBlock(document, index, desk)
    case 'move-block':
      return change(document, index, 'at', edit.at ?? undefined, { ...edit, at: block.at ?? null })
    case 'set-options':
      return change(document, index, 'options', edit.options, { ...edit, options: block.options })
    case 'set-collapsed':
      return change(document, index, 'collapsed', edit.collapsed, { ...edit, collapsed: block.collapsed })
    case 'set-version':
      return change(document, index, 'version', edit.version, { ...edit, version: block.version })
    case 'set-config':
      return setConfig(document, index, edit)
    case 'rename-block':
      return applyRename(document, index, edit)
    case 'set-pin':
      return setPin(document, edit)
  }
}

function addBlock(
  document: FlowDocument,
  edit: Extract<FlowEdit, { do: 'add-block' }>,
  desk: EditDesk,
): Applied {
  const { block, index: at = document.blocks.length } = edit
  const { blocks, links, pins } = document
  const inverse: FlowEdit[] = [{ do: 'remove-block', id: block.id }]
  if (desk.blocks(block.id) > 0) {
    if (!edit.restore) return { why: `There is a block "${block.id}" already.` }
  } else {
    // links and pins that already mean this id go when it is removed again: they are put back after that
    links.forEach((link, index) => {
      if (touches(link, block.id)) inverse.push(restored(link, index))
    })
    if (pins && Object.hasOwn(pins, block.id)) inverse.push({ do: 'set-flow', set: { pins } })
  }
  desk.noteBlock(block.id, 1)
  return { document: { ...document, blocks: desk.insert(blocks, at, block) }, inverse }
}

const touches = (link: Link, id: string): boolean => link.from === id || link.to === id
const restored = (link: Link, index: number): FlowEdit => ({ do: 'add-link', link, index, restore: true })

/** @param first where the first block of this id is */
function removeBlock(document: FlowDocument, first: number, desk: EditDesk): Applied {
  const { id } = document.blocks[first] as Block
  const shared = desk.blocks(id) > 1
  // of blocks that share an id the last: links and pins mean the first, and stay
  const index = shared ? document.blocks.findLastIndex((other) => other.id === id) : first
  const block = document.blocks[index] as Block
  const blocks = desk.without(document.blocks, index)
  if (shared) {
    desk.noteBlock(id, -1)
    return {
      document: { ...document, blocks },
      inverse: [{ do: 'add-block', block, index, restore: true }],
    }
  }
  const { links, undo } = withoutLinksOf(document, id, desk)
  desk.noteBlock(id, -1)
  const pins = removePins(document.pins, id)
  const next: FlowDocument = { ...document, blocks, links, pins: pins.pins }
  if (next.pins === undefined) delete next.pins
  return { document: next, inverse: [{ do: 'add-block', block, index }, ...undo, ...pins.undo] }
}

function withoutLinksOf(
  document: FlowDocument,
  id: string,
  desk: EditDesk,
): { links: readonly Link[]; undo: FlowEdit[] } {
  const isGone = (end: string) => desk.blocks(end) === 0
  const seen = new Set<string>()
  const undo: FlowEdit[] = []
  const links = document.links.filter((link, index) => {
    if (!touches(link, id)) return true
    const key = JSON.stringify([link.from, link.out, link.to])
    const odd = seen.has(key) || isGone(link.from) || isGone(link.to)
    undo.push(odd ? restored(link, index) : { do: 'add-link', link, index })
    seen.add(key)
    desk.noteLink(link, -1)
    return false
  })
  return { links: undo.length > 0 ? links : document.links, undo }
}

function addLink(
  document: FlowDocument,
  edit: Extract<FlowEdit, { do: 'add-link' }>,
  desk: EditDesk,
): Applied {
  const { link, index, restore: anyhow } = edit
  const { links } = document
  if (!anyhow) {
    const gone = [link.from, link.to].find((end) => desk.blocks(end) === 0)
    if (gone !== undefined) return { why: `The block "${gone}" is gone.` }
    if (desk.links(link) > 0) return { why: 'There is such a link already.' }
  }
  desk.noteLink(link, 1)
  return {
    document: { ...document, links: desk.insert(links, index ?? links.length, link) },
    inverse: [{ do: 'remove-link', link }],
  }
}

function removeLink(document: FlowDocument, link: Link, desk: EditDesk): Applied {
  const { links } = document
  // of equal links the last: that is the one an inverse put there
  const index = links.findLastIndex((other) => isSame(other, link))
  const found = links[index]
  if (!found) return { why: 'There is no such link any more.' }
  const odd = desk.links(link) > 1 || [found.from, found.to].some((end) => desk.blocks(end) === 0)
  desk.noteLink(link, -1)
  return {
    document: { ...document, links: desk.without(links, index) },
    inverse: [odd ? restored(found, index) : { do: 'add-link', link: found, index }],
  }
}

/** One key of one block; undefined takes it away. */
function change<K extends 'at' | 'options' | 'collapsed' | 'config' | 'version'>(
  document: FlowDocument,
  index: number,
  key: K,
  value: Block[K] | undefined,
  inverse: FlowEdit,
): Applied {
  const block: Block = { ...(document.blocks[index] as Block), [key]: value }
  if (value === undefined) delete block[key as 'at']
  return { document: { ...document, blocks: document.blocks.with(index, block) }, inverse: [inverse] }
}

function setConfig(
  document: FlowDocument,
  index: number,
  edit: Extract<FlowEdit, { do: 'set-config' }>,
): Applied {
  const { key, value } = edit
  if (isForbiddenKey(key)) return { why: `A field cannot be called "${key}".` }
  const { config: before } = document.blocks[index] as Block
  const { [key]: had, ...rest } = before
  const config = value === undefined ? rest : { ...before, [key]: value }
  return change(document, index, 'config', config, {
    ...edit,
    value: Object.hasOwn(before, key) ? had : undefined,
  })
}

function setFlow(document: FlowDocument, edit: Extract<FlowEdit, { do: 'set-flow' }>): Applied {
  const undefinedKeys = Object.entries(edit.set).flatMap(([key, value]) => (value === undefined ? [key] : []))
  const gone = [...undefinedKeys, ...(edit.clear ?? [])].filter((key) => key !== 'name')
  const next: Record<string, unknown> = { ...document, ...edit.set, name: edit.set.name ?? document.name }
  for (const key of gone) delete next[key]
  const touched = [...new Set([...Object.keys(edit.set), ...gone])] as (keyof typeof edit.set)[]
  const had = touched.filter((key) => document[key] !== undefined)
  const clear = touched.filter((key) => document[key] === undefined && key !== 'name')
  const inverse: FlowEdit = {
    do: 'set-flow',
    set: Object.fromEntries(had.map((key) => [key, document[key]])),
    ...(clear.length > 0 && { clear: clear as Exclude<(typeof clear)[number], 'name'>[] }),
  }
  return { document: next as FlowDocument, inverse: [inverse] }
}
