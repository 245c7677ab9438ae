import type { JsonObject } from '#shared/flow'
import type { BlockDeclaration } from './define-block.ts'

/**
 * Works something out of a config once for as long as that config lives. Configs are never changed in place: an edit
 * makes a new one for its block, so of a flow with a thousand blocks only the one that is typed into is looked at anew.
 */
export function perConfig<T>(
  work: (declaration: BlockDeclaration, config: JsonObject) => T,
): (declaration: BlockDeclaration, config: JsonObject) => T {
  const known = new WeakMap<BlockDeclaration, WeakMap<JsonObject, { result: T }>>()
  return (declaration, config) => {
    let results = known.get(declaration)
    if (!results) {
      results = new WeakMap()
      known.set(declaration, results)
    }
    const held = results.get(config) ?? { result: work(declaration, config) }
    results.set(config, held)
    return held.result
  }
}
