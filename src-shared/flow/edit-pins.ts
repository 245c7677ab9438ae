import type { Applied } from './apply-edits.ts'
import type { FlowDocument } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'
import { isForbiddenKey } from './limits.ts'

type Pins = NonNullable<FlowDocument['pins']>

/** Sets or takes away one pin; what is left empty goes too. */
export function setPin(document: FlowDocument, edit: Extract<FlowEdit, { do: 'set-pin' }>): Applied {
  const { id, out, value } = edit
  if (isForbiddenKey(id) || isForbiddenKey(out)) return { why: `Nothing can be called "${out}" or "${id}".` }
  const before = document.pins ?? {}
  const own = (Object.hasOwn(before, id) && before[id]) || {}
  const { [out]: had, ...rest } = own
  const outs = value === undefined ? rest : { ...own, [out]: value }
  const { [id]: _, ...others } = before
  const pins = Object.keys(outs).length > 0 ? { ...before, [id]: outs } : others
  const inverse: FlowEdit = { ...edit, value: Object.hasOwn(own, out) ? had : undefined }
  return { document: withPins(document, pins), inverse: [inverse, ...keepEmpty(document.pins, id)] }
}

/** The pins without those of one block, and what puts them back. */
export function removePins(pins: Pins | undefined, id: string): { pins: Pins | undefined; undo: FlowEdit[] } {
  if (!pins || !Object.hasOwn(pins, id)) return { pins, undo: [] }
  const { [id]: outs, ...others } = pins
  const undo = Object.entries(outs ?? {}).map(([out, value]): FlowEdit => ({ do: 'set-pin', id, out, value }))
  const left = Object.keys(others).length > 0 ? others : undefined
  return { pins: left, undo: [...undo, ...keepEmpty(pins, id)] }
}

function withPins(document: FlowDocument, pins: Pins): FlowDocument {
  if (Object.keys(pins).length > 0) return { ...document, pins }
  const { pins: _, ...rest } = document
  return rest
}

/** Only a file written by hand has pins with nothing in them; they come back as they were. */
function keepEmpty(pins: Pins | undefined, id: string): FlowEdit[] {
  const empty = pins && (Object.keys(pins).length === 0 || Object.keys(pins[id] ?? { some: 1 }).length === 0)
  return empty ? [{ do: 'set-flow', set: { pins } }] : []
}
