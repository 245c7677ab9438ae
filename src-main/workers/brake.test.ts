import { expect, test } from 'vitest'
import { Brake } from './brake.ts'

const MINUTE = 60_000

function braked() {
  let now = 1000
  const brake = new Brake(() => now, MINUTE)
  return { brake, pass: (ms: number) => (now += ms) }
}

test('rests for a minute after five crashes within one, and then may work again', () => {
  const { brake, pass } = braked()
  for (let i = 0; i < 4; i++) {
    brake.crashed('a', `fell ${i}`)
    pass(10_000)
  }
  expect(brake.rest('a')).toBeUndefined()
  brake.crashed('a', 'fell again')
  expect(brake.rest('a')).toEqual({ ms: MINUTE, why: 'fell again' })
  expect(brake.rest('b')).toBeUndefined()
  pass(MINUTE - 1)
  expect(brake.rest('a')?.ms).toBe(1)
  pass(1)
  expect(brake.rest('a')).toBeUndefined()
  brake.crashed('a', 'once more')
  expect(brake.rest('a')).toBeUndefined()
})

test('bears four crashes a minute for ever', () => {
  const { brake, pass } = braked()
  for (let i = 0; i < 100; i++) {
    brake.crashed('a', 'fell')
    pass(MINUTE / 4)
    expect(brake.rest('a')).toBeUndefined()
  }
})
