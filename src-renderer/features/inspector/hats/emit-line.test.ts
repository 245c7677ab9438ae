import { describe, expect, test } from 'vitest'
import { emitLine, emitPayload } from './emit-line.ts'

const schema = { type: 'object', properties: { order: { type: 'number' } }, required: ['order'] }

describe('a line that sends an event', () => {
  test('carries what came last, else the sample, else what the schema asks for', () => {
    expect(emitPayload({ sample: { order: 2 }, schema }, { order: 7 })).toEqual({
      payload: { order: 7 },
      madeUp: false,
    })
    expect(emitPayload({ sample: { order: 2 }, schema }, undefined).payload).toEqual({ order: 2 })
    expect(emitPayload({ schema }, null)).toEqual({ payload: { order: 1 }, madeUp: true })
    expect(emitPayload({}, undefined)).toEqual({ payload: null, madeUp: false })
    expect(emitPayload({ sample: null, schema }, 'x'.repeat(5000)).payload).toEqual({ order: 1 })
  })

  test('puts in quotes what the terminal would take apart', () => {
    expect(emitLine('order-paid', { who: "O'Brien" }, 'bash')).toBe(
      `blockloom emit order-paid --data '{"who":"O'\\''Brien"}'`,
    )
    expect(emitLine('order paid', null, 'bash')).toBe(`blockloom emit 'order paid'`)
    expect(emitLine('paid', { who: 'Müller' }, 'powershell')).toBe(
      `'{"who":"M\\u00fcller"}' | blockloom emit paid --data -`,
    )
  })
})
