import { expect, test } from 'vitest'
import { AbsentFiles } from './absent-files.ts'

const facts = (inode: string, size = 1) => ({ size, modified: 5, inode })

test('what is gone is known again by number, size and time together', () => {
  const absent = new AbsentFiles()
  absent.add('/a', facts('7'))
  expect(absent.pathOf(facts('7'))).toBe('/a')
  expect(absent.pathOf(facts('7', 2))).toBeUndefined()
  expect(absent.pathOf(facts('8'))).toBeUndefined()
  absent.remove('/a')
  expect(absent.pathOf(facts('7'))).toBeUndefined()
})

test('a disk that numbers nothing is believed nothing', () => {
  const absent = new AbsentFiles()
  absent.add('/a', facts('0'))
  expect(absent.pathOf(facts('0'))).toBeUndefined()
})

test('of two names of one file the one that is still gone counts', () => {
  const absent = new AbsentFiles()
  absent.add('/a', facts('7'))
  absent.add('/b', facts('7'))
  absent.remove('/a')
  expect(absent.pathOf(facts('7'))).toBe('/b')
})
