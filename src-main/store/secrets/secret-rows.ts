import type Database from 'better-sqlite3'
import type { Sealed } from './seal.ts'

export type SecretRow = Sealed & {
  name: string
  keyId: string
  /** ms since the epoch */
  setAt: number
  lastUsedAt: number | null
  /** ids of the flows that may use it; null: all */
  flows: readonly string[] | null
}

/** The statements on secrets. Each that writes is to be called inside a transaction. */
export type SecretRows = {
  all(): SecretRow[]
  get(name: string): SecretRow | undefined
  put(row: SecretRow): void
  setFlows(name: string, flows: readonly string[] | null): void
  setLastUsed(name: string, at: number): void
  remove(name: string): void
  /** whether a person made this version of this flow, so that it may use what the flow may */
  isListed(flowId: string, versionId: string): boolean
}

type Stored = {
  name: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  set_at: number
  last_used_at: number | null
  flows: string | null
}

export function createSecretRows(database: Database.Database): SecretRows {
  const selectAll = database.prepare<[], Stored>('SELECT * FROM secrets ORDER BY name')
  const select = database.prepare<[string], Stored>('SELECT * FROM secrets WHERE name = ?')
  const put = database.prepare(
    'INSERT OR REPLACE INTO secrets (name, key_id, nonce, sealed, set_at, last_used_at, flows) VALUES (?,?,?,?,?,?,?)',
  )
  const putFlows = database.prepare('UPDATE secrets SET flows = ? WHERE name = ?')
  const putLastUsed = database.prepare('UPDATE secrets SET last_used_at = ? WHERE name = ?')
  const remove = database.prepare('DELETE FROM secrets WHERE name = ?')
  const listed = database
    .prepare<[string, string], number>(
      'SELECT 1 FROM flow_versions WHERE flow_id = ? AND version_id = ? LIMIT 1',
    )
    .pluck()
  return {
    all: () => selectAll.all().map(rowOf),
    get(name) {
      const row = select.get(name)
      return row && rowOf(row)
    },
    put: ({ name, keyId, nonce, sealed, setAt, lastUsedAt, flows }) =>
      void put.run(name, keyId, nonce, sealed, setAt, lastUsedAt, flowsText(flows)),
    setFlows: (name, flows) => void putFlows.run(flowsText(flows), name),
    setLastUsed: (name, at) => void putLastUsed.run(at, name),
    remove: (name) => void remove.run(name),
    isListed: (flowId, versionId) => listed.get(flowId, versionId) !== undefined,
  }
}

const flowsText = (flows: readonly string[] | null) => (flows === null ? null : JSON.stringify(flows))

const rowOf = (row: Stored): SecretRow => ({
  name: row.name,
  keyId: row.key_id,
  nonce: row.nonce,
  sealed: row.sealed,
  setAt: row.set_at,
  lastUsedAt: row.last_used_at,
  flows: row.flows === null ? null : (JSON.parse(row.flows) as string[]),
})
