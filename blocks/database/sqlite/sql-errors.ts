import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import { type Asked, placeInSql } from './place-in-sql.ts'

/** better-sqlite3's class is a static of the module; its errors are told by their name. */
type SqliteError = Error & { code: string }
const isSqliteError = (error: unknown): error is SqliteError =>
  error instanceof Error && error.name === 'SqliteError' && 'code' in error

/** Another connection holds it: worth another try. */
export const isBusy = (error: unknown): boolean =>
  isSqliteError(error) && /^SQLITE_(BUSY(?!_SNAPSHOT)|LOCKED)/.test(error.code)

/**
 * What SQLite says, in plain words. What is none of its errors stays as it is.
 * @param asked the SQL it is about: its place is named
 */
export function inWords(error: unknown, file: string, asked?: Asked): unknown {
  if (isSqliteError(error)) {
    const known = KNOWN.find(({ code }) => error.code.startsWith(code))
    if (known) return made(known.as, known.message(file), known.fix, error, known.retryable)
    if (error.code.startsWith('SQLITE_CONSTRAINT')) return constraint(error)
    return asked
      ? wrongSql(error, asked)
      : made('sqlite.failed', `${file}: ${error.message}.`, SQL_FIX, error)
  }
  if (asked && error instanceof Error && /^(Range|Type)Error$/.test(error.name)) return wrongParameters(error)
  return error
}

function made(code: string, message: string, fix: string, cause: SqliteError, retryable = false): AppError {
  return new AppError({ code, message, fix, retryable, details: { sqlite: cause.code }, cause })
}

const SQL_FIX = 'Look at it there. sqlite.org/lang.html says what SQLite takes.'

function wrongSql(error: SqliteError, asked: Asked): AppError {
  const place = placeInSql(error.message, asked)
  const at = place ? ` at line ${place.line}, column ${place.column}` : ''
  const tables = /^no such table/.test(error.message) ? tablesOf(asked.db) : null
  return new AppError({
    code: 'sqlite.wrong-sql',
    message: `The SQL is wrong${at}: ${error.message}.`,
    fix: tables ?? SQL_FIX,
    details: { sqlite: error.code, ...place },
    cause: error,
  })
}

/** The tables there are, as what to do about one that is not. */
export function tablesOf(db: Database.Database): string {
  const sql = `SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1`
  const names = db.prepare(sql).pluck().all() as string[]
  if (names.length === 0) return 'There are no tables in it yet.'
  return `There are: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', ...' : ''}.`
}

const constraint = (error: SqliteError): AppError =>
  made(
    'sqlite.constraint',
    `The database does not take it: ${error.message}.`,
    'Nothing was changed. Change the value, or what the table asks of it.',
    error,
  )

function wrongParameters(error: Error): AppError {
  const name = /^Missing named parameter "(.+)"$/.exec(error.message)?.[1]
  const message = name
    ? `The SQL asks for a parameter "${name}", and there is none of that name.`
    : (PARAMETER_WORDS.find(([start]) => error.message.startsWith(start))?.[1] ??
      `The SQL cannot be run: ${error.message}.`)
  return new AppError({
    code: 'sqlite.wrong-parameters',
    message,
    fix: 'Give { "name": value } for :name, or a list with a value for each ?.',
    cause: error,
  })
}

const PARAMETER_WORDS: readonly [starts: string, message: string][] = [
  ['Too few', 'The SQL has more parameters than "Parameters" has values.'],
  ['Too many', 'The SQL has fewer parameters than "Parameters" has values.'],
  ['Missing named', 'The SQL has parameters with names, and "Parameters" gives none.'],
  ['The supplied SQL string contains more than one', 'There is more than one statement in the SQL.'],
  ['The supplied SQL string contains no', 'There is no statement in the SQL.'],
]

type Words = { code: string; as: string; message: (file: string) => string; fix: string; retryable?: boolean }

/** By SQLite's result codes (sqlite.org/rescode.html); extended ones begin with these. */
const KNOWN: readonly Words[] = [
  {
    code: 'SQLITE_BUSY',
    as: 'sqlite.busy',
    message: (file) => `${file} is being changed by another program.`,
    fix: 'Try again when that is done.',
    retryable: true,
  },
  {
    code: 'SQLITE_LOCKED',
    as: 'sqlite.busy',
    message: (file) => `${file} is being changed by another program.`,
    fix: 'Try again when that is done.',
    retryable: true,
  },
  {
    code: 'SQLITE_NOTADB',
    as: 'sqlite.not-a-database',
    message: (file) => `${file} is no SQLite database.`,
    fix: 'Give the file of a database; a new one is made where there is no file.',
  },
  {
    code: 'SQLITE_CORRUPT',
    as: 'sqlite.damaged',
    message: (file) => `${file} is damaged or cut short.`,
    fix: 'Take the newest good copy of it.',
  },
  {
    code: 'SQLITE_CANTOPEN',
    as: 'sqlite.cannot-open',
    message: (file) => `${file} cannot be opened as a database.`,
    fix: 'Look whether its folder is there and may be written to; a database keeps more files beside it.',
  },
  {
    code: 'SQLITE_READONLY',
    as: 'sqlite.read-only',
    message: (file) => `${file} cannot be changed.`,
    fix: 'To change something, choose "run SQL". Else look whether the file and its folder may be written to.',
  },
  {
    code: 'SQLITE_FULL',
    as: 'files.disk-full',
    message: (file) => `No space is left on the disk for ${file}. Nothing was changed.`,
    fix: 'Make room on that disk, then run the flow again.',
  },
  {
    code: 'SQLITE_IOERR',
    as: 'sqlite.disk-error',
    message: (file) => `The disk failed while ${file} was used.`,
    fix: 'Look at that disk, then run the flow again.',
    retryable: true,
  },
]
