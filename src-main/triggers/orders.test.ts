import { expect, test } from 'vitest'
import { Orders } from './orders.ts'

test('an order is the newest one until there is another about the same', () => {
  const orders = new Orders()
  const first = orders.next('a')
  const other = orders.next('b')
  expect(first()).toBe(true)
  const second = orders.next('a')
  expect([first(), second(), other()]).toEqual([false, true, true])
})
