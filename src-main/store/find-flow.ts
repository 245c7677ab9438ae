import Database from 'better-sqlite3'
import { placesOf } from './data-folder.ts'

/** The id of the flow that is meant by an id or a name; undefined: there is none. */
export type FindFlow = (word: string) => string | undefined

/** Finds flows that are there; a deleted one is not. Reads what is not yet on disk too. */
export function flowFinder(database: Database.Database): FindFlow {
  const byId = database.prepare<[string], string>('SELECT id FROM flows WHERE id = ?').pluck()
  const byName = database.prepare<[string], string>('SELECT id FROM flows WHERE name = ? LIMIT 1').pluck()
  return (word) => byId.get(word) ?? byName.get(word)
}

/**
 * Looks words up beside the host that holds a data folder, which need not run.
 * @returns what was found for each; null: there is no data folder, or none that can be read
 */
export function findFlowsIn(
  folder: string,
  words: readonly string[],
): Map<string, string | undefined> | null {
  let database: Database.Database | undefined
  try {
    database = new Database(placesOf(folder).database, { readonly: true, fileMustExist: true, timeout: 1000 })
    const find = flowFinder(database)
    return new Map(words.map((word) => [word, find(word)]))
  } catch {
    return null
  } finally {
    database?.close()
  }
}
