import type { Applied } from './apply-edits.ts'
import type { FlowDocument } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'
import { isForbiddenKey } from './limits.ts'

/** Sets one monitor, or takes it away; the last one takes the key with it. */
export function setMonitor(document: FlowDocument, edit: Extract<FlowEdit, { do: 'set-monitor' }>): Applied {
  const { variable, monitor } = edit
  if (isForbiddenKey(variable)) return { why: `A variable cannot be called "${variable}".` }
  const before = document.monitors ?? {}
  const { [variable]: had, ...others } = before
  const monitors = monitor === undefined ? others : { ...before, [variable]: monitor }
  const inverse: FlowEdit = { ...edit, monitor: Object.hasOwn(before, variable) ? had : undefined }
  // only a file written by hand has the key with nothing in it; it comes back as it was
  const wasEmpty = document.monitors && Object.keys(before).length === 0
  return {
    document: withMonitors(document, monitors),
    inverse: [inverse, ...(wasEmpty ? [{ do: 'set-flow' as const, set: { monitors: before } }] : [])],
  }
}

function withMonitors(document: FlowDocument, monitors: FlowDocument['monitors'] & object): FlowDocument {
  if (Object.keys(monitors).length > 0) return { ...document, monitors }
  const { monitors: _, ...rest } = document
  return rest
}
