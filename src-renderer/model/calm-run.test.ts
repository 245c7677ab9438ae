import { expect, test } from 'vitest'
import { calmly } from './calm-run.ts'

/** A source of changes, and a clock that goes when it is told to. */
function stage() {
  let changed: (() => void) | null = null
  const waiting: { then: () => void }[] = []
  const subscribe = calmly(
    (tell) => {
      changed = tell
      return () => {
        changed = null
      }
    },
    100,
    (_, then) => {
      const one = { then }
      waiting.push(one)
      return () => void waiting.splice(waiting.indexOf(one), 1)
    },
  )
  return {
    subscribe,
    waiting,
    change: () => changed?.(),
    isHeard: () => changed !== null,
    rest() {
      for (const { then } of waiting.splice(0)) then()
    },
  }
}

test('the first change is told at once, those that follow together after a rest', () => {
  const { subscribe, change, rest, waiting } = stage()
  let told = 0
  subscribe(() => told++)
  change()
  expect(told).toBe(1)
  for (let i = 0; i < 50; i++) change()
  expect(told).toBe(1)
  rest()
  expect(told).toBe(2)
  // nothing has changed since: nothing is told, and nothing waits
  rest()
  expect(told).toBe(2)
  expect(waiting).toHaveLength(0)
  change()
  expect(told).toBe(3)
})

test('whoever has left is told no more, and with the last one nothing is heard or waited for', () => {
  const { subscribe, change, rest, waiting, isHeard } = stage()
  const told: string[] = []
  const leave = subscribe(() => told.push('first'))
  const leaveToo = subscribe(() => told.push('second'))
  change()
  leave()
  change()
  rest()
  expect(told).toEqual(['first', 'second', 'second'])
  leaveToo()
  expect(isHeard()).toBe(false)
  expect(waiting).toHaveLength(0)
  subscribe(() => told.push('third'))
  change()
  expect(told.at(-1)).toBe('third')
})
