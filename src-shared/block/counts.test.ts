import { describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import { configProblems } from './config-problems.ts'
import { counts } from './counts.ts'
import { field } from './field.ts'
import { finishConfig, withDefaults } from './finish-config.ts'

const fields = {
  do: field.choice(
    [
      { value: 'write', title: 'write' },
      { value: 'move', title: 'move' },
    ],
    { title: 'Do', default: 'write' },
  ),
  style: field.text({ title: 'Style', default: 'plain', when: { by: 'do', in: ['write'] } }),
  currency: field.text({
    title: 'Currency',
    required: true,
    reads: 'currency',
    when: { by: 'style', in: ['money'] },
  }),
  amount: field.number({ title: 'Amount', required: true, when: { by: 'do', in: ['move'] } }),
  file: field.file({ title: 'File' }),
  encoding: field.text({ title: 'Encoding', default: 'utf-8', when: { by: 'file' } }),
  text: field.text({ title: 'Text', or: 'file' }),
  find: field.text({ title: 'Find', reads: 'pattern', readsWhen: { by: 'do', in: ['move'] } }),
}
const declared = { title: 'Thing', fields }
const told = (config: JsonObject) =>
  configProblems(declared, { text: 'x', ...config }).map(({ path, code }) => `${path} ${code}`)
const counting = (config: JsonObject) =>
  Object.entries(fields).flatMap(([key, one]) => (counts(fields, one, config) ? [key] : []))

describe('a field that goes by another one', () => {
  test('counts while that holds what it says, or anything where it says nothing', () => {
    expect(counting({})).toEqual(['do', 'style', 'file', 'text', 'find'])
    expect(counting({ do: 'move' })).toEqual(['do', 'amount', 'file', 'text', 'find'])
    expect(counting({ style: 'money' })).toContain('currency')
    // what it goes by does not count itself
    expect(counting({ do: 'move', style: 'money' })).not.toContain('currency')
    expect(counting({ file: '~/a' })).toContain('encoding')
    expect(counting({ file: '' })).not.toContain('encoding')
    // it cannot be told yet
    expect(counting({ do: '{{ input.do }}' })).toEqual(['do', 'style', 'amount', 'file', 'text', 'find'])
  })

  test('is missing, or wrong, only while it counts', () => {
    expect(told({})).toEqual([])
    expect(told({ do: 'move' })).toEqual(['config.amount config.required'])
    expect(told({ style: 'money' })).toEqual(['config.currency config.required'])
    expect(told({ style: 'money', currency: 'Euro' })).toEqual(['config.currency data.bad-currency'])
    expect(told({ currency: 'Euro', amount: 'many' })).toEqual([])
  })

  test('says that it does nothing where what it is about is empty', () => {
    expect(told({ encoding: 'utf-16' })).toEqual(['config.encoding config.for-nothing'])
    expect(told({ encoding: 'utf-8' })).toEqual([])
    // choices are tried out: what stood there for another one is kept in silence
    expect(told({ do: 'move', amount: 1, style: 'money' })).toEqual([])
  })

  test('is read as what it means by the other one', () => {
    expect(told({ find: '(' })).toEqual([])
    expect(told({ do: 'move', amount: 1, find: '(' })).toEqual(['config.find data.bad-pattern'])
    expect(told({ do: '{{ input.do }}', amount: 1, find: '(', currency: 'EUR' })).toEqual([])
  })

  test('is left out of a run, with all that stands in it', () => {
    const written = { do: 'move', amount: 1, style: '{{ input.no.such }}', currency: '{{ oh', text: 'x' }
    const full = withDefaults(declared, written)
    expect(full).toEqual({ do: 'move', amount: 1, style: 'plain', encoding: 'utf-8', text: 'x' })
    expect(finishConfig(declared, full)).toEqual(full)
    expect(() => finishConfig(declared, { do: 'move', text: 'x' })).toThrow('"Amount" is missing')
    expect(() => finishConfig(declared, { do: 'move', amount: 1, find: '(' })).toThrow(
      'no regular expression',
    )
    expect(finishConfig(declared, { find: '(', currency: 'Euro' })).toMatchObject({ find: '(' })
  })
})

test('of two fields one is needed, and both are too many', () => {
  const of = (config: JsonObject) => configProblems(declared, config)
  expect(of({})).toMatchObject([{ path: 'config.text', code: 'config.required' }])
  expect(of({})[0]?.message).toBe('"Text" and "File" are both missing.')
  expect(of({ file: '~/a' })).toEqual([])
  expect(of({ file: '~/a', text: 'x' })).toMatchObject([{ path: 'config.text', code: 'config.one-too-many' }])
  expect(of({ file: '~/a', text: '{{ input.text }}' })).toEqual([])
})

describe('a record', () => {
  const who = field.record(
    {
      kind: field.choice(
        [
          { value: 'none', title: 'none' },
          { value: 'token', title: 'token' },
        ],
        { title: 'Kind', default: 'none' },
      ),
      token: field.secret({ title: 'Token', required: true, when: { by: 'kind', in: ['token'] } }),
    },
    { title: 'Who', secrets: true },
  )
  const of = (config: JsonObject) =>
    configProblems({ title: 'Thing', fields: { who } }, { who: config }).map(
      ({ path, code }) => `${path} ${code}`,
    )

  test('holds what its names take', () => {
    expect(of({})).toEqual([])
    expect(of({ kind: 'tokn' })).toEqual(['config.who.kind config.not-a-choice'])
    expect(of({ kind: 'token' })).toEqual(['config.who.token config.required'])
    expect(of({ kind: 'token', token: '{{ secrets.SHOP }}' })).toEqual([])
    expect(of({ tken: 'x' })).toEqual(['config.who.tken config.unknown-field'])
    expect(() => finishConfig({ fields: { who } }, { who: { kind: 'token', token: '' } })).toThrow(
      '"Who" needs "Token"',
    )
  })

  test('tells of a secret that is written out', () => {
    expect(of({ kind: 'token', token: 'abc123' })).toEqual(['config.who.token secret.written-out'])
  })
})
