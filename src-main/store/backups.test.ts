import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { type HandClock, handClock } from '../../tests/support/hand-clock.ts'
import { createBackups } from './backups.ts'

const HOUR = 3_600_000
let folder: string
let clock: HandClock
let fails: AppError | null
const told: unknown[] = []
const names = () => readdirSync(folder).sort()

/** What is copied does not matter here; a file has the time of the clock that the test turns. */
const make = () =>
  createBackups(folder, clock, async (to) => {
    if (fails) throw fails
    writeFileSync(to, 'whole')
    utimesSync(to, clock.now() / 1000, clock.now() / 1000)
  })

async function turnHours(hours: number): Promise<void> {
  for (let i = 0; i < hours * 4; i++) {
    clock.turn(HOUR / 4)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'blockloom-backups-')), 'backups')
  clock = handClock()
  fails = null
  told.length = 0
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

test('one a day, the seven newest stay, others are left alone', async () => {
  const backups = make()
  await backups.make()
  backups.startDaily((error) => told.push(error))
  await turnHours(24 * 10)
  const daily = names().filter((name) => name.startsWith('daily-'))
  expect(daily).toHaveLength(7)
  expect(names()).toHaveLength(8)
  expect(told).toEqual([])
})

test('after days of sleep there is one, not one for each day; half written ones go', async () => {
  const backups = make()
  backups.startDaily((error) => told.push(error))
  await turnHours(2)
  writeFileSync(join(folder, 'daily-x.db.partial'), 'half')
  clock.jump(5 * 24 * HOUR)
  await turnHours(1)
  expect(names().filter((name) => name.startsWith('daily-'))).toHaveLength(2)
  expect(names().some((name) => name.endsWith('.partial'))).toBe(false)
})

test('why none could be made is told once, and again when it is another reason', async () => {
  const backups = make()
  fails = new AppError({ code: 'store.cannot-write', message: 'The disk is full.' })
  backups.startDaily((error) => told.push(error))
  await turnHours(3)
  expect(told).toEqual([fails])
  fails = new AppError({ code: 'store.cannot-write', message: 'The disk is gone.' })
  await turnHours(1)
  expect(told).toHaveLength(2)
  fails = null
  await turnHours(1)
  expect(names()).toHaveLength(1)
})
