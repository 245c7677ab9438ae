import type Database from 'better-sqlite3'
import type { DeletedFlow } from '#shared/contract'
import { DELETED_KEPT_DAYS } from '#shared/flow'
import { cursorOf, type Page, type PageOrder, pageOf, partsOf } from './page.ts'
import type { PeopleReads } from './people-reads.ts'

/** ms for which a deleted flow can be brought back */
const DELETED_KEPT_MS = DELETED_KEPT_DAYS * 86_400_000

/** A flow of this or an older time of deletion can be brought back no more. */
export const goneBefore = (now: number): number => now - DELETED_KEPT_MS

/** Where a deleted flow stands. `over`: its time is over, and what is left of it is being taken away. */
export type Deletion = { name: string; deletedAt: number; state: 'kept' | 'over' }

/**
 * The statements on deleted flows. Each that writes is to be called inside a transaction. Invariants:
 * - a flow has a row in `flows` or in `deleted_flows`, never in both;
 * - what other tables hold of a deleted flow stays as it was, but that it is on.
 */
export type DeletedFlows = {
  find(id: string, now: number): Deletion | undefined
  /** out of `flows`. @returns whether there was such a flow */
  put(id: string, now: number): boolean
  /** back into `flows`, switched off. @returns whether it was on */
  takeBack(id: string): boolean
  /** with all that belongs to the flow alone; runs and versions stay */
  erase(id: string): void
}

/** What belongs to one flow alone, and what names a row of it. */
export const OWNED_BY_A_FLOW = {
  flow_edits: 'flow_id, revision',
  flow_versions: 'flow_id, number',
  kept: 'flow_id, name',
  block_states: 'flow_id, block, type, key',
  switched_on: 'flow_id',
  triggers: 'flow_id, block',
  trigger_keys: 'n',
  trigger_notes: 'n',
  seen_files: 'flow_id, block, path',
  noticed_files: 'flow_id, block, path',
} as const

/** The columns of `flows`, all of which `deleted_flows` has too. */
const COLUMNS =
  'id, name, description, tags, words, document, checksum, blocks, revision, version, created_at, changed_at'

export function createDeletedFlows(database: Database.Database): DeletedFlows {
  const select = database.prepare<[string], { name: string; deletedAt: number }>(
    'SELECT name, deleted_at AS deletedAt FROM deleted_flows WHERE id = ?',
  )
  const isOn = database.prepare('SELECT 1 FROM switched_on WHERE flow_id = ?')
  const switchOff = database.prepare('DELETE FROM switched_on WHERE flow_id = ?')
  const wasOn = database.prepare<[string], number>('SELECT was_on FROM deleted_flows WHERE id = ?').pluck()
  const keep = database.prepare(
    `INSERT INTO deleted_flows (${COLUMNS}, deleted_at, was_on) SELECT ${COLUMNS}, ?, ? FROM flows WHERE id = ?`,
  )
  const drop = database.prepare('DELETE FROM flows WHERE id = ?')
  const putBack = database.prepare(
    `INSERT INTO flows (${COLUMNS}) SELECT ${COLUMNS} FROM deleted_flows WHERE id = ?`,
  )
  const forget = database.prepare('DELETE FROM deleted_flows WHERE id = ?')
  const removals = Object.keys(OWNED_BY_A_FLOW).map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE flow_id = ?`),
  )
  return {
    find(id, now) {
      const row = select.get(id)
      return row && { ...row, state: row.deletedAt > goneBefore(now) ? 'kept' : 'over' }
    },
    put(id, now) {
      const { changes } = keep.run(now, isOn.get(id) ? 1 : 0, id)
      drop.run(id)
      switchOff.run(id)
      return changes > 0
    },
    takeBack(id) {
      const before = wasOn.get(id) === 1
      putBack.run(id)
      forget.run(id)
      return before
    },
    erase(id) {
      for (const removal of removals) removal.run(id)
      forget.run(id)
    },
  }
}

/** Those that can be brought back, the last deleted one first. */
export async function listDeleted(
  people: PeopleReads,
  { after, limit }: PageOrder,
  now: number,
): Promise<Page<DeletedFlow>> {
  let query = people
    .selectFrom('deleted_flows')
    .select(['id', 'name', 'description', 'tags', 'blocks', 'version', 'deleted_at', 'was_on'])
    .where('deleted_at', '>', goneBefore(now))
  if (after !== undefined) {
    const [at, id] = partsOf(after, 'number', 'text')
    query = query.where(({ eb }) =>
      eb.or([eb('deleted_at', '<', at), eb.and([eb('deleted_at', '=', at), eb('id', '<', id)])]),
    )
  }
  const rows = await query
    .orderBy('deleted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const item = ({ tags, deleted_at, was_on, ...row }: (typeof rows)[number]): DeletedFlow => ({
    ...row,
    tags: JSON.parse(tags) as string[],
    wasOn: was_on === 1,
    deletedAt: deleted_at,
    goneAt: deleted_at + DELETED_KEPT_MS,
  })
  return pageOf(rows, limit, item, (row) => cursorOf(row.deleted_at, row.id))
}
