import { describe, expect, test } from 'vitest'
import { parseText } from './parse-text.ts'

const usesOf = (code: string) => {
  const [expression] = parseText(`{{ ${code} }}`).parts
  return typeof expression === 'object' ? expression.secrets : undefined
}

describe('an expression may', () => {
  test.each([
    ['secrets.TOKEN', ['TOKEN']],
    ['secrets["TOKEN"]', ['TOKEN']],
    ['(secrets?.TOKEN)', ['TOKEN']],
    ['"Bearer " + secrets.TOKEN', ['TOKEN']],
    ['input.user + ":" + secrets.PASSWORD + "\\n"', ['PASSWORD']],
    ['`$' + '{secrets.A}:$' + '{secrets.B}`', ['A', 'B']],
    ['input.live ? secrets.LIVE : secrets.TEST', ['LIVE', 'TEST']],
    ['input.own ?? secrets.A', ['A']],
    ['{ user: input.user, more: [secrets.A, { b: secrets.B }] }', ['A', 'B']],
  ])('put secrets beside other things: %s', (code, names) => {
    expect(usesOf(code)).toEqual({ names, misuse: null })
  })

  test.each(['input.secrets', 'input.secrets.TOKEN', '{ secrets: 1 }', '"secrets.TOKEN"', 'input.a'])(
    'have the word for another thing: %s',
    (code) => expect(usesOf(code)).toBeUndefined(),
  )
})

describe('an expression may not', () => {
  test.each([
    'secrets',
    'JSON.stringify(secrets)',
    'Object.keys(secrets)',
    '{ ...secrets }',
    '[...secrets]',
    '{ secrets }',
    'Object.entries(secrets).map(([name]) => name)',
    'input.map((name) => secrets)',
    '((all) => all.TOKEN)(secrets)',
    '(secrets).TOKEN',
    '[secrets][0].TOKEN',
    '(input, secrets).TOKEN',
  ])('have all secrets: %s', (code) => expect(usesOf(code)?.misuse).toBe('whole'))

  test.each([
    'secrets[input.name]',
    'secrets["TO" + "KEN"]',
    'secrets[`TOKEN`]',
    'secrets[0]',
    'secrets?.[input]',
  ])('find the name only when it runs: %s', (code) => expect(usesOf(code)?.misuse).toBe('computed-name'))

  test.each([
    'secrets.TOKEN.length',
    'secrets.TOKEN[0]',
    'secrets.TOKEN?.slice(1)',
    'secrets.TOKEN.toUpperCase()',
    '("" + secrets.TOKEN).length',
    'secrets.TOKEN === "guess"',
    'secrets.TOKEN < input.guess',
    'secrets.TOKEN ? 1 : 2',
    'secrets.TOKEN && 1',
    '!secrets.TOKEN',
    'typeof secrets.TOKEN',
    '+secrets.TOKEN',
    'secrets.A - secrets.B',
    'encodeURIComponent(secrets.TOKEN)',
    'String(secrets.TOKEN)',
    'String.raw`$' + '{secrets.TOKEN}`',
    'new Set(secrets.TOKEN)',
    '[...secrets.TOKEN]',
    '{ [secrets.TOKEN]: 1 }',
    '{ ...secrets.TOKEN }',
    '[1].map(() => secrets.TOKEN)',
    '[secrets.TOKEN].join()',
    '(secrets.TOKEN, 1)',
    'input[secrets.TOKEN]',
    'secrets.TOKEN = 1',
    'delete secrets.TOKEN',
    'secrets.TOKEN()',
    '((x = secrets.TOKEN) => x)()',
    's\\u0065crets.TOKEN.length',
  ])('compute with one: %s', (code) => expect(usesOf(code)?.misuse).toBe('computes'))

  test.each([
    '((secrets) => secrets.TOKEN)(input)',
    'input.map(({ secrets }) => secrets)',
    '(function secrets() { return secrets.TOKEN })()',
  ])('call something else so: %s', (code) => expect(usesOf(code)?.misuse).toBe('renamed'))
})
