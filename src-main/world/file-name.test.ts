import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numberedName, splitName } from './file-name.ts'

describe('a name is taken apart', () => {
  test.each([
    ['Photo.JPG', 'Photo', 'jpg'],
    ['archive.tar.gz', 'archive.tar', 'gz'],
    ['.bashrc', '.bashrc', ''],
    ['.config.json', '.config', 'json'],
    ['..hidden', '..hidden', ''],
    ['README', 'README', ''],
    ['ends.', 'ends.', ''],
    ['my file.ÄÖ', 'my file', 'äö'],
    ['...', '...', ''],
  ])('%s is %s and "%s"', (name, stem, ext) => {
    expect(splitName(name)).toEqual({ stem, ext })
  })
})

describe('a number comes before the ending', () => {
  test.each([
    ['a.txt', 'a 2.txt'],
    ['a.tar.gz', 'a.tar 2.gz'],
    ['.bashrc', '.bashrc 2'],
    ['README', 'README 2'],
    ['ends.', 'ends 2.'],
    ['...', '... 2'],
  ])('%s becomes %s', (name, numbered) => {
    expect(numberedName(name, 2)).toBe(numbered)
  })

  test('never makes a name longer than disks take, nor cuts a character in two', () => {
    const point = fc.constantFrom('a', 'ü', '漢', '😀', '.', ' ')
    const name = fc.array(point, { minLength: 1, maxLength: 255 }).map((points) => points.join(''))
    fc.assert(
      fc.property(
        name.filter((one) => Buffer.byteLength(one) <= 255 && Buffer.byteLength(splitName(one).ext) < 200),
        fc.integer({ min: 2, max: 100_000 }),
        (one, count) => {
          const numbered = numberedName(one, count)
          expect(Buffer.byteLength(numbered)).toBeLessThanOrEqual(255)
          expect(numbered.isWellFormed()).toBe(true)
          expect(splitName(numbered).ext).toBe(splitName(one).ext)
        },
      ),
    )
  })
})
