import { AppError } from '#shared/error'
import { isDuration, type Json, type JsonObject, parseDuration } from '#shared/flow'
import { readSchedule, readZone } from '#shared/schedule'
import { counts } from './counts.ts'
import type { Choice, Field, FieldKind, Fields } from './field.ts'
import { pointInTime } from './point-in-time.ts'
import type { Misread } from './reading/misread.ts'
import { READINGS } from './reading/readings.ts'
import { isList, isObject, sayValue } from './say-value.ts'

/** What a field makes of a value: the value it holds from now on, or why it cannot hold it. */
export type Taken = { ok: true; value: Json } | Refused
export type Refused = {
  ok: false
  code: string
  need: string
  fix: string
  /** what its own reader says is wrong with the value: a sentence more, and the place in it */
  why?: { message: string; details: Readonly<Record<string, unknown>> }
  /** what is wrong with a part of it: said instead of what it needs, and where that stands in it */
  part?: Pick<Misread, 'why' | 'at'>
}

type Take = (value: Json, field: Field) => Taken

/**
 * What a field makes of a value that an expression gave, or that was written down as it is.
 * Nothing (undefined) and defaults are the caller's matter.
 */
export function takeValue(field: Field, value: Json): Taken {
  const taken = TAKES[field.kind](value, field)
  const misread = taken.ok && field.reads ? READINGS[field.reads](taken.value) : undefined
  return misread ? misreadPart(misread) : taken
}

/**
 * Whether a value counts as not filled in: nothing, and an empty text where a text is meant, a list of
 * files or folders that names none. An empty text for a
 * number or a list is a mistake of the expression that made it, and no default may hide that.
 */
export const isEmpty = (field: Field, value: Json | undefined): boolean =>
  value === undefined ||
  (value === '' && WRITTEN.has(field.kind)) ||
  (field.of !== undefined &&
    isList(value) &&
    value.every((item) => typeof item === 'string' && item.trim() === ''))

const WRITTEN: ReadonlySet<FieldKind> = new Set([
  'text',
  'long-text',
  'code',
  'schedule',
  'zone',
  'choice',
  'file',
  'folder',
  'url',
  'variable',
  'flow',
  'secret',
])
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
const JSON_NUMBER = /^\s*-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/

const took = (value: Json): Taken => ({ ok: true, value })
const refused = (need: string, fix: string, code = 'config.wrong-kind'): Refused => ({
  ok: false,
  code,
  need,
  fix,
})

const misreadPart = ({ code, why, fix, at }: Misread): Refused => ({
  ...refused('', fix, code),
  part: { why, ...(at !== undefined && { at }) },
})

/** Texts take anything, made text as `{{ }}` inside a longer text would be. */
const takeText: Take = (value) => took(typeof value === 'string' ? value : asText(value))

const takeExactText =
  (need: string, fix: string): Take =>
  (value) =>
    typeof value === 'string' ? took(value) : refused(need, fix)

const takeNumber: Take = (value, field) => {
  const number = typeof value === 'string' && JSON_NUMBER.test(value) ? Number(value) : value
  const need = numberWords(field)
  if (typeof number !== 'number' || !Number.isFinite(number)) return refused(need, `Write ${need}.`)
  const fits =
    (!field.whole || Number.isSafeInteger(number)) &&
    number >= (field.min ?? -Infinity) &&
    number <= (field.max ?? Infinity)
  return fits ? took(number) : refused(need, `Write ${need}.`, 'config.out-of-range')
}

const takeDuration: Take = (value, field) => {
  if (typeof value !== 'string' || !isDuration(value))
    return refused('a length of time', 'Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.')
  if (parseDuration(value) > LONGEST_DURATION)
    return refused('a length of time of at most 100 years', 'Write 36500d or less.', 'config.out-of-range')
  if (parseDuration(value) >= (field.min ?? 0)) return took(value.trim())
  const least = leastDuration(field)
  return refused(`a length of time of ${least} or more`, `Write ${least} or more.`, 'config.out-of-range')
}

/** 100 years, ms: what comes later than that is no point in time that can be counted on. */
const LONGEST_DURATION = 36_500 * 86_400_000

/** The least of a duration field as it is written: `1s`. */
export const leastDuration = ({ min = 0 }: Field): string =>
  min % 1000 === 0 ? `${min / 1000}s` : `${min}ms`

