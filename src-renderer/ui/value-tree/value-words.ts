import i18next from 'i18next'
import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { sayDay } from '../say-time.ts'

export type ValueKind = 'text' | 'number' | 'yesNo' | 'nothing' | 'list' | 'object'

export function kindOfValue(value: Json | undefined): ValueKind {
  if (value === null || value === undefined) return 'nothing'
  if (isList(value)) return 'list'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'yesNo' : 'object'
}

const say = (key: string, more: Record<string, unknown> = {}) => i18next.t(key, { ns: 'values', ...more })
const SHOWN = 200

/**
 * A value in one short line: a text as it is, a list by its length, an object by its first keys.
 * @param key its name, and `beside` the object it is in: a file's size is said in MB
 */
export function sayValueShort(
  value: Json | undefined,
  key?: string,
  beside?: Json,
  now = Date.now(),
): string {
  if (value === undefined || value === null) return say('nothing')
  if (typeof value === 'string') return sayText(value, now)
  if (typeof value === 'number') return isFileSize(key, beside) ? sayBytes(value) : String(value)
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
  if (isList(value)) return value.length === 0 ? say('emptyList') : say('listOf', { count: value.length })
  return sayObject(value)
}

/** What is known of by its beginning alone: `whole` says how much there is of it. */
export function sayToldShort(value: Json | undefined, whole?: number): string {
  const counted = whole === undefined ? null : isList(value) ? 'listOf' : isObject(value) ? 'fields' : null
  return counted ? say(counted, { count: whole }) : sayValueShort(value)
}

/** Something with a name is called by it; else few keys are said, many are counted. */
function sayObject(value: JsonObject): string {
  const keys = Object.keys(value)
  if (keys.length === 0) return say('emptyObject')
  const { name } = value
  const count = say('fields', { count: keys.length })
  if (typeof name === 'string' && name !== '' && name.length <= 60) return `${name}, ${count}`
  const names = keys.join(', ')
  return keys.length <= 4 && names.length <= 30 ? names : count
}

function sayText(text: string, now: number): string {
  if (text === '') return say('emptyText')
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) {
    const at = Date.parse(text)
    if (!Number.isNaN(at)) return sayDay(at, now)
  }
  const line = text.slice(0, SHOWN + 1).replace(/\s+/g, ' ')
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line
}

/** Entries of folders and files say their size in bytes. */
const isFileSize = (key: string | undefined, beside: Json | undefined) =>
  key === 'size' && isObject(beside) && typeof beside.path === 'string' && typeof beside.name === 'string'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

export function sayBytes(bytes: number): string {
  let amount = bytes
  let unit = 0
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000
    unit += 1
  }
  const digits = unit > 0 && amount < 10 ? 1 : 0
  return `${new Intl.NumberFormat(i18next.language || 'en', { maximumFractionDigits: digits }).format(amount)} ${UNITS[unit]}`
}
