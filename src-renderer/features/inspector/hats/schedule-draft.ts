import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { type PlainSchedule, plainOf, plainWords, readSchedule } from '#shared/schedule'

/** What the builder shows: nothing yet, parts, or the schedule as it is written. */
export type ScheduleDraft = { kind: 'none' } | PlainSchedule | { kind: 'text'; text: string }
export type ScheduleKind = ScheduleDraft['kind']

/** In the order of the list. */
export const SCHEDULE_KINDS = [
  ...(['minutes', 'hours', 'daily', 'weekdays', 'weekly', 'monthly', 'text'] as const),
]

/** What is in parts where it can be, from words and from cron; else as it is written. */
export function draftOf(value: Json | undefined): ScheduleDraft {
  if (value === undefined || value === null || value === '') return { kind: 'none' }
  const text = String(value)
  return partsOf(text) ?? { kind: 'text', text }
}

function partsOf(text: string): PlainSchedule | null {
  try {
    return plainOf(readSchedule(text))
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** What is stored for it; undefined while something is missing. */
export function draftText(draft: ScheduleDraft): string | undefined {
  if (draft.kind === 'none') return undefined
  if (draft.kind === 'text') return draft.text.trim() === '' ? undefined : draft.text
  if ('times' in draft && draft.times.includes('')) return undefined
  return plainWords(draft)
}

/** Another kind, with what both have: times stay times, and what is built becomes its cron where one pattern says it. */
export function asScheduleKind(draft: ScheduleDraft, kind: ScheduleKind): ScheduleDraft {
  if (draft.kind === kind) return draft
  const times = 'times' in draft ? draft.times : ['09:00']
  switch (kind) {
    case 'minutes':
      return { kind, by: 15 }
    case 'hours':
      return { kind, by: 1, minute: 0 }
    case 'daily':
    case 'weekdays':
      return { kind, times }
    case 'weekly':
      return { kind, days: draft.kind === 'weekdays' ? [1, 2, 3, 4, 5] : [1], times }
    case 'monthly':
      return { kind, dates: [1], last: false, times }
    case 'text':
      return { kind, text: cronOf(draftText(draft) ?? '') }
    default:
      return { kind: 'none' }
  }
}

/** People who choose this want to write the pattern. */
function cronOf(words: string): string {
  if (words === '') return ''
  const { crons } = readSchedule(words)
  return crons.length === 1 ? (crons[0] as string) : words
}
