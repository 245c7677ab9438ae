import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { checkFlow, type FlowDocument } from '#shared/flow'
import type { Allows } from './drag/drag-session.ts'

const WRONG_JOINS: ReadonlySet<string> = new Set([
  'link.crosses-mouth',
  'link.into-hat',
  'link.duplicate',
  'link.unknown-output',
])
const checked = checkCatalogOf(catalog)

const wrongJoins = (document: FlowDocument): number =>
  checkFlow(document, checked).filter((problem) => WRONG_JOINS.has(problem.code)).length

/** Joins that would be a problem of the flow cannot be made: a flow may not get more of them than it has. */
export function allowsFrom(document: FlowDocument): Allows {
  const before = wrongJoins(document)
  return (after) => wrongJoins(after) <= before
}
