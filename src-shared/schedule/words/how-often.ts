import { isNumber } from './read-clock.ts'
import { everyOther } from './spoken-errors.ts'
import type { Token, TokenReader } from './tokens.ts'
import { COUNTS, UNITS, type Unit, weekdayOf } from './vocabulary.ts'

/** What stands behind "every": how many of which unit, and how many words say it. */
export type HowOften = { by: number; unit: Unit; words: number; token: Token }

/**
 * `15 minutes`, `other hour`, `half hour`, `day`; undefined where a day or a month follows.
 * @throws AppError `schedule.uneven` for every other monday
 */
export function howOften(reader: TokenReader, every: Token): HowOften | undefined {
  const token = reader.peek()
  const [word, after] = [token.text, reader.peek(1).text]
  const unit = UNITS[after]
  const minutes = word === 'half' ? 30 : word === 'quarter' ? 15 : 0
  if (minutes > 0 && unit === 'hour') return { by: minutes, unit: 'minute', words: 2, token }
  const count = isNumber(word) ? Number(word) : COUNTS[word]
  if (count !== undefined && unit) return { by: count, unit, words: 2, token }
  if ((count !== undefined || word === 'second') && weekdayOf(after) >= 0)
    throw everyOther(token, `${word} ${after}`)
  const one = UNITS[word]
  return one && { by: 1, unit: one, words: 1, token: every }
}
