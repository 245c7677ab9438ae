import type { BlockStates, StateOwner } from './ports.ts'

/** What blocks remember, for a host that keeps nothing: gone when the host is. */
export function memoryStates(): BlockStates {
  const all = new Map<string, Map<string, string>>()
  const nameOf = ({ flowId, block, type }: StateOwner) => JSON.stringify([flowId, block, type])
  return {
    read: (owner) => all.get(nameOf(owner)) ?? new Map(),
    set(owner, key, text) {
      const held = all.get(nameOf(owner)) ?? new Map<string, string>()
      all.set(nameOf(owner), held)
      if (text === undefined) held.delete(key)
      else held.set(key, text)
    },
  }
}
