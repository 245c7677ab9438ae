/**
 * Edits of a flow: pure, sharing all that did not change, with an exact inverse. Applying `inverse` to the
 * result gives back the document, with the order of its blocks and links.
 */

import { applyRename } from './apply-rename.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import { removePins, setPin } from './edit-pins.ts'
import type { EditResult, FlowEdit } from './flow-edit.ts'
import { isForbiddenKey } from './limits.ts'

/** What one edit did, or why it no longer applies. */
export type Applied = { document: FlowDocument; inverse: FlowEdit[] } | { why: string }

/** Applies edits one after the other; those that no longer apply are skipped with a word, never an error. */
export function applyEdits(document: FlowDocument, edits: readonly FlowEdit[]): EditResult {
  let current = document
  const inverses: FlowEdit[][] = []
  const skipped: EditResult['skipped'] = []
  for (const edit of edits) {
    const applied = applyEdit(current, edit)
    if ('why' in applied) skipped.push({ edit, why: applied.why })
    else {
      current = applied.document
      inverses.push(applied.inverse)
    }
  }
  return { document: current, inverse: inverses.reverse().flat(), skipped }
}

function applyEdit(document: FlowDocument, edit: FlowEdit): Applied {
  switch (edit.do) {
    case 'add-block':
      return addBlock(document, edit)
    case 'add-link':
      return addLink(document, edit)
    case 'remove-link':
      return removeLink(document, edit.link)
    case 'set-flow':
      return setFlow(document, edit)
    default:
      return editBlock(document, edit)
  }
}

type BlockEdit = Exclude<FlowEdit, { do: 'add-block' | 'add-link' | 'remove-link' | 'set-flow' }>

function editBlock(document: FlowDocument, edit: BlockEdit): Applied {
  const index = document.blocks.findIndex(({ id }) => id === edit.id)
  const block = document.blocks[index]
  if (!block) return { why: `The block "${edit.id}" is gone.` }
  switch (edit.do) {
    case 'remove-block':
      return removeBlock(document, edit.id)
    case 'move-block':
      return change(document, index, 'at', edit.at ?? undefined, { ...edit, at: block.at ?? null })
    case 'set-options':
      return change(document, index, 'options', edit.options, { ...edit, options: block.options })
    case 'set-collapsed':
      return change(document, index, 'collapsed', edit.collapsed, { ...edit, collapsed: block.collapsed })
    case 'set-config':
      return setConfig(document, index, edit)
    case 'rename-block':
      return applyRename(document, index, edit)
    case 'set-pin':
      return setPin(document, edit)
  }
}

function addBlock(document: FlowDocument, edit: Extract<FlowEdit, { do: 'add-block' }>): Applied {
  const { block, index: at = document.blocks.length } = edit
  const { blocks, links, pins } = document
  const inverse: FlowEdit[] = [{ do: 'remove-block', id: block.id }]
  if (blocks.some(({ id }) => id === block.id)) {
    if (!edit.restore) return { why: `There is a block "${block.id}" already.` }
  } else {
    // links and pins that already mean this id go when it is removed again: they are put back after that
    links.forEach((link, index) => {
      if (touches(link, block.id)) inverse.push(restored(link, index))
    })
    if (pins && Object.hasOwn(pins, block.id)) inverse.push({ do: 'set-flow', set: { pins } })
  }
  return { document: { ...document, blocks: blocks.toSpliced(at, 0, block) }, inverse }
}

const touches = (link: Link, id: string): boolean => link.from === id || link.to === id
const restored = (link: Link, index: number): FlowEdit => ({ do: 'add-link', link, index, restore: true })

function removeBlock(document: FlowDocument, id: string): Applied {
  // of blocks that share an id the last: links and pins mean the first, and stay
  const index = document.blocks.findLastIndex((other) => other.id === id)
  const block = document.blocks[index] as Block
  const blocks = document.blocks.toSpliced(index, 1)
  if (blocks.some((other) => other.id === id))
    return {
      document: { ...document, blocks },
      inverse: [{ do: 'add-block', block, index, restore: true }],
    }
  const { links, undo } = withoutLinksOf(document, id)
  const pins = removePins(document.pins, id)
  const next: FlowDocument = { ...document, blocks, links, pins: pins.pins }
  if (next.pins === undefined) delete next.pins
  return { document: next, inverse: [{ do: 'add-block', block, index }, ...undo, ...pins.undo] }
}

function withoutLinksOf(document: FlowDocument, id: string): { links: readonly Link[]; undo: FlowEdit[] } {
  const isGone = (end: string) => !document.blocks.some((block) => block.id === end)
  const seen = new Set<string>()
  const undo: FlowEdit[] = []
  const links = document.links.filter((link, index) => {
    if (!touches(link, id)) return true
    const key = JSON.stringify([link.from, link.out, link.to])
    const odd = seen.has(key) || isGone(link.from) || isGone(link.to)
    undo.push(odd ? restored(link, index) : { do: 'add-link', link, index })
    seen.add(key)
    return false
  })
  return { links: undo.length > 0 ? links : document.links, undo }
}

const isSame = (a: Link, b: Link): boolean => a.from === b.from && a.out === b.out && a.to === b.to

function addLink(document: FlowDocument, edit: Extract<FlowEdit, { do: 'add-link' }>): Applied {
  const { link, index, restore: anyhow } = edit
  const { blocks, links } = document
  if (!anyhow) {
    const gone = [link.from, link.to].find((end) => !blocks.some(({ id }) => id === end))
    if (gone !== undefined) return { why: `The block "${gone}" is gone.` }
    if (links.some((other) => isSame(other, link))) return { why: 'There is such a link already.' }
  }
  return {
    document: { ...document, links: links.toSpliced(index ?? links.length, 0, link) },
    inverse: [{ do: 'remove-link', link }],
  }
}

function removeLink(document: FlowDocument, link: Link): Applied {
  const { blocks, links } = document
  // of equal links the last: that is the one an inverse put there
  const index = links.findLastIndex((other) => isSame(other, link))
  const found = links[index]
  if (!found) return { why: 'There is no such link any more.' }
  const odd =
    links.some((other, i) => i !== index && isSame(other, link)) ||
    ![found.from, found.to].every((end) => blocks.some(({ id }) => id === end))
  return {
    document: { ...document, links: links.toSpliced(index, 1) },
    inverse: [odd ? restored(found, index) : { do: 'add-link', link: found, index }],
  }
}

/** One key of one block; undefined takes it away. */
function change<K extends 'at' | 'options' | 'collapsed' | 'config'>(
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
