import { checkCatalogOf } from '#shared/block'
import { type FlowDocument, type Link, structureOf } from '#shared/flow'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import type { Allows } from './drag/drag-session.ts'

const checked = checkCatalogOf(catalog)

/**
 * Links that `checkFlow` would refuse for where they lead: into a hat, across a mouth, twice the same. Asked
 * at each new target of a drag, so the blocks' fields are not looked at.
 */
function wrongJoins(document: FlowDocument): number {
  const { places } = structureOf(document, checked)
  const seen = new Set<string>()
  let wrong = 0
  for (const { from, out, to } of document.links) {
    const key = JSON.stringify([from, out, to])
    const start = places.get(from)
    const end = places.get(to)
    const holder = start?.mouths.includes(out) ? from : start?.parent?.block
    if (seen.has(key) || end?.shape === 'hat' || (start?.type && end && holder !== end.parent?.block))
      wrong += 1
    seen.add(key)
  }
  return wrong
}

/** Why a wire cannot be made; each has a sentence. */
export type WireFault = 'twice' | 'intoHat' | 'acrossMouth'

/** What is wrong with a wire that is not there yet; undefined where it may be made. */
export function wireFault(document: FlowDocument, link: Link): WireFault | undefined {
  const { from, out, to } = link
  if (document.links.some((each) => each.from === from && each.out === out && each.to === to)) return 'twice'
  const after = { ...document, links: [...document.links, link] }
  if (allowsFrom(document)(after)) return undefined
  return structureOf(document, checked).places.get(to)?.shape === 'hat' ? 'intoHat' : 'acrossMouth'
}

/** Joins that would be a problem of the flow cannot be made: a flow may not get more of them than it has. */
export function allowsFrom(document: FlowDocument): Allows {
  let before: number | undefined
  return (after) => {
    before ??= wrongJoins(document)
    return wrongJoins(after) <= before
  }
}
