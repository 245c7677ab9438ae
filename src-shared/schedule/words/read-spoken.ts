import { howOften } from './how-often.ts'
import { isClock, isNumber, readClock } from './read-clock.ts'
import { nothingSaid, type Spoken } from './spoken.ts'
import { isOrdinal, readDate, readDayWord, readOrdinal } from './spoken-days.ts'
import { missing, tooMuch, unclear, unknown } from './spoken-errors.ts'
import { type Token, TokenReader, wordsError } from './tokens.ts'
import { ADVERBS, FILLERS, monthOf, UNITS, UNTIL_WORDS, type Unit, weekdayOf } from './vocabulary.ts'

/**
 * What the words of a schedule say, in whatever order they say it.
 * @throws AppError `schedule.unknown-word`, `schedule.bad-time`, `schedule.bad-day`, `schedule.uneven`,
 *   `schedule.contradiction`, `schedule.unfinished`
 */
export function readSpoken(text: string): { spoken: Spoken; end: Token } {
  const speech = new Speech(text)
  return { spoken: speech.read(), end: speech.reader.end }
}

class Speech {
  readonly reader: TokenReader
  readonly spoken = nothingSaid()
  /** whether a bare number is a time (after "at"), until something else is said */
  #timesFollow = false

  constructor(text: string) {
    this.reader = new TokenReader(text)
  }

  read(): Spoken {
    while (!this.reader.done) this.#phrase()
    return this.spoken
  }

  #phrase(): void {
    const { reader } = this
    const token = reader.peek()
    const { text } = token
    if (text === 'at') this.#timesFollow = true
    if (text === 'on' || text === 'in') this.#timesFollow = false
    if (FILLERS.has(text)) reader.next()
    else if (text === 'every' || text === 'each') this.#every()
    else if (text === 'from' || text === 'between') this.#from()
    else if (text.startsWith(':')) this.#mark(reader.next(), text.slice(1))
    else if (text === 'half' || text === 'quarter') this.#spokenMark()
    else if (isClock(token, reader.peek(1))) this.#time()
    else if (isNumber(text)) this.#number()
    else this.#day()
  }

  #time(): void {
    const { reader } = this
    const token = reader.peek()
    const at = readClock(reader)
    const runs = UNTIL_WORDS.includes(reader.peek().text) && /^\d/.test(reader.peek(1).text)
    if (runs) this.#spanTo(token, at)
    else this.spoken.times.push({ at, token })
    this.#timesFollow = true
  }

  #mark(token: Token, digits: string): void {
    if (!/^\d{2}$/.test(digits) || Number(digits) > 59) {
      const what = `"${token.written}", at column ${token.column} of the schedule, is not a minute of the hour.`
      throw wordsError('schedule.bad-time', token, what, 'Write a minute from :00 to :59, such as :30.')
    }
    this.spoken.marks.push({ minute: Number(digits), token })
  }

  /** `half past`, `quarter past`, `quarter to` */
  #spokenMark(): void {
    const token = this.reader.next()
    const to = this.reader.take('to')
    if (!to && !this.reader.take('past')) throw unknown(token)
    const minutes = token.text === 'half' ? 30 : 15
    this.spoken.marks.push({ minute: to ? 60 - minutes : minutes, token })
  }

  #every(): void {
    const { reader } = this
    const token = reader.next()
    if (reader.done) throw missing(reader.end, token.text)
    this.#timesFollow = false
    const often = howOften(reader, token)
    if (!often) return
    reader.skip(often.words)
    this.#period(often.token, often.by, often.unit)
  }

  /** Of several periods the first counts: in "every day of every month" the second adds nothing. */
  #period(token: Token, by: number, unit: Unit): void {
    this.#timesFollow = false
    const { spoken } = this
    if (unit !== 'second' && unit !== 'minute' && unit !== 'hour') {
      if (spoken.period && (by > 1 || spoken.period.by > 1)) throw tooMuch(token, TWICE, ONCE)
      spoken.period ??= { unit, by, token }
    } else {
      if (spoken.interval) throw tooMuch(token, TWICE, ONCE)
      spoken.interval = { by, unit, token }
    }
  }

  /** `from 9:00 to 17:00`, `from monday to friday`, `between monday and friday` */
  #from(): void {
    const token = this.reader.next()
    const next = this.reader.peek()
    if (next.text === 'the' || isOrdinal(next)) return
    if (weekdayOf(next.text) < 0 && monthOf(next.text) < 1) this.#span(token)
    else readDayWord(this.reader, this.spoken, token.text === 'between' ? ['and'] : [])
  }

  #span(token: Token): void {
    const { reader } = this
    const from = readClock(reader)
    if ([...UNTIL_WORDS, 'and'].includes(reader.peek().text)) this.#spanTo(token, from)
    else {
      const fix = 'Write both ends: from 9:00 to 17:00.'
      throw wordsError('schedule.bad-time', reader.peek(), `"${token.written}" has no end.`, fix)
    }
  }

  #spanTo(token: Token, from: number): void {
    const { reader, spoken } = this
    if (spoken.span) throw tooMuch(token, 'it has two stretches of the day.', 'Use several schedule blocks.')
    reader.next()
    spoken.span = { from, to: readClock(reader), token }
  }

  /** A bare number is a minute before "past" or "minutes past", a date beside a month, a time after "at". */
  #number(): void {
    const { reader, spoken } = this
    const token = reader.peek()
    const past = UNITS[reader.peek(1).text] === 'minute' ? 2 : 1
    const dated = monthOf(reader.peek(reader.peek(1).text === 'of' ? 2 : 1).text) > 0
    if (['past', 'after'].includes(reader.peek(past).text)) {
      reader.skip(past + 1)
      this.#mark(token, token.text.padStart(2, '0'))
    } else if (this.#timesFollow && !dated) this.#time()
    else if (dated || spoken.months.length > 0 || spoken.dates.length > 0 || this.#monthFollows())
      readDate(reader, reader.next(), spoken)
    else throw unclear(token)
  }

  #monthFollows(): boolean {
    for (let ahead = 1; this.reader.peek(ahead).written !== ''; ahead++) {
      const { text } = this.reader.peek(ahead)
      if (UNITS[text] === 'month' || monthOf(text) > 0) return true
      if (text === 'at') return false
    }
    return false
  }

  #day(): void {
    const { reader, spoken } = this
    const token = reader.peek()
    const [unit, adverb] = [UNITS[token.text], ADVERBS[token.text]]
    this.#timesFollow = false
    if (isOrdinal(token)) readOrdinal(reader, spoken)
    else if (adverb) this.#period(reader.next(), 1, adverb)
    else if (readDayWord(reader, spoken, [])) return
    else if (unit && !['second', 'minute', 'hour'].includes(unit)) this.#period(reader.next(), 1, unit)
    // "every hour on the hour", "at :15 past the hour"
    else if (unit === 'hour' && (spoken.marks.length > 0 || spoken.interval)) reader.next()
    else throw unknown(token)
  }
}

const TWICE = 'it says twice how often.'
const ONCE = 'Say it once, or use several schedule blocks.'
