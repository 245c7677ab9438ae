import { describe, expect, test } from 'vitest'
import { readRule, scopeOf } from './watch-rule.ts'

const CONFIG = { folders: ['~/in'], match: '*', kinds: ['created'], recursive: false, settle: '2s' }
const refusal = (config: object) => {
  try {
    readRule({ ...CONFIG, ...config })
  } catch (error) {
    return (error as { code: string }).code
  }
  throw new Error('it was taken')
}

describe('what a hat asks for', () => {
  test('is read as it is meant: each folder once, blanks around, a single text', () => {
    expect(readRule({ ...CONFIG, folders: [' ~/a ', '~/a', '~/b', ''], match: ' *.pdf ' })).toMatchObject({
      folders: ['~/a', '~/b'],
      match: '*.pdf',
      settleMs: 2000,
      batch: false,
    })
    expect(readRule({ ...CONFIG, folders: '~/a', kinds: 'Changed', match: ' ' })).toMatchObject({
      folders: ['~/a'],
      kinds: new Set(['changed']),
      match: '*',
    })
  })

  test('is refused where it can never happen', () => {
    expect(refusal({ folders: ['', ' '] })).toBe('trigger.no-folder')
    expect(refusal({ kinds: [] })).toBe('trigger.no-change')
    expect(refusal({ kinds: ['created', 'moved'] })).toBe('trigger.unknown-change')
    expect(refusal({ settle: 'soon' })).toBe('duration.invalid')
  })

  test('sees the same files as another one with the same pattern, whatever it fires for', () => {
    const one = readRule({ ...CONFIG, match: '*.pdf' })
    expect(scopeOf(readRule({ ...CONFIG, match: '*.pdf', kinds: ['deleted'], settle: '9s' }))).toBe(
      scopeOf(one),
    )
    expect(scopeOf(readRule({ ...CONFIG, match: '*' }))).not.toBe(scopeOf(one))
    expect(scopeOf(readRule({ ...CONFIG, match: '*.pdf', recursive: true }))).not.toBe(scopeOf(one))
  })
})
