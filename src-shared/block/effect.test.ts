import { expect, test } from 'vitest'
import { effectOf, filesToWeigh, isHeavy, isIdempotent } from './effect.ts'
import { effectWords } from './effect-words.ts'
import { field } from './field.ts'

const request = {
  effect: { by: 'method', read: ['GET', 'HEAD'], otherwise: 'write' },
  idempotent: { by: 'honoursKey', when: [true] },
  fields: {
    method: field.text({ title: 'Method', default: 'GET' }),
    honoursKey: field.yesNo({ title: 'Knows the key', default: false }),
  },
} as const

test('an effect may depend on a field, its default included', () => {
  expect(effectOf(request, {})).toBe('read')
  expect(effectOf(request, { method: 'HEAD' })).toBe('read')
  expect(effectOf(request, { method: 'POST' })).toBe('write')
  expect(effectOf({ ...request, effect: 'pure' }, {})).toBe('pure')
  const code = {
    ...request,
    effect: { by: 'method', pure: ['GET'], read: ['HEAD'], otherwise: 'write' },
  } as const
  expect(['GET', 'HEAD', 'POST'].map((method) => effectOf(code, { method }))).toEqual([
    'pure',
    'read',
    'write',
  ])
})

test('and on a second one, while it holds one of some values', () => {
  const saves = {
    ...request,
    effect: { by: 'method', read: ['GET'], while: { by: 'as', in: ['text'] }, otherwise: 'write' },
    fields: { ...request.fields, as: field.text({ title: 'As', default: 'text' }) },
  } as const
  const configs = [{}, { as: 'text' }, { as: 'file' }, { as: '{{ input }}' }, { as: 'text', method: 'POST' }]
  expect(configs.map((config) => effectOf(saves, config as never))).toEqual([
    ...['read', 'read', 'write', 'write', 'write'],
  ])
  expect(effectWords(saves)[0]).toBe(
    'With "Method" "GET" and "As" "text" it looks at the world and changes nothing in it. Otherwise it changes the world.',
  )
})

test('so may whether it can be done twice', () => {
  expect(isIdempotent(request, {})).toBe(false)
  expect(isIdempotent(request, { honoursKey: true })).toBe(true)
  expect(isIdempotent({ ...request, idempotent: true }, {})).toBe(true)
  expect(isIdempotent({ ...request, idempotent: undefined }, {})).toBe(false)
})

test('so may whether it is work for the pool', () => {
  const fields = {
    text: field.text({ title: 'Text' }),
    how: field.choice(
      [
        { value: 'text', title: 'text' },
        { value: 'pattern', title: 'pattern' },
      ],
      { title: 'How', default: 'text' },
    ),
    file: field.file({ title: 'File' }),
  }
  const heavy = [{ by: 'text', over: 3 }, { by: 'how', when: ['pattern'] }, { by: 'file' }] as const
  const is = (config: object) => isHeavy({ fields, heavy }, config as never)
  expect([{}, { text: 'abc' }, { how: 'text' }, { file: '' }].map(is)).toEqual([false, false, false, false])
  expect([{ text: 'abcd' }, { how: 'pattern' }, { file: 'a' }].map(is)).toEqual([true, true, true])
  expect(isHeavy({ fields }, {})).toBe(false)
  expect(isHeavy({ fields, heavy: true }, {})).toBe(true)
})

test('a file is heavy from a size on, and whenever its size is not known', () => {
  const fields = { file: field.file({ title: 'File' }), text: field.text({ title: 'Text' }) }
  const heavy = [
    { by: 'file', over: 100 },
    { by: 'text', over: 3 },
  ] as const
  const is = (config: object, bytes?: number) =>
    isHeavy({ fields, heavy }, config as never, bytes === undefined ? undefined : new Map([['file', bytes]]))
  expect([is({ file: 'a' }, 100), is({ file: 'a' }, 101), is({ file: 'a' }), is({})]).toEqual([
    false,
    true,
    true,
    false,
  ])
  const weighed = (config: object) => filesToWeigh({ fields, heavy }, config as never)
  expect([
    weighed({ file: 'a' }),
    weighed({ file: '' }),
    weighed({}),
    weighed({ file: 'a', text: 'long' }),
  ]).toEqual([['file'], [], [], []])
  expect(filesToWeigh({ fields, heavy: true }, { file: 'a' })).toEqual([])
})

test('a pattern is heavy unless it is quick on every text of that length', () => {
  const fields = {
    how: field.text({ title: 'How' }),
    find: field.text({ title: 'Find' }),
    text: field.text({ title: 'Text' }),
  }
  const heavy = [{ by: 'how', when: ['pattern'], pattern: { in: 'find', on: 'text' } }] as const
  const is = (config: object) => isHeavy({ fields, heavy }, config as never)
  const runaway = { how: 'pattern', find: '^(a+)+$', text: 'aaaaaaaaaaaaaaaaaaaaaaaaaaab' }
  expect([is({ how: 'pattern', find: '\\d', text: 'a1' }), is({ how: 'pattern', find: '\\d' })]).toEqual([
    false,
    false,
  ])
  expect([is(runaway), is({ ...runaway, how: 'text' }), is({ ...runaway, find: 1 })]).toEqual([
    true,
    false,
    true,
  ])
  expect(is({ how: 'pattern', find: '\\w+', text: 'a'.repeat(10_000) })).toBe(true)
})
