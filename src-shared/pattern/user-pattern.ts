import { AppError } from '#shared/error'

export type PatternOptions = { ignoreCase: boolean; byLine?: boolean }

/**
 * A regular expression as a person wrote it, for every place where it fits. As Unicode wants it where it can be read
 * so (`\p{L}`, whole characters), else as it always was (`\-`).
 *
 * It may take for ever (catastrophic backtracking): a block that uses it declares that as heavy work, which the pool
 * can end.
 * @param field of the config, for the error's `details.field`
 * @throws AppError `data.bad-pattern`
 */
export function userPattern(text: string, { ignoreCase, byLine }: PatternOptions, field: string): RegExp {
  const flags = `g${ignoreCase ? 'i' : ''}${byLine ? 'm' : ''}`
  try {
    return new RegExp(text, `${flags}u`)
  } catch {
    try {
      return new RegExp(text, flags)
    } catch (cause) {
      throw badPattern(text, cause, field)
    }
  }
}

/** A pattern that fits this very text and nothing else. */
export const literalPattern = (text: string, { ignoreCase }: PatternOptions): RegExp =>
  new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), `gu${ignoreCase ? 'i' : ''}`)

function badPattern(text: string, cause: unknown, field: string): AppError {
  const why = /: ([^:]+)$/.exec(cause instanceof Error ? cause.message : '')?.[1]
  return new AppError({
    code: 'data.bad-pattern',
    message: `The pattern "${text.length > 100 ? `${text.slice(0, 100)}...` : text}" is no regular expression${why ? `: ${why.toLowerCase()}` : ''}.`,
    fix: 'Write a regular expression as JavaScript knows it; a sign that is meant as such takes a backslash: \\(',
    details: { field },
  })
}
