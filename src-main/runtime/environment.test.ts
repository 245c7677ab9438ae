import { expect, test } from 'vitest'
import { environmentOf } from './environment.ts'

const env = { HOME: '/home/ada', TOKEN: 'kanarienvogel', EMPTY: '' }

test('only names that are allowed are there, and of these only what is set', () => {
  expect({ ...environmentOf(['HOME', 'EMPTY', 'NOT_SET'], env) }).toEqual({ HOME: '/home/ada', EMPTY: '' })
  expect(Object.getPrototypeOf(environmentOf(['HOME'], env))).toBeNull()
})

test('without the setting, or with a damaged one, nothing is allowed', () => {
  for (const setting of [undefined, null, 'HOME', { HOME: true }, [1, null]])
    expect({ ...environmentOf(setting as never, env) }).toEqual({})
})
