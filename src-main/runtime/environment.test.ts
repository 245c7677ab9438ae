import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { testHost } from '../../tests/support/test-runtime.ts'
import { environmentOf } from './environment.ts'

const env = { HOME: '/home/ada', TOKEN: 'kanarienvogel', EMPTY: '' }
const settings = (allowed: Json | undefined) => ({ get: () => allowed, set: () => {} })

test('only names that are allowed are there, and of these only what is set', () => {
  expect({ ...environmentOf(settings(['HOME', 'EMPTY', 'NOT_SET']), env) }).toEqual({
    HOME: '/home/ada',
    EMPTY: '',
  })
  expect(Object.getPrototypeOf(environmentOf(settings(['HOME']), env))).toBeNull()
})

test('without the setting, or with a damaged one, nothing is allowed', () => {
  for (const setting of [undefined, null, 'HOME', { HOME: true }, [1, null]])
    expect({ ...environmentOf(settings(setting as Json), env) }).toEqual({})
  expect({ ...environmentOf(undefined, env) }).toEqual({})
})

test('expressions read the names that are allowed, and nothing where one is not', async () => {
  const host = testHost({ world: { environment: () => environmentOf(settings(['HOME']), env) } })
  const text =
    '{{ env.HOME }} {{ env["HOME"].length }} {{ env.TOKEN }} {{ JSON.stringify(env) }} {{ env.constructor }}'
  const flow = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'say' } },
    { id: 'say', type: 'data/text', config: { text } },
  ])
  expect((await host.over(host.start(flow))).output).toBe('/home/ada 9  {"HOME":"/home/ada"} ')
})
