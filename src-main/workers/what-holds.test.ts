import { expect, test } from 'vitest'
import { whatHolds } from './what-holds.ts'
import { NO_PERMISSIONS } from './worker-program.ts'

const here = { model: true, netModel: false }

test('a program, and what starts programs, is held to nothing', () => {
  for (const holds of [
    whatHolds(NO_PERMISSIONS, 'program', here),
    whatHolds({ ...NO_PERMISSIONS, run: true }, 'javascript', here),
  ])
    expect(holds.map(({ how }) => how)).toEqual(['open'])
})

test('JavaScript is kept from files and programs by Node, from the network by a fence', () => {
  expect(whatHolds(NO_PERMISSIONS, 'javascript', here).map(({ what, how }) => `${what} ${how}`)).toEqual([
    'files held',
    'net fence',
    'programs held',
  ])
  expect(whatHolds(NO_PERMISSIONS, 'javascript', { model: true, netModel: true })[1]?.how).toBe('held')
  expect(whatHolds({ ...NO_PERMISSIONS, net: ['*'] }, 'javascript', here)[1]?.how).toBe('open')
})

test('without the permission model its files are open, and that is said', () => {
  const [files, , programs] = whatHolds(NO_PERMISSIONS, 'javascript', { model: false, netModel: false })
  expect(files).toMatchObject({ how: 'open', says: expect.stringContaining('promise') })
  expect(programs?.how).toBe('fence')
})
