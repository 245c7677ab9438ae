import type { Json } from '#shared/flow'
import type { Choice, Field, FieldKind, Fields } from './field.ts'
import { leastDuration } from './take-value.ts'

/** A field in words, for pages and for help beside a form; `code` stands between backticks. */
export type FieldWords = {
  /** as it stands in a flow file */
  key: string
  title: string
  /** what it holds: `a text`, `a whole number from 1 to 100`, `one of these` */
  holds: string
  /** must be filled in, and nothing stands there by itself */
  needed: boolean
  /** what it holds when nothing is written; undefined: nothing */
  default?: Json
  /** choice, list: what may be chosen */
  choices: readonly Choice[]
  /** whole sentences about it: its help, and what its kind lets it do */
  notes: readonly string[]
  /** table: what each row holds */
  columns: readonly FieldWords[]
  /** folded away in the inspector until it is asked for */
  advanced: boolean
}

/** The fields of a block, or the columns of a table, in words and in order. */
export const describeFields = (fields: Fields): FieldWords[] =>
  Object.entries(fields).map(([key, field]) => ({
    key,
    title: field.title,
    holds: holdsOf(field),
    needed: field.required === true && field.default === undefined,
    ...(field.default !== undefined && field.default !== '' && { default: field.default }),
    choices: field.choices ?? [],
    notes: notesOf(field),
    columns: describeFields(field.columns ?? {}),
    advanced: field.advanced === true,
  }))

function holdsOf(field: Field): string {
  if (field.kind === 'duration' && field.min !== undefined)
    return `${HOLDS.duration}; ${leastDuration(field)} or more`
  if (field.kind === 'list' && field.choices) return 'any of these'
  if (field.kind === 'list' && field.of) return `a list of ${field.of}s`
  if (field.kind !== 'number') return HOLDS[field.kind]
  const { whole, unit, min, max } = field
  const number = whole ? 'a whole number' : 'a number'
  return [
    unit === undefined ? number : `${number} of ${unit}`,
    ...(min === undefined ? [] : [`from ${min}`]),
    ...(max === undefined ? [] : [min === undefined ? `up to ${max}` : `to ${max}`]),
  ].join(' ')
}

const HOLDS: Readonly<Record<Exclude<FieldKind, 'number'>, string>> = {
  text: 'a text',
  'long-text': 'a text of any length',
  code: 'code',
  duration: 'a length of time: `30s`, `5m`, `2h`',
  time: 'a time or a date: `18:30`, `2026-12-24 18:00`',
  schedule: 'times that come again: `every weekday at 09:00`, `0 9 * * 1-5`',
  zone: 'a time zone: `Europe/Berlin`',
  'yes-no': 'yes or no',
  condition: 'a condition',
  choice: 'one of these',
  list: 'a list',
  map: 'names with values',
  table: 'rows',
  secret: 'a secret, by its name',
  value: 'any value',
  file: 'a file',
  folder: 'a folder',
  url: 'a web address',
  variable: 'a variable, by its name',
  flow: 'a flow',
}

function notesOf({ help, entries, perItem, secrets, raw }: Field): string[] {
  const notes = help === undefined ? [] : [/[.!?]$/.test(help) ? help : `${help}.`]
  if (entries) notes.push('An object is taken as a list of `{ key, value }`.')
  if (perItem) notes.push('It is worked out for every item: `item` and `index` are in sight.')
  if (secrets) notes.push('It may name a secret: `{{ secrets.NAME }}`.')
  if (raw) notes.push('It is taken as it is written: no `{{ }}` in it.')
  return notes
}
