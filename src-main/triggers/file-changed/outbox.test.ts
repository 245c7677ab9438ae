import { describe, expect, test } from 'vitest'
import { handClock } from '../../../tests/support/hand-clock.ts'
import type { Facts } from './facts.ts'
import { Outbox } from './outbox.ts'

const FILE: Facts = { size: 1, modified: 1, inode: '1' }
const turns = async () => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
}

function bench(batch: boolean) {
  const clock = handClock()
  const sent: string[][] = []
  const state = { isMoreComing: false, refuses: false }
  const box = new Outbox({
    ...{ clock, batch },
    isMoreComing: () => state.isMoreComing,
    send(files) {
      if (state.refuses) return false
      sent.push(files.map(([path]) => path))
      return true
    },
  })
  return { box, clock, sent, state }
}

describe('files that stand still are sent', () => {
  test('one by one, and others get their turn in between', async () => {
    const { box, sent } = bench(false)
    for (let i = 0; i < 200_000; i++) box.put(`/${i}`, FILE)
    box.go()
    expect(sent.length).toBeLessThan(200_000)
    while (box.size > 0) await turns()
    expect(sent).toHaveLength(200_000)
    expect(new Set(sent.flat()).size).toBe(200_000)
  })

  test('together, when no more is on its way', () => {
    const { box, sent, state } = bench(true)
    state.isMoreComing = true
    box.put('/a', FILE)
    box.go()
    box.put('/b', null)
    box.go()
    expect(sent).toEqual([])
    state.isMoreComing = false
    box.go()
    expect(sent).toEqual([['/a', '/b']])
    expect(box.size).toBe(0)
  })

  test('together, after a minute at the latest', () => {
    const { box, sent, state, clock } = bench(true)
    state.isMoreComing = true
    box.put('/a', FILE)
    box.go()
    clock.turn(59_000)
    expect(sent).toEqual([])
    clock.turn(1000)
    expect(sent).toEqual([['/a']])
  })

  test('not while they cannot be: they stay until they can', () => {
    for (const batch of [true, false]) {
      const { box, sent, state } = bench(batch)
      state.refuses = true
      box.put('/a', FILE)
      box.go()
      expect(box.get('/a')).toEqual(FILE)
      state.refuses = false
      box.go()
      expect(sent).toEqual([['/a']])
      expect(box.get('/a')).toBeUndefined()
    }
  })

  test('but not what was taken out again', () => {
    const { box, sent } = bench(true)
    box.put('/a', FILE)
    box.put('/b', FILE)
    box.take('/a')
    box.go()
    expect(sent).toEqual([['/b']])
  })
})
