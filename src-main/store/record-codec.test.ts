import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '#shared/run'
import { decodeRecord, encodeRecord } from './record-codec.ts'
import { entries } from './test-support.ts'

const asJson = (value: unknown) => JSON.parse(JSON.stringify(value))
const field = fc.constantFrom('block', 'pointer', 'value', 'config', 'out', 'same', 'logs')
const eventList = fc
  .array(
    fc.record({
      kind: fc.constantFrom('ran', 'started', 'ended'),
      at: fc.integer({ min: 0, max: 2 ** 45 }),
      fields: fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.constant(undefined))),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .chain((events) =>
    fc
      .nat(1_000_000)
      .map((from) =>
        events.map(({ kind, at, fields }, i): JournalEntry => ({ seq: from + i, at, kind, ...fields })),
      ),
  )

describe('a record', () => {
  test('gives back what JSON would have given back', () => {
    fc.assert(
      fc.property(eventList, (list) => {
        const first = list[0] as JournalEntry
        const { data, checksum } = encodeRecord('run_1', list)
        expect(decodeRecord('run_1', first.seq, data, checksum)).toEqual(asJson(list))
      }),
    )
  })

  test('is refused when any one byte of it is another', () => {
    const { data, checksum } = encodeRecord('run_1', entries(100))
    for (let at = 0; at < data.length; at += 1) {
      const broken = Buffer.from(data)
      broken[at] = (broken[at] as number) ^ 0x10
      expect(decodeRecord('run_1', 0, broken, checksum)).toBeNull()
    }
  })

  test('is refused under another run or at another place', () => {
    const { data, checksum } = encodeRecord('run_1', entries(3))
    expect(decodeRecord('run_2', 0, data, checksum)).toBeNull()
    expect(decodeRecord('run_1', 3, data, checksum)).toBeNull()
  })

  test('of 100 steps takes less than 15 KB', () => {
    expect(encodeRecord('run_1', entries(200)).data.length).toBeLessThan(15_000)
  })

  test('of one step is not worth deflating', () => {
    expect(encodeRecord('run_1', entries(1)).data.toString('latin1')).toMatch(/^j\{/)
  })
})
