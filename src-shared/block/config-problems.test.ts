import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { configProblems } from './config-problems.ts'
import { field } from './field.ts'

const fields = {
  text: field.longText({ title: 'Text' }),
  times: field.number({ title: 'Times', min: 0, whole: true, default: 1 }),
  for: field.duration({ title: 'For', default: '5s' }),
  keep: field.yesNo({ title: 'Keep', default: true }),
  when: field.condition({ title: 'When' }),
  method: field.choice(
    [
      { value: 'GET', title: 'GET' },
      { value: 'POST', title: 'POST' },
    ],
    { title: 'Method', default: 'GET' },
  ),
  list: field.list({ title: 'List' }),
  pairs: field.list({ title: 'Pairs', entries: true }),
  map: field.map({ title: 'Map' }),
  value: field.value({ title: 'Value' }),
  folder: field.folder({ title: 'Folder' }),
  url: field.url({ title: 'Address' }),
  name: field.variable({ title: 'Variable' }),
  code: field.code({ title: 'Code', raw: true }),
  rows: field.table(
    {
      by: field.value({ title: 'By', required: true }),
      order: field.choice(
        [
          { value: 'up', title: 'up' },
          { value: 'down', title: 'down' },
        ],
        { title: 'Order', default: 'up' },
      ),
    },
    { title: 'Rows' },
  ),
}
const problems = (config: JsonObject) => configProblems({ title: 'Thing', fields }, config)
const codes = (config: JsonObject) => problems(config).map((one) => `${one.path} ${one.code}`)

describe('a list of folders', () => {
  const watched = {
    title: 'Watch',
    fields: { in: field.list({ title: 'In', of: 'folder', required: true }) },
  }
  const codes = (given: Json) => configProblems(watched, { in: given }).map(({ code }) => code)

  test('names at least one, and nothing but paths', () => {
    expect(codes([])).toEqual(['config.required'])
    expect(codes(['', '  '])).toEqual(['config.required'])
    expect(codes(['', '~/Downloads'])).toEqual([])
    expect(codes(['{{ vars.where }}'])).toEqual([])
    expect(codes(['~/a', 7])).toEqual(['config.wrong-kind'])
  })
})

describe('a name in an expression that means nothing', () => {
  test('is an error with what was likely meant, as reading it always fails', () => {
    expect(problems({ when: '{{ inptu > 3 }}' })).toEqual([
      {
        code: 'config.unknown-name',
        severity: 'error',
        message: 'An expression in "When" reads `inptu`, which is not known here.',
        fix: 'Did you mean `input`?',
        path: 'config.when',
      },
    ])
    expect(problems({ text: 'Hello {{ Ann }}' })[0]?.fix).toMatch(/^Use one of input, .* A text needs quotes/)
    expect(codes({ map: { a: ['{{ itme.x }}'] } })).toEqual(['config.map.a[0] config.unknown-name'])
  })

  test.each([
    '{{ input.list.map((x, i) => x * i) }}',
    '{{ (({ a, b: [c = 1], ...d }) => a + c + d.e)(input) }}',
    '{{ (function f(n) { const m = n; return n > 1 ? f(m - 1) : arguments.length })(3) }}',
    '{{ typeof inptu }}',
    '{{ ({ inptu: 1 }).inptu }}',
    '{{ Math.max(1, NaN) || new Date(now()) || undefined }}',
    '\\{{ inptu }}',
  ])('none of these is one: %s', (text) => {
    expect(codes({ value: text })).toEqual([])
  })

  test('in code that is not evaluated it is none', () => {
    expect(codes({ code: '{{ inptu }}' })).toEqual([])
  })
})

describe('a config as it is written', () => {
  test('is fine when every field is left to its default', () => {
    expect(problems({})).toEqual([])
  })

  test('is fine when every field holds its own kind', () => {
    const config = {
      text: 'hello',
      times: '3',
      for: '250ms',
      keep: false,
      when: true,
      method: 'POST',
      list: [1],
      pairs: { a: 1 },
      map: { a: 1 },
      value: null,
      folder: '~/x',
      url: 'http://localhost:1/',
      name: 'count',
      code: 'return {{ not an expression',
    }
    expect(problems(config)).toEqual([])
  })

  test('is fine when any field that is not raw holds one whole expression', () => {
    const whole = Object.keys(fields).filter((key) => key !== 'code')
    expect(problems(Object.fromEntries(whole.map((key) => [key, '{{ input.x }}'])))).toEqual([])
  })

  test('names every field of the wrong kind at once', () => {
    const config = {
      text: 42,
      times: 'many',
      for: 'soon',
      keep: 'yes',
      when: 'later',
      method: 'LOOK',
      list: 'a, b',
      map: [1],
      folder: 7,
      url: 'example.org',
      name: '__proto__',
    }
    expect(codes(config)).toEqual([
      'config.text config.wrong-kind',
      'config.times config.wrong-kind',
      'config.for config.wrong-kind',
      'config.keep config.wrong-kind',
      'config.when config.wrong-kind',
      'config.method config.not-a-choice',
      'config.list config.wrong-kind',
      'config.map config.wrong-kind',
      'config.folder config.wrong-kind',
      'config.url config.wrong-kind',
      'config.name config.wrong-kind',
    ])
  })

  test('says the title of the field, what it needs and what came', () => {
    const [problem] = problems({ times: 2.5 })
    expect(problem).toMatchObject({
      code: 'config.out-of-range',
      severity: 'error',
      message: '"Times" needs a whole number from 0, but got the number 2.5.',
      fix: 'Write a whole number from 0.',
    })
  })

  test('may not have words around the expression of a list, a condition or an object', () => {
    const mixed = 'a {{ input }}'
    expect(codes({ list: mixed, when: mixed, map: mixed, keep: mixed, text: mixed, folder: mixed })).toEqual([
      'config.keep config.wrong-kind',
      'config.when config.wrong-kind',
      'config.list config.wrong-kind',
      'config.map config.wrong-kind',
    ])
  })

  test('has its broken expressions found at any depth', () => {
    expect(codes({ text: 'x {{ 1 + }}', map: { a: { b: ['{{ ) }}'] } }, value: '\\{{ fine' })).toEqual([
      'config.text config.broken-expression',
      'config.map.a.b[0] config.broken-expression',
    ])
  })

  test('keeps what it does not know, with a warning', () => {
    expect(problems({ tezt: 1 })).toEqual([
      expect.objectContaining({ code: 'config.unknown-field', severity: 'warning', path: 'config.tezt' }),
    ])
  })
})

