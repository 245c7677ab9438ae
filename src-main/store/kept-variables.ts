import type Database from 'better-sqlite3'
import type { Json } from '#shared/flow'
import type { KeptVariables } from '../runtime/ports.ts'
import type { KeptChange } from './journal-writer.ts'
import { damagedRecord } from './storage-error.ts'

export type StoredKeptVariables = KeptVariables & {
  /** what the next commit has to write */
  changes(): Iterable<KeptChange>
  /** that commit succeeded */
  written(): void
  /** the flow was deleted, its rows are gone */
  forget(flowId: string): void
}

/** Values that outlive runs. Changes wait in memory for the journal's next commit. */
export function createKeptVariables(database: Database.Database, touch: () => void): StoredKeptVariables {
  const select = database.prepare<[string], { name: string; value: string }>(
    'SELECT name, value FROM kept WHERE flow_id = ? ORDER BY name',
  )
  const known = new Map<string, Map<string, Json>>()
  const changed = new Map<string, Set<string>>()

  const valuesOf = (flowId: string): Map<string, Json> => {
    let values = known.get(flowId)
    if (!values) {
      values = new Map(select.all(flowId).map(({ name, value }) => [name, parse(flowId, name, value)]))
      known.set(flowId, values)
    }
    return values
  }

  return {
    read: (flowId) => Object.fromEntries(valuesOf(flowId)),
    set(flowId, name, value) {
      valuesOf(flowId).set(name, value)
      const names = changed.get(flowId) ?? new Set()
      changed.set(flowId, names.add(name))
      touch()
    },
    *changes() {
      for (const [flowId, names] of changed)
        for (const name of names) {
          const value = known.get(flowId)?.get(name)
          if (value !== undefined) yield { flowId, name, value: JSON.stringify(value) }
        }
    },
    written: () => changed.clear(),
    forget(flowId) {
      known.delete(flowId)
      changed.delete(flowId)
    },
  }
}

function parse(flowId: string, name: string, text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw damagedRecord(`The kept variable "${name}" of flow ${flowId}`, { flow: flowId, name })
  }
}
