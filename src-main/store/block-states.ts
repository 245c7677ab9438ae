import type Database from 'better-sqlite3'
import type { BlockStates, StateOwner } from '../runtime/ports.ts'
import type { StateChange } from './journal-writer.ts'

export type StoredBlockStates = BlockStates & {
  /** what the next commit has to write */
  changes(): Iterable<StateChange>
  /** that commit succeeded */
  written(): void
  /** the flow was deleted, its rows are gone */
  forget(flowId: string): void
}

/** What blocks remember between runs. Changes wait in memory for the journal's next commit. */
export function createBlockStates(database: Database.Database, touch: () => void): StoredBlockStates {
  const select = database.prepare<[string, string, string], { key: string; value: string }>(
    'SELECT key, value FROM block_states WHERE flow_id = ? AND block = ? AND type = ? ORDER BY key',
  )
  const waiting = new Map<string, { owner: StateOwner; texts: Map<string, string | undefined> }>()
  const nameOf = ({ flowId, block, type }: StateOwner) => JSON.stringify([flowId, block, type])

  return {
    read(owner) {
      const { flowId, block, type } = owner
      const texts = new Map(select.all(flowId, block, type).map(({ key, value }) => [key, value]))
      for (const [key, text] of waiting.get(nameOf(owner))?.texts ?? [])
        if (text === undefined) texts.delete(key)
        else texts.set(key, text)
      return texts
    },
    set(owner, key, text) {
      const known = waiting.get(nameOf(owner)) ?? { owner, texts: new Map() }
      known.texts.set(key, text)
      waiting.set(nameOf(owner), known)
      touch()
    },
    *changes() {
      for (const { owner, texts } of waiting.values())
        for (const [key, text] of texts) yield { ...owner, key, text }
    },
    written: () => waiting.clear(),
    forget(flowId) {
      for (const [name, { owner }] of waiting) if (owner.flowId === flowId) waiting.delete(name)
    },
  }
}