/** What it means is known only when the block runs, by the clock and zone of its step (`pointInTime`). */
const takeTime: Take = (value) =>
  (typeof value === 'string' || typeof value === 'number') && pointInTime(value, 0, 'UTC') !== null
    ? took(value)
    : refused('a time or a date', 'Write a time of day or a date: 18:30, 2026-12-24 or 2026-12-24 18:00.')

/** What only its own reader can tell: its refusal is ours, with its reason. */
const takeRead =
  (read: (text: string) => unknown, need: string, fix: string): Take =>
  (value) => {
    if (typeof value !== 'string') return refused(need, fix)
    try {
      read(value)
      return took(value.trim())
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return {
        ...refused(need, error.fix ?? fix, error.code),
        why: { message: error.message, details: error.details },
      }
    }
  }

const takeSchedule = takeRead(
  readSchedule,
  'times that come again',
  'Write words such as every weekday at 09:00, or a cron pattern such as 0 9 * * 1-5.',
)
const takeZone = takeRead(readZone, 'a time zone', 'Write its name, such as Europe/Berlin.')

const takeYesNo: Take = (value) =>
  typeof value === 'boolean' ? took(value) : refused('true or false', 'Give true or false.')

/** Nothing counts as false; a text such as "false" or a number is a mistake that must not pass. */
const takeCondition: Take = (value) => {
  if (value === null) return took(false)
  return typeof value === 'boolean'
    ? took(value)
    : refused('true or false', 'Compare it with something, for example {{ input.count > 0 }}.')
}

const takeChoice: Take = (value, field) => {
  const { choices = [] } = field
  if (choices.some((choice) => choice.value === value)) return took(value)
  const list = valuesOf(choices)
  return refused(`one of ${list}`, `Choose one of ${list}.`, 'config.not-a-choice')
}

const takeList: Take = (value, field) => {
  if (isList(value)) {
    if (value.length < (field.min ?? 0)) return tooFew(field)
    if (field.of) return takeNamed(value, field.of)
    return field.choices ? takeChosen(value, field.choices) : took(value)
  }
  if (field.entries && isObject(value))
    return took(Object.entries(value).map(([key, held]) => ({ key, value: held })))
  // where the items are written down, so is the list
  const isWritten = field.of !== undefined || field.choices !== undefined || field.reads !== undefined
  return refused(
    'a list',
    isWritten && typeof value === 'string' && value.length < 200
      ? `Write it as a list: [${JSON.stringify(value)}].`
      : 'Give a list, for example {{ input.items }}.',
  )
}

const tooFew = ({ choices = [], min }: Field): Refused =>
  refused(
    `${min} or more`,
    choices.length > 0 ? `Choose among ${valuesOf(choices)}.` : 'Add one.',
    'config.out-of-range',
  )

function takeNamed(value: readonly Json[], of: NonNullable<Field['of']>): Taken {
  const named: Json[] = []
  for (const [i, item] of value.entries()) {
    const taken = TAKES[of](item, { kind: of, title: '' })
    if (!taken.ok) return { ...taken, part: { why: `${sayValue(item)} is not ${taken.need}.`, at: `[${i}]` } }
    if (typeof taken.value === 'string' && taken.value.trim() !== '') named.push(taken.value)
  }
  return took(named)
}

/** What is yet to be evaluated may become one of them. */
function takeChosen(value: readonly Json[], choices: readonly Choice[]): Taken {
  const isOne = (item: Json) => choices.some((choice) => choice.value === item)
  const other = value.findIndex((item) => !isOne(item) && !(typeof item === 'string' && item.includes('{{')))
  if (other < 0) return took([...value])
  const list = valuesOf(choices)
  return {
    ...refused(`a list of any of ${list}`, `Choose among ${list}.`, 'config.not-a-choice'),
    part: { why: `${sayValue(value[other])} is none of ${list}.`, at: `[${other}]` },
  }
}

const valuesOf = (choices: readonly Choice[]): string => choices.map((choice) => choice.value).join(', ')

const takeMap: Take = (value, { columns }) => {
  if (!isObject(value))
    return refused('names with values', 'Give an object, for example { "name": "value" }.')
  if (!columns) return took(value)
  const taken = takeParts(value, columns, '')
  return 'ok' in taken ? taken : took(taken.row)
}

