import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { nextTime, readSchedule, readZone } from '#shared/schedule'

const corpus = <T>(name: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'corpus', 'schedules', name), 'utf8'))
type Bad = { text: string; code: string } & Record<string, unknown>
const bad = corpus<Bad[]>('bad.json')
const good = corpus<Record<string, string[]>>('good.json')

/** Anything but an AppError is a crash, and fails the test. */
function refusalOf(read: () => unknown): AppError | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

describe('a bad schedule is refused with its place, the reason and what to do', () => {
  test.each(bad)('$text', ({ text, code, ...details }) => {
    const error = refusalOf(() => readSchedule(text))
    expect(error).toMatchObject({ code, details })
    expect(error?.message).toMatch(/^[A-Z"].*\.$/)
    expect(error?.fix).toMatch(/[.?]$/)
  })
})

describe('a good schedule', () => {
  test.each(Object.entries(good))('%s is read', (text, crons) => {
    expect(readSchedule(text)).toEqual({ text, crons })
  })

  test.each(Object.keys(good))('%s cut short at 20 places is read or refused, never a crash', (text) => {
    for (let i = 0; i < 20; i++) {
      const cut = text.slice(0, Math.floor((text.length * i) / 20))
      expect(refusalOf(() => readSchedule(cut))?.code ?? 'schedule.read').toMatch(/^schedule\./)
    }
  })
})

test('what is read has a next time, whatever it was; what is not has a place', () => {
  const words = [...new Set([...Object.keys(good), ...bad.map(({ text }) => text)].join(' ').split(' '))]
  const shuffled = fc.array(fc.constantFrom(...words), { maxLength: 8 }).map((picked) => picked.join(' '))
  fc.assert(
    fc.property(fc.oneof(shuffled, fc.string(), fc.string({ unit: 'binary' })), (text) => {
      const error = refusalOf(() => {
        expect(nextTime(readSchedule(text), 'Europe/Berlin', 1_795_000_000_000)).toBeGreaterThan(0)
      })
      if (error) expect(error.details.column).toBeGreaterThan(0)
    }),
    { numRuns: 3000 },
  )
})

test('a schedule of a megabyte is refused at once', () => {
  for (const part of ['9 ', '1,', 'every ', '*/2', 'monday and '])
    expect(refusalOf(() => readSchedule(part.repeat(1_000_000 / part.length)))).toMatchObject({
      code: 'schedule.too-long',
      details: { column: 501 },
    })
})

describe('a time zone that there is not', () => {
  test.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['europe/berlni', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['lord howe', 'Australia/Lord_Howe'],
    ['CEST', undefined],
    ['UTC+2', undefined],
    ['Mars/Olympus_Mons', undefined],
    ['', undefined],
  ])('%o is refused, with what was perhaps meant', (text, near) => {
    const error = refusalOf(() => readZone(text))
    expect(error?.code).toBe('schedule.unknown-zone')
    if (near) expect(error).toMatchObject({ fix: `Did you mean ${near}?`, details: { near } })
    expect(error?.fix).toBeTruthy()
  })

  test.each(['Europe/Berlin', 'europe/berlin', ' UTC ', 'America/Argentina/Ushuaia', 'Asia/Calcutta'])(
    '%s is one',
    (text) => {
      expect(readZone(text)).toBe(text.trim())
    },
  )
})
