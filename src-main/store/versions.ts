import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type Database from 'better-sqlite3'
import { contentOf, type FlowDocument } from '#shared/flow'
import type { Versions } from '../runtime/ports.ts'
import { damagedRecord } from './storage-error.ts'

export type StoredVersions = Versions & {
  /** keeps the document when its content is new; call inside a transaction. @returns the version's id */
  keep(document: FlowDocument, now: number): string
}

type StoredVersion = { document: string; checksum: number }

/** The same content has the same id, in whatever flow and folder. */
export const versionIdOf = (document: FlowDocument): string =>
  `ver_${createHash('sha256').update(contentOf(document)).digest('base64url').slice(0, 27)}`

export function createVersions(database: Database.Database): StoredVersions {
  const select = database.prepare<[string], StoredVersion>(
    'SELECT document, checksum FROM versions WHERE id = ?',
  )
  const selectNewest = database
    .prepare<[string], string>(
      `SELECT version_id FROM flow_versions JOIN flows ON flows.id = flow_id
         WHERE flow_id = ? ORDER BY number DESC LIMIT 1`,
    )
    .pluck()
  const selectDeleted = database
    .prepare<[string], string>('SELECT name FROM deleted_flows WHERE id = ? AND deleted_at > 0')
    .pluck()
  const insert = database.prepare(
    'INSERT INTO versions (id, document, checksum, created_at) VALUES (?,?,?,?) ON CONFLICT DO NOTHING',
  )
  return {
    load(versionId) {
      const stored = select.get(versionId)
      if (!stored) return undefined
      if (crc32(stored.document) === stored.checksum) return JSON.parse(stored.document) as FlowDocument
      throw damagedRecord(`The flow version ${versionId}`, { version: versionId })
    },
    newest: (flowId) => selectNewest.get(flowId),
    deletedName: (flowId) => selectDeleted.get(flowId),
    keep(document, now) {
      const id = versionIdOf(document)
      const text = JSON.stringify(document)
      insert.run(id, text, crc32(text), now)
      return id
    },
  }
}
