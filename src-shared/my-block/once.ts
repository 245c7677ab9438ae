import type { FlowStructure } from '#shared/flow'
import { isLoop } from './blocks-that-stay.ts'

/**
 * Whether a run comes to this block at most once: one way leads up from it to one hat, and no loop is on it.
 * Where that is not sure, it is not so.
 */
export function comesOnce({ places }: FlowStructure, id: string): boolean {
  const seen = new Set<string>()
  for (let place = places.get(id); place && !seen.has(place.block.id); ) {
    seen.add(place.block.id)
    if (place.shape === 'hat') return true
    const [link, another] = place.linksIn
    const from = link && places.get(link.from)
    if (!from || another) return place.linksIn.length === 0
    if (from.mouths.includes(link.out) && isLoop(from.block.type)) return false
    place = from
  }
  return false
}
