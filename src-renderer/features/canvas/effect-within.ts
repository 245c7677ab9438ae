import { type EffectKind, effectOf, withDefaults } from '#shared/block'
import type { Block, FlowStructure } from '#shared/flow'
import { kindOf } from './block-kinds.ts'

const ORDER: readonly EffectKind[] = ['pure', 'read', 'write']
/** They compute nothing themselves: a person or another flow does who knows what. */
const ASKS_OTHERS: ReadonlySet<string> = new Set(['control/ask', 'control/call-flow'])

/** What running a block alone does to the world: of a C-block, with all that is in its mouths. */
export function effectWithin(structure: FlowStructure, id: string): EffectKind {
  let most: EffectKind = 'pure'
  for (const [each, place] of structure.places) {
    if (each !== id && !isInside(structure, each, id)) continue
    const effect = ownEffect(place.block)
    if (ORDER.indexOf(effect) > ORDER.indexOf(most)) most = effect
  }
  return most
}

function ownEffect(block: Block): EffectKind {
  const { declaration } = kindOf(block)
  if (!declaration || ASKS_OTHERS.has(block.type)) return 'write'
  return effectOf(declaration, withDefaults(declaration, block.config))
}

function isInside(structure: FlowStructure, id: string, holder: string): boolean {
  const seen = new Set<string>()
  for (let at = structure.places.get(id)?.parent?.block; at !== undefined && !seen.has(at); ) {
    if (at === holder) return true
    seen.add(at)
    at = structure.places.get(at)?.parent?.block
  }
  return false
}
