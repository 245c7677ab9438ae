import type Database from 'better-sqlite3'
import type { FlowDocument } from '#shared/flow'
import type { StoredVersions } from './versions.ts'

/** A version that a person made: by save, import, the API's PUT. */
export type ListedVersion = { version: number; versionId: string; createdAt: number }

export type FlowVersions = {
  /** call inside a transaction. The newest one again, when its content is the same */
  list(flowId: string, document: FlowDocument, now: number): { version: number; versionId: string }
  /** newest first */
  of(flowId: string): ListedVersion[]
}

export function createFlowVersions(database: Database.Database, versions: StoredVersions): FlowVersions {
  const select = database.prepare<[string], ListedVersion>(
    `SELECT number AS version, version_id AS versionId, created_at AS createdAt
       FROM flow_versions WHERE flow_id = ? ORDER BY number DESC`,
  )
  const insert = database.prepare(
    'INSERT INTO flow_versions (flow_id, number, version_id, created_at) VALUES (?,?,?,?)',
  )
  return {
    list(flowId, document, now) {
      const versionId = versions.keep(document, now)
      const newest = select.get(flowId)
      if (newest?.versionId === versionId) return { version: newest.version, versionId }
      const version = (newest?.version ?? 0) + 1
      insert.run(flowId, version, versionId, now)
      return { version, versionId }
    },
    of: (flowId) => select.all(flowId),
  }
}
