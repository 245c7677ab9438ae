import { appendFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HandClock, handClock } from '../../../tests/support/hand-clock.ts'
import { type Facts, lookAt } from './facts.ts'
import { Settling } from './settling.ts'

let folder: string
let clock: HandClock
let settling: Settling
let ripe: (readonly [string, Facts | null])[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-settling-'))
  clock = handClock()
  ripe = []
  settling = new Settling({
    ...{ clock, settleMs: 2000 },
    ripe: (those) => ripe.push(...those),
    onBug(error) {
      throw error
    },
  })
})
afterEach(() => {
  settling.close()
  rmSync(folder, { recursive: true })
})

const path = (name: string) => join(folder, name)
const names = () => ripe.map(([at]) => at.slice(folder.length + 1))
/** the clock goes on, and the looks at files come to an end */
async function turn(ms: number): Promise<void> {
  clock.turn(ms)
  await pause(30)
}
async function notice(name: string, moved = true): Promise<void> {
  settling.notice(path(name), (await lookAt(path(name))) as Facts | null, moved)
}

test('a file is ripe when nothing was heard of it for so long and it looks as before', async () => {
  writeFileSync(path('a'), 'x')
  await notice('a')
  await turn(1999)
  expect(names()).toEqual([])
  await turn(1)
  expect(names()).toEqual(['a'])
  expect(settling.size).toBe(0)
})

test('one that grows without a sound has to stand still anew', async () => {
  writeFileSync(path('a'), 'x')
  await notice('a')
  appendFileSync(path('a'), 'y')
  await turn(2000)
  expect(names()).toEqual([])
  await turn(2000)
  expect(names()).toEqual(['a'])
  expect(ripe[0]?.[1]?.size).toBe(2)
})

test('so does one that is written over in the same size', async () => {
  writeFileSync(path('a'), 'x')
  await notice('a')
  utimesSync(path('a'), 5, 5)
  await turn(2000)
  expect(names()).toEqual([])
})

test('to be seen again as it was does not make it wait longer, to be heard of does', async () => {
  for (const name of ['seen', 'heard']) writeFileSync(path(name), 'x')
  await notice('seen')
  await notice('heard')
  await turn(1000)
  await notice('seen', false)
  await notice('heard', true)
  await turn(1000)
  expect(names()).toEqual(['seen'])
  await turn(1000)
  expect(names()).toEqual(['seen', 'heard'])
})

test('one that is gone is ripe a little later than one that came, so that it can be the same', async () => {
  writeFileSync(path('new'), 'x')
  settling.notice(path('old'), null, true)
  await notice('new')
  await turn(2000)
  expect(names()).toEqual(['new'])
  await turn(500)
  expect(ripe[1]).toEqual([path('old'), null])
})

test('thousands wait on one timer, and come once each', async () => {
  const many = Array.from({ length: 3000 }, (_, i) => `f${i}`)
  for (const name of many) writeFileSync(path(name), 'x')
  await Promise.all(many.map((name) => notice(name)))
  for (let i = 0; i < 200 && settling.size > 0; i++) await turn(i === 0 ? 2000 : 1)
  expect(names().sort()).toEqual(many.sort())
})