describe('a required field', () => {
  const declared = {
    title: 'Thing',
    fields: {
      folder: field.folder({ title: 'Folder', required: true }),
      value: field.value({ title: 'Value', required: true }),
    },
  }

  test('is a problem when it is missing, and when a text is empty', () => {
    const found = configProblems(declared, { folder: '' }).map((one) => one.message)
    expect(found).toEqual(['"Folder" is missing.', '"Value" is missing.'])
  })

  test('may hold an empty text where any value is meant', () => {
    expect(configProblems(declared, { folder: '~', value: '' })).toEqual([])
  })
})

describe('secrets in a config', () => {
  const takers = {
    text: field.text({ title: 'Text' }),
    headers: field.map({ title: 'Headers', secrets: true }),
    password: field.secret({ title: 'Password' }),
    code: field.code({ title: 'Code', raw: true }),
    where: field.value({ title: 'Where', secrets: true, perItem: true }),
  }
  const found = (config: JsonObject) => configProblems({ title: 'Thing', fields: takers }, config)
  const told = (config: JsonObject) => found(config).map((one) => `${one.path} ${one.code}`)

  test('may be named in the fields that take them, at any depth, beside text', () => {
    expect(
      found({
        headers: { Authorization: 'Bearer {{ secrets.A }}', list: ['{{ secrets.B }}'] },
        password: '{{ secrets.C }}',
      }),
    ).toEqual([])
  })

  test('are refused everywhere else, with where they may be', () => {
    expect(found({ text: 'x {{ secrets.TOKEN }}' })).toEqual([
      {
        code: 'secret.not-allowed-here',
        severity: 'error',
        message: '"Text" cannot hold a secret: what stands there is kept and shown.',
        fix: 'Take it out, and name it in a field that takes secrets: "Headers", "Password", "Where".',
        path: 'config.text',
      },
    ])
    expect(told({ where: '{{ item.a === secrets.A }}' })).toEqual(['config.where secret.not-allowed-here'])
    expect(told({ other: ['{{ secrets.A }}'] })).toEqual([
      'config.other config.unknown-field',
      'config.other[0] secret.not-allowed-here',
    ])
  })

  test('are found however they are written', () => {
    for (const text of [
      '{{ secrets }}',
      '{{ secrets["A"] }}',
      '{{ JSON.stringify(secrets) }}',
      '{{ s\\u0065crets.A }}',
      '{{ input ? 1 : secrets?.A }}',
    ])
      expect(told({ text })).toEqual(['config.text secret.not-allowed-here'])
  })

  test('may only be named, one by one', () => {
    expect(
      told({
        headers: {
          a: '{{ secrets }}',
          b: '{{ secrets[input] }}',
          c: '{{ secrets.A.length }}',
          d: '{{ secrets["a b"] }}',
        },
      }),
    ).toEqual([
      'config.headers.a secret.not-by-name',
      'config.headers.b secret.not-by-name',
      'config.headers.c secret.not-by-name',
      'config.headers.d secret.bad-name',
    ])
  })

  test('are no matter of code, which is taken as it is', () => {
    expect(found({ code: 'return "{{ secrets.A }}"' })).toEqual([])
  })
})

describe('rows of a table', () => {
  test('are looked at cell by cell, and a cell with an expression may still become anything', () => {
    expect(problems({ rows: [{ by: 'a' }, { by: '{{ input.x }}', order: '{{ vars.order }}' }] })).toEqual([])
    expect(problems({ rows: '{{ input.rows }}' })).toEqual([])
    expect(codes({ rows: [{ order: 'sideways' }, 'text', { by: '{{ input. }}', also: '{{ (' }] })).toEqual([
      'config.rows[2].also config.broken-expression',
    ])
    expect(codes({ rows: [{ by: 'a', order: 'sideways' }, { by: '{{ input. }}' }] })).toEqual([
      'config.rows[0].order config.not-a-choice',
      'config.rows[1].by config.broken-expression',
    ])
    expect(
      problems({ rows: [{ order: 'sideways' }, 'text'] }).map(({ path, message }) => [path, message]),
    ).toEqual([
      ['config.rows[0].by', 'Row 1 of "Rows": "By" is missing.'],
      [
        'config.rows[0].order',
        'Row 1 of "Rows": "Order" needs one of up, down, but got the text "sideways".',
      ],
      ['config.rows[1]', 'Row 2 of "Rows" needs names with values, but got the text "text".'],
    ])
  })
})
