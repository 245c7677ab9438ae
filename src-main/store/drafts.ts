import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import type { FlowDocument, FlowEdit } from '#shared/flow'
import { documentColumns, documentOf } from './flow-row.ts'
import type { StoredFlow } from './people-reads.ts'

/** Edits as they were applied, at the revision they made. */
export type FlowNews = { revision: number; edits: FlowEdit[]; client: string }
export type Draft = { document: FlowDocument; revision: number; version: number }

/** How far behind a window may be and still catch up by edits. */
const EDITS_KEPT = 1000

/** The statements on drafts and their edits. Each is to be called inside a transaction. */
export type Drafts = {
  has(id: string): boolean
  /** @throws AppError `flow.not-found`, `store.damaged-record` */
  load(id: string): Draft
  insert(id: string, document: FlowDocument, now: number): void
  /** makes one revision. @returns what others have to hear */
  change(id: string, document: FlowDocument, by: Omit<FlowNews, 'revision'>, now: number): FlowNews
  setVersion(id: string, number: number): void
  /** edits after `base`. @throws AppError `flow.unknown-revision`, `flow.too-far-behind` */
  since(id: string, base: number, revision: number): FlowNews[]
}

type StoredEdits = { revision: number; edits: string; client: string }

/** @param missing the error that says a flow is not there */
export function createDrafts(database: Database.Database, missing: (id: string) => AppError): Drafts {
  const select = database.prepare<[string], StoredFlow>('SELECT * FROM flows WHERE id = ?')
  const insertFlow = database.prepare(
    `INSERT INTO flows (id, created_at, changed_at, revision, version,
       name, description, tags, words, document, checksum, blocks) VALUES (?,?,?,0,0,?,?,?,?,?,?,?)`,
  )
  const update = database.prepare(
    `UPDATE flows SET revision = ?, changed_at = ?,
       name = ?, description = ?, tags = ?, words = ?, document = ?, checksum = ?, blocks = ? WHERE id = ?`,
  )
  const putVersion = database.prepare('UPDATE flows SET version = ? WHERE id = ?')
  const insertEdits = database.prepare(
    'INSERT INTO flow_edits (flow_id, revision, client, edits) VALUES (?,?,?,?)',
  )
  const dropOldEdits = database.prepare('DELETE FROM flow_edits WHERE flow_id = ? AND revision <= ?')
  const editsAfter = database.prepare<[string, number], StoredEdits>(
    'SELECT revision, edits, client FROM flow_edits WHERE flow_id = ? AND revision > ? ORDER BY revision',
  )
  const find = (id: string): StoredFlow => {
    const flow = select.get(id)
    if (!flow) throw missing(id)
    return flow
  }
  return {
    has: (id) => select.get(id) !== undefined,
    load(id) {
      const flow = find(id)
      return { document: documentOf(flow), revision: flow.revision, version: flow.version }
    },
    insert: (id, document, now) => void insertFlow.run(id, now, now, ...documentColumns(document)),
    change(id, document, { edits, client }, now) {
      const revision = find(id).revision + 1
      update.run(revision, now, ...documentColumns(document), id)
      insertEdits.run(id, revision, client, JSON.stringify(edits))
      dropOldEdits.run(id, revision - EDITS_KEPT)
      return { revision, edits, client }
    },
    setVersion: (id, number) => void putVersion.run(number, id),
    since(id, base, revision) {
      if (base > revision) throw unknownRevision(id, base, revision)
      const news = editsAfter
        .all(id, base)
        .map((row) => ({ ...row, edits: JSON.parse(row.edits) as FlowEdit[] }))
      if (news.length !== revision - base) throw tooFarBehind(id, base, revision)
      return news
    },
  }
}

const unknownRevision = (id: string, base: number, revision: number): AppError =>
  new AppError({
    code: 'flow.unknown-revision',
    message: `Flow ${id} has no revision ${base}; it is at ${revision}.`,
    fix: 'Open the flow again.',
    details: { flow: id, base, revision },
  })

const tooFarBehind = (id: string, base: number, revision: number): AppError =>
  new AppError({
    code: 'flow.too-far-behind',
    message: `Flow ${id} has changed too much since revision ${base}; it is at ${revision}.`,
    fix: 'Open the flow again.',
    details: { flow: id, base, revision },
  })
