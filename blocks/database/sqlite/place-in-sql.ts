import type Database from 'better-sqlite3'
import { TextPlace } from '#shared/text'
import { sqlTokens } from './sql-tokens.ts'

/** SQL, and the database it was for. */
export type Asked = { db: Database.Database; sql: string }

/** Longer SQL is not gone through piece by piece. */
const LONGEST = 100_000

/**
 * Where in the SQL a message of SQLite points to; it names the word only. Of several places of that word it is the
 * first up to which the SQL has the same mistake. Null when it points nowhere.
 */
export function placeInSql(message: string, { db, sql }: Asked): { line: number; column: number } | null {
  if (sql.length > LONGEST) return null
  const index = message === 'incomplete input' ? sql.trimEnd().length : indexOfWord(message, { db, sql })
  if (index === null) return null
  const { line, column } = new TextPlace().pass(sql, 0, index)
  return { line, column }
}

function indexOfWord(message: string, { db, sql }: Asked): number | null {
  const near = /^near "([\s\S]*)": syntax error$/.exec(message)?.[1]
  const unknown = /^unrecognized token: "([\s\S]*)"$/.exec(message)?.[1]
  if (unknown !== undefined) return found(sql.indexOf(unknown))
  const name = /^no such (?:table|column|function|module): (\S+)/.exec(message)?.[1]
  if (name !== undefined) return indexOfName(sql, name)
  if (near === undefined) return null
  const places = [...sqlTokens(sql)].filter((token) => sql.slice(token.from, token.to) === near)
  const guilty =
    places.length > 1 ? places.find(({ to }) => saying(db, sql.slice(0, to)) === message) : places[0]
  return guilty?.from ?? null
}

/** `people.nme` is found by its last part. */
function indexOfName(sql: string, name: string): number | null {
  const last = name.slice(name.lastIndexOf('.') + 1).toUpperCase()
  for (const { text, from } of sqlTokens(sql))
    if (text === last || (/^["`[']/.test(text) && text.slice(1, -1).toUpperCase() === last)) return from
  return null
}

function saying(db: Database.Database, sql: string): string | null {
  try {
    db.prepare(sql)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : null
  }
}

const found = (index: number): number | null => (index < 0 ? null : index)
