import { parseSentence } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { readSchedule, wordsOf } from '#shared/schedule'
import { fieldFace } from './field-face.ts'
import { catalog } from './known-blocks.ts'

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
      return field
        ? fieldFace(field, config[part.key])
            .pieces.map(({ text }) => text)
            .join(' ')
        : ''
    })
    .filter((words) => words !== '')
    .join(' ')
}

/** What cannot be read as a schedule, such as an expression, stays as it is written. */
function scheduleWords(written: string): string {
  try {
    return wordsOf(readSchedule(written))
  } catch (error) {
    if (error instanceof AppError) return written
    throw error
  }
}

const inZone = (zone: Json | undefined): string =>
  typeof zone === 'string' && zone !== '' ? ` (${zone})` : ''
