import type Database from 'better-sqlite3'
import { goneBefore, OWNED_BY_A_FLOW } from './deleted-flows.ts'

/** rows that one piece takes away */
const PIECE = 64

/** Takes away for good the deleted flows whose time is over, a small piece each time it is asked to go on. */
export type DeletedPruner = {
  /**
   * @param now ms since the epoch
   * @param writing to be called before each write: begins a transaction where none is open
   * @param gone told of each flow of which nothing is left
   */
  round(now: number, writing: () => void, gone: (flowId: string) => void): Generator<void>
}

export function createDeletedPruner(database: Database.Database): DeletedPruner {
  const nextOver = database
    .prepare<[number], string>(
      'SELECT id FROM deleted_flows WHERE deleted_at <= ? ORDER BY deleted_at, id LIMIT 1',
    )
    .pluck()
  // from here on it is over by every clock, also one that is set back: half a flow is never brought back
  const begin = database.prepare('UPDATE deleted_flows SET deleted_at = 0 WHERE id = ?')
  const isBegun = database.prepare('SELECT 1 FROM deleted_flows WHERE id = ? AND deleted_at = 0')
  const pieces = Object.entries(OWNED_BY_A_FLOW).map(([table, key]) =>
    database.prepare(
      `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE flow_id = ? LIMIT ${PIECE})`,
    ),
  )
  const end = database.prepare('DELETE FROM deleted_flows WHERE id = ?')

  function* erase(id: string, writing: () => void): Generator<void, boolean> {
    writing()
    begin.run(id)
    for (const piece of pieces) {
      let changes: number
      do {
        yield
        // somebody may have made a new flow of this id between two pieces, and taken away the rest
        if (!isBegun.get(id)) return false
        writing()
        changes = piece.run(id).changes
      } while (changes === PIECE)
    }
    end.run(id)
    return true
  }

  return {
    *round(now, writing, gone) {
      const before = goneBefore(now)
      for (let id = nextOver.get(before); id !== undefined; id = nextOver.get(before)) {
        if (yield* erase(id as string, writing)) gone(id as string)
        yield
      }
    },
  }
}
