import i18next from 'i18next'
import { parseSentence } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { fieldFace } from './field-face.ts'
import { catalog } from './known-blocks.ts'
import { scheduleWords } from './schedule-words.ts'

/** What starts a flow, in words: "every weekday at 09:00", "when POST arrives at orders/{id}". */
export function hatWords(type: string, config: JsonObject): string {
  const declaration = catalog.get(type)
  if (!declaration) return type
  if (type === 'start/schedule' && typeof config.cron === 'string')
    return `${scheduleWords(config.cron)}${inZone(config.zone)}`
  return parseSentence(declaration.sentence)
    .map((part) => {
      if (part.is === 'word') return part.text
      if (part.is === 'chip') return part.path
      const field = declaration.fields[part.key]
      if (!field) return ''
      const value = config[part.key] ?? field.default
      if (field.kind === 'duration' && typeof value === 'string') return durationWords(value)
      const { pieces } = fieldFace(field, value)
      return pieces.map(({ text }) => text).join(' ')
    })
    .filter((words) => words !== '')
    .join(' ')
}

const UNITS: Readonly<Record<string, string>> = {
  ms: 'millisecond',
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
}

/** "15m" as "15 minutes"; one of a unit is the unit alone, as in "every hour". */
function durationWords(written: string): string {
  const [, count, short = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(written) ?? []
  const unit = UNITS[short]
  if (count === undefined || unit === undefined) return written
  const form: Intl.NumberFormatOptions = { style: 'unit', unit, unitDisplay: 'long' }
  const parts = new Intl.NumberFormat(i18next.language || 'en', form).formatToParts(Number(count))
  const said = Number(count) === 1 ? parts.filter(({ type }) => type === 'unit') : parts
  return said.map(({ value }) => value).join('')
}

const inZone = (zone: Json | undefined): string =>
  typeof zone === 'string' && zone !== '' ? ` (${zone})` : ''
