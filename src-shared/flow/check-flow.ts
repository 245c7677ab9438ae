import type { Problem } from '#shared/error'
import { checkBlocks } from './check-blocks.ts'
import type { CheckCatalog } from './check-catalog.ts'
import { checkLinks } from './check-links.ts'
import { checkSettings } from './check-settings.ts'
import type { FlowDocument } from './document.ts'
import { FORMAT_FIX, formatProblem } from './format-problem.ts'
import { type FlowStructure, structureOf } from './structure-of.ts'

/**
 * All problems of a flow at once, in the order of the file: the flow, its blocks, its links. A flow with an
 * error among them can be kept and opened, never run. Takes time in proportion to the flow.
 * @param structure that of this document and catalog, when it is at hand
 */
export function checkFlow(
  document: FlowDocument,
  catalog: CheckCatalog,
  structure: FlowStructure = structureOf(document, catalog),
): Problem[] {
  return [
    ...checkFormat(document),
    ...checkStart(structure),
    ...checkSettings(document),
    ...checkBlocks(document, structure, catalog),
    ...checkLinks(document, structure),
  ]
}

function checkFormat(document: FlowDocument): Problem[] {
  const message = formatProblem(document)
  if (message === undefined) return []
  return [{ code: 'flow.unknown-format', severity: 'error', message, fix: FORMAT_FIX, path: 'format' }]
}

function checkStart({ places }: FlowStructure): Problem[] {
  const all = [...places.values()]
  const hats = all.filter(({ shape }) => shape === 'hat')
  // a type that is not known may be a start; it is named as such
  if (hats.some(({ block }) => !block.options?.disabled) || all.some(({ type }) => !type)) return []
  const none = hats.length === 0
  return [
    {
      code: 'flow.no-start',
      severity: 'error',
      message: none ? 'No block starts this flow.' : 'Every start block of this flow is disabled.',
      fix: none
        ? 'Put a start block at the top, such as "When I press Run".'
        : 'Enable one of its start blocks.',
    },
  ]
}
