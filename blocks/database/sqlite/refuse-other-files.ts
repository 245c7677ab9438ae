import { AppError } from '#shared/error'
import { TextPlace } from '#shared/text'
import { type SqlToken, sqlTokens } from './sql-tokens.ts'

/**
 * The only SQL that reaches another file is ATTACH and VACUUM INTO: allowed folders would mean nothing. Both begin a
 * statement, and neither can be hidden in a trigger or a view.
 * @throws AppError `sqlite.other-file`
 */
export function refuseOtherFiles(sql: string): void {
  let statement: SqlToken[] = []
  for (const token of sqlTokens(sql)) {
    if (token.kind === 'sign' && token.text === ';') statement = []
    else statement.push(token)
    const [first] = statement
    if (first?.kind !== 'word') continue
    const isInto = first.text === 'VACUUM' && token.kind === 'word' && token.text === 'INTO'
    if (first.text === 'ATTACH' || isInto) throw refused(sql, first, isInto ? 'VACUUM INTO' : 'ATTACH')
  }
}

function refused(sql: string, { from }: SqlToken, what: string): AppError {
  const { line, column } = new TextPlace().pass(sql, 0, from)
  return new AppError({
    code: 'sqlite.other-file',
    message: `The SQL would open another file at line ${line}, column ${column}: ${what} is not allowed.`,
    fix: 'Use one block for each database; a copy is made with "Copy file".',
    details: { line, column },
  })
}
