import { AppError } from '#shared/error'
import { nearestWord } from '#shared/flow'
import { CRON_FIELDS, checkField, type FieldText } from './cron-field.ts'
import { type Pattern, patternOf } from './cron-pattern.ts'
import { refuseNever } from './never-fires.ts'

const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

/**
 * A canonical cron pattern: single blanks, names and signs in capitals, nicknames written out. The dialect is
 * croner's (OCPS 1.2) without years: names, `L`, `W`, `LW`, `#`, `?`, and `+` before the days of the week, which
 * then have to fit as well as the day of the month, instead of one of them.
 * @throws AppError `schedule.bad-cron`, `schedule.out-of-range`, `schedule.never-fires`
 */
export function readCron(text: string): string {
  const fields = fieldsOf(text)
  const only = fields[0] as FieldText
  if (only.text.startsWith('@')) return nickname(fields)
  if (fields.length < 5 || fields.length > 6) throw wrongCount(fields)
  const skipped = 6 - fields.length
  for (const [i, field] of fields.entries()) {
    const kind = CRON_FIELDS[i + skipped]
    if (kind) checkField(kind, field)
  }
  const cron = fields.map((field) => field.text.toUpperCase()).join(' ')
  refuseNever(accepted(cron, only.column), text)
  return cron
}

const fieldsOf = (text: string): FieldText[] =>
  [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: match.index + 1 }))

/** What we let pass and croner does not is refused in its words. */
function accepted(cron: string, column: number): Pattern {
  try {
    return patternOf(cron)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/^CronPattern: /, '') : String(cause)
    throw new AppError({
      code: 'schedule.bad-cron',
      message: `The cron pattern "${cron}" cannot be read: ${why}`,
      fix: 'Write minute, hour, day of the month, month and day of the week: 0 9 * * 1-5.',
      details: { column },
      cause,
    })
  }
}

function nickname(fields: readonly FieldText[]): string {
  const [name, more] = fields as [FieldText, FieldText?]
  const found = NICKNAMES[name.text.toLowerCase()]
  if (found !== undefined && !more) return found
  const near = nearestWord(name.text, Object.keys(NICKNAMES))
  const all = Object.keys(NICKNAMES).join(', ')
  const wrong = found === undefined ? name : (more as FieldText)
  throw new AppError({
    code: 'schedule.unknown-nickname',
    message:
      found === undefined
        ? `"${name.text}" is not a name of a schedule.`
        : `"${wrong.text}", at column ${wrong.column}, cannot stand behind ${name.text}.`,
    fix: fixOf(name.text, near, all),
    details: { column: wrong.column },
  })
}

function fixOf(name: string, near: string | undefined, all: string): string {
  if (/^@reboot$/i.test(name)) return 'To start with Blockloom itself, use the block "When Blockloom starts".'
  return near && near !== name.toLowerCase() ? `Did you mean ${near}?` : `Write one of these alone: ${all}.`
}

function wrongCount(fields: readonly FieldText[]): AppError {
  const seventh = fields[6]
  const last = fields.at(-1) as FieldText
  return new AppError({
    code: 'schedule.field-count',
    message: `A cron pattern has 5 or 6 fields, but this one has ${fields.length}.`,
    fix: seventh
      ? `Take away what stands from column ${seventh.column} on; years cannot be given.`
      : 'Write minute, hour, day of the month, month and day of the week: 0 9 * * 1-5.',
    details: { column: seventh?.column ?? last.column + last.text.length },
  })
}
