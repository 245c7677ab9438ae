import type { AppError } from '#shared/error'
import { cronError } from './cron-error.ts'

/** What one field of a cron pattern may hold. */
export type CronField = {
  /** as it is called in sentences */
  readonly name: string
  readonly min: number
  readonly max: number
  /** how many values a step may skip, as croner counts them */
  readonly size: number
  readonly names?: readonly string[]
  /** what may stand alone or behind a number, beside lists, ranges and steps */
  readonly more: RegExp | null
  readonly moreWords: string
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const plain = (name: string, min: number, max: number, size: number): CronField => ({
  ...{ name, min, max, size, more: null, moreWords: '' },
})

/** In the order of six fields; five begin with the minute. */
export const CRON_FIELDS: readonly CronField[] = [
  plain('second', 0, 59, 60),
  plain('minute', 0, 59, 60),
  plain('hour', 0, 23, 24),
  {
    ...plain('day of the month', 1, 31, 31),
    more: /^(?:L|LW|(\d+)W)$/i,
    moreWords:
      ', L for the last day, LW for the last working day or 15W for the working day nearest to the 15th',
  },
  { ...plain('month', 1, 12, 12), names: MONTHS },
  {
    ...plain('day of the week', 0, 7, 7),
    names: WEEKDAYS,
    more: /^(?:[0-7]L|[0-7](?:-[0-7])?#[1-5])$/i,
    moreWords: ', 5L for the last Friday or 1#2 for the second Monday',
  },
]

/** A field's text and where it begins: a 1-based column. */
export type FieldText = { readonly text: string; readonly column: number }

/** @throws AppError `schedule.bad-cron`, `schedule.out-of-range` */
export function checkField(field: CronField, given: FieldText): void {
  // croner reads `?` as a star, and a `+` before the days of the week as "and"
  const and = field.name === 'day of the week' && given.text.startsWith('+') ? 1 : 0
  let column = given.column + and
  const items = given.text.slice(and).split(',')
  for (const item of items) {
    checkItem(field, { text: item, column })
    column += item.length + 1
  }
  if (items.length > 1 && items.some((item) => /^LW$/i.test(item)))
    throw cronError('schedule.bad-cron', field, given, 'LW cannot stand in a list', 'Give LW alone.')
}

function checkItem(field: CronField, item: FieldText): void {
  if (item.text === '') throw cronError('schedule.bad-cron', field, item, 'a value is missing', need(field))
  const text = numbersFor(field, item)
  if (text === '*' || text === '?') return
  const more = field.more?.exec(text)
  if (more?.[1] !== undefined) checkNumber(field, item, more[1])
  if (more) return
  const [range, step, ...rest] = text.split('/') as [string, string?, ...string[]]
  const parts = range.split('-')
  const stars = range === '*' || range === '?'
  if (rest.length > 0 || parts.length > 2 || !(stars || parts.every(isNumber))) throw unreadable(field, item)
  if (!stars) checkRange(field, item, parts)
  if (step !== undefined) checkStep(field, item, step, stars || parts.length === 2)
}

function checkRange(field: CronField, item: FieldText, parts: readonly string[]): void {
  for (const part of parts) checkNumber(field, item, part)
  const [from, to] = parts.map(Number) as [number, number?]
  if (to === undefined || from <= to) return
  const [last, first] = [field.name === 'day of the week' ? 6 : field.max, field.min]
  const part = (a: number, b: number) => (a === b ? `${a}` : `${a}-${b}`)
  const fix = `Write two parts: ${part(from, last)},${part(first, to)}.`
  throw cronError('schedule.bad-cron', field, item, 'the range runs backwards', fix)
}

function checkStep(field: CronField, item: FieldText, step: string, hasRange: boolean): void {
  const wrong = !isNumber(step) || Number(step) < 1 || Number(step) > field.size
  if (wrong) {
    const why = `the step has to be a number from 1 to ${field.size}`
    throw cronError('schedule.out-of-range', field, item, why, `Write a step such as */${field.min + 2}.`)
  }
  if (hasRange) return
  const [from] = item.text.split('/')
  const fix = `Write ${from}-${field.max}/${step}, or */${step} to begin at ${field.min}.`
  throw cronError('schedule.bad-cron', field, item, 'a step needs a star or a range before it', fix)
}

function checkNumber(field: CronField, item: FieldText, text: string): void {
  if (Number(text) >= field.min && Number(text) <= field.max) return
  throw cronError(
    'schedule.out-of-range',
    field,
    item,
    `${text} is not from ${field.min} to ${field.max}`,
    need(field),
  )
}

/** Names as their numbers; `FRI-SUN` ends with 7. */
function numbersFor(field: CronField, item: FieldText): string {
  const { names } = field
  if (!names) return item.text
  return item.text.replace(/-?[a-z]{2,}/gi, (found) => {
    const name = found.replace('-', '').toLowerCase()
    const index = names.indexOf(name.length === 4 && name.endsWith('l') ? name.slice(0, 3) : name)
    if (index < 0) throw unreadable(field, item)
    const number = found.startsWith('-') && name === 'sun' ? 7 : index + field.min
    return `${found.startsWith('-') ? '-' : ''}${number}${name.length === 4 ? 'L' : ''}`
  })
}

const unreadable = (field: CronField, item: FieldText): AppError =>
  cronError('schedule.bad-cron', field, item, 'it cannot be read', need(field))

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d{1,4}$/.test(text)

function need({ name, min, max, names, moreWords }: CronField): string {
  const words = names ? ` or ${names[0]?.toUpperCase()}-${names.at(-1)?.toUpperCase()}` : ''
  return `For the ${name} write a number from ${min} to ${max}${words}, a list (${min},${min + 2}), a range (${min}-${min + 2}), a step (*/2)${moreWords}.`
}