const takeTable: Take = (value, field) => {
  if (!isList(value)) return refused('rows', 'Give a list of objects, for example {{ input.rows }}.')
  const rows: JsonObject[] = []
  for (const [index, row] of value.entries()) {
    const taken = takeRow(row, index, field.columns ?? {})
    if ('ok' in taken) return taken
    rows.push(taken.row)
  }
  return took(rows)
}

function takeRow(row: Json, index: number, columns: Fields): { row: JsonObject } | Refused {
  const place = `row ${index + 1}`
  if (!isObject(row)) return refused(`an object in ${place}`, 'Give each row as { "name": value }.')
  return takeParts(row, columns, ` in ${place}`)
}

/** @param place where they stand, to be put behind the name of one */
function takeParts(row: JsonObject, columns: Fields, place: string): { row: JsonObject } | Refused {
  const made: Record<string, Json> = { ...row }
  for (const [key, column] of Object.entries(columns)) {
    if (!counts(columns, column, row)) continue
    const given = row[key] ?? column.default
    if (isEmpty(column, given) || given === undefined) {
      if (column.required) return refused(`"${column.title}"${place}`, `Fill in "${column.title}" there.`)
      continue
    }
    const taken = takeValue(column, given)
    if (!taken.ok) return { ...taken, need: `${taken.need} as "${column.title}"${place}` }
    made[key] = taken.value
  }
  return { row: made }
}

// a value that every place has in which this runs
declare const URL: { parse(text: string): { host: string; username: string; password: string } | null }

const takeUrl: Take = (value) => {
  const text = typeof value === 'string' ? value.trim() : ''
  const url = /^https?:\/\/[^\s/]/i.test(text) ? URL.parse(text) : null
  if (!url || url.host === '')
    return refused('a web address', 'Write the whole address, beginning with https:// or http://.')
  if (url.username === '' && url.password === '') return took(text)
  return refused(
    'a web address without a name and a password in it',
    'Take them out of the address; "Sign in" of Web request is the place for them.',
    'web.bad-address',
  )
}

const takeVariable: Take = (value) =>
  typeof value === 'string' && !FORBIDDEN.has(value.trim())
    ? took(value.trim())
    : refused('the name of a variable', 'Choose a variable, or write a new name.')

/** A path, or what stands for a file: what arrived, an entry of a list of files, what was written. */
const takePath =
  (need: string, fix: string): Take =>
  (value) => {
    const path = isObject(value) ? value.path : value
    return typeof path === 'string' ? took(path) : refused(need, fix)
  }
const takeFile = takePath('the path of a file', 'Write a path, for example ~/Documents/notes.txt.')
const takeFolder = takePath('the path of a folder', 'Write a path, for example ~/Downloads.')

const TAKES: Readonly<Record<FieldKind, Take>> = {
  text: takeText,
  'long-text': takeText,
  code: takeExactText('code', 'Write the code as text.'),
  number: takeNumber,
  duration: takeDuration,
  time: takeTime,
  schedule: takeSchedule,
  zone: takeZone,
  'yes-no': takeYesNo,
  condition: takeCondition,
  choice: takeChoice,
  list: takeList,
  map: takeMap,
  table: takeTable,
  secret: takeExactText(
    'a secret',
    'Choose a secret. New ones are set under Secrets in the studio, or with: blockloom secrets set NAME',
  ),
  value: took,
  file: takeFile,
  folder: takeFolder,
  url: takeUrl,
  variable: takeVariable,
  flow: takeExactText('a flow', 'Choose a flow.'),
}

/** The sentence of a refusal: `"Times" needs a whole number from 0, but got the text "abc".` */
export function refusalSentence(field: Field, refusal: Refused, value: Json): string {
  const { need, why, part } = refusal
  if (part) return `"${field.title}": ${part.why.charAt(0).toUpperCase()}${part.why.slice(1)}`
  return `"${field.title}" needs ${need}, but got ${sayValue(value)}.${why ? ` ${why.message}` : ''}`
}

function numberWords({ whole, min, max }: Field): string {
  const kind = whole ? 'a whole number' : 'a number'
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`
  if (min !== undefined) return `${kind} from ${min}`
  return max === undefined ? kind : `${kind} up to ${max}`
}

/** As pieces of a text are joined: objects as JSON, nothing as nothing. */
const asText = (value: Json): string => (value === null ? '' : JSON.stringify(value))
