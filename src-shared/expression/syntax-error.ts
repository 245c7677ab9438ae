import { AppError } from '#shared/error'

/**
 * The problem of a text whose expression cannot be read.
 * @param at offset in the text where the trouble begins
 */
export function syntaxProblem(
  text: string,
  at: number,
  what: string,
  fix: string,
  cause?: unknown,
): AppError {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  const place = line === 1 ? `at character ${column}` : `in line ${line}, character ${column}`
  return new AppError({
    code: 'expression.syntax',
    message: `${what}, ${place}.`,
    fix,
    cause,
    details: { position: at, line, column },
  })
}
