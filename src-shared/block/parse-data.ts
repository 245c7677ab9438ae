import { AppError } from '#shared/error'
import { type Json, readJson } from '#shared/flow'

/** As deep as a value from the world may be: JSON.stringify and structured clones give up near 5,000. */
const DEEPEST = 1000

/**
 * JSON from the world: a file, an answer. Parsed by the engine's own parser for speed; only a broken text is
 * read again, slowly, to find the place.
 * @param what what the text is, for the sentence: `notes.json`
 * @throws AppError `data.broken-json` (with `details.line` and `details.column`) or `data.too-deep`
 */
export function parseData(text: string, what: string): Json {
  let value: Json
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    throw broken(text, what)
  }
  if (isDeeperThan(value, DEEPEST))
    throw new AppError({
      code: 'data.too-deep',
      message: `${what} is nested more than ${DEEPEST} levels deep.`,
      fix: 'Take the nesting out of it where it is made.',
      details: { limit: DEEPEST },
    })
  return value
}

function broken(text: string, what: string): AppError {
  const shape = { code: 'data.broken-json', fix: 'Mend it at that place, or read it as text.' }
  try {
    readJson(text)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { line, column } = error.details
    const why = / at line \d+, column \d+: (.+)$/.exec(error.message)?.[1]
    if (line !== undefined)
      return new AppError({
        ...shape,
        message: `${what} is not valid JSON at line ${line}, column ${column}${why ? `: ${why}` : '.'}`,
        details: { line, column },
      })
  }
  return new AppError({ ...shape, message: `${what} is not valid JSON.` })
}

/** Level by level, never recursing: the depth is the very thing in doubt. */
function isDeeperThan(value: Json, limit: number): boolean {
  let level: Json[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    const below: Json[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      for (const held of Object.values(one) as Json[])
        if (typeof held === 'object' && held !== null) below.push(held)
    }
    level = below
  }
  return false
}
