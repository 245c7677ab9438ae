import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSchedule } from '#shared/schedule'
import { asScheduleKind, draftOf, draftText, SCHEDULE_KINDS, type ScheduleDraft } from './schedule-draft.ts'

describe('the schedule builder', () => {
  test('makes something that can be read of every kind, and reads it back as that kind', () => {
    const kinds = fc.constantFrom(...SCHEDULE_KINDS)
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 5 }), (chosen) => {
        const draft = chosen.reduce<ScheduleDraft>(asScheduleKind, { kind: 'none' })
        const text = draftText(draft)
        // only "as it is written" begins empty, when nothing was chosen before
        if (text === undefined) {
          expect(draft).toEqual({ kind: 'text', text: '' })
          return
        }
        expect(readSchedule(text).crons.length).toBeGreaterThan(0)
        if (draft.kind === 'text') {
          expect(draftOf(text).kind).not.toBe('none')
          return
        }
        const named = draft.kind === 'weekly' && draft.days.length === 5
        expect(draftOf(text)).toEqual(named ? { kind: 'weekdays', times: draft.times } : draft)
      }),
    )
  })

  test.each<[string, ScheduleDraft]>([
    ['', { kind: 'none' }],
    ['0 9 * * 1-5', { kind: 'weekdays', times: ['09:00'] }],
    ['0 9 15W * *', { kind: 'text', text: '0 9 15W * *' }],
    ['every blue moon', { kind: 'text', text: 'every blue moon' }],
    ['0 0 30 2 *', { kind: 'text', text: '0 0 30 2 *' }],
  ])('shows %j', (text, draft) => {
    expect(draftOf(text)).toEqual(draft)
  })

  test('stores nothing while a time is empty, or no day is chosen', () => {
    expect(draftText({ kind: 'daily', times: ['09:00', ''] })).toBeUndefined()
    expect(draftText({ kind: 'weekly', days: [], times: ['09:00'] })).toBeUndefined()
  })

  test('shows the cron of what was built when that is to be written by hand', () => {
    expect(asScheduleKind({ kind: 'weekdays', times: ['09:00'] }, 'text')).toEqual({
      ...{ kind: 'text', text: '0 9 * * 1-5' },
    })
    expect(asScheduleKind({ kind: 'daily', times: ['09:00', '17:30'] }, 'text')).toEqual({
      ...{ kind: 'text', text: 'every day at 09:00 and 17:30' },
    })
  })
})
