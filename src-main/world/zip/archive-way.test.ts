import { join, sep, win32 } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInside } from '../resolve-path.ts'
import { isWindowsName, rulesOf, WaysMet, wayOf } from './archive-way.ts'

const unix = rulesOf('linux')
const windows = rulesOf('win32')

describe('a name in an archive', () => {
  test.each([
    ['a.txt', ['a.txt'], false],
    ['a/b/', ['a', 'b'], true],
    ['./a//b', ['a', 'b'], false],
    ['a\\b.txt', ['a', 'b.txt'], false],
    ['./', [], true],
    ['...', ['...'], false],
    ['..a/b..', ['..a', 'b..'], false],
    ['new\nline', ['new\nline'], false],
    ['C:x', ['C:x'], false],
  ])('%j is %j', (name, parts, folder) => {
    expect(wayOf(name, unix)).toEqual({ parts, folder })
  })

  test.each([
    ['../a', 'it leads out of its folder'],
    ['a/../../b', 'it leads out of its folder'],
    ['a/..', 'it leads out of its folder'],
    ['..\\a', 'it leads out of its folder'],
    ['a\\..\\..\\b', 'it leads out of its folder'],
    ['/etc/passwd', 'it is a whole path, not a name in the archive'],
    ['\\\\server\\share', 'it is a whole path, not a name in the archive'],
    ['//a', 'it is a whole path, not a name in the archive'],
    ['C:\\a', 'it names a disk'],
    ['c:/a', 'it names a disk'],
    ['C:', 'it names a disk'],
    ['a\0.txt', 'it holds a character no name can have'],
    [`a/${'x'.repeat(256)}`, 'it is too long for a disk'],
  ])('%j is refused: %s', (name, fault) => {
    expect(wayOf(name, unix)).toBe(fault)
    expect(wayOf(name, windows)).toBe(fault)
  })

  test.each([
    'CON',
    'nul.txt',
    'a/COM1',
    'lpt9.tar.gz',
    'aux .txt',
    'a.',
    'a ',
    'a./b',
    'a:b',
    'C:x',
    'a?',
    'a\u0001',
    'com¹',
    'CONIN$',
  ])('%j is none on Windows', (name) => {
    expect(wayOf(name, windows)).toBe('Windows takes no such name')
    expect(wayOf(name, unix)).toMatchObject({ folder: false })
  })

  test.each(['COM', 'com10', 'conx', 'null', 'a.con', '.a', 'äöü', 'LPT'])('%j is one on Windows', (name) => {
    expect(isWindowsName(name)).toBe(true)
  })

  test('never leads out of its folder, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      'C:',
      'a',
      '...',
      ' ',
      '\0',
      '..%2f',
      '\u2215',
      '\uff0f',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const rules of [unix, windows]) {
          const way = wayOf(pieces.join(''), rules)
          if (typeof way === 'string') continue
          expect(isInside(join(sep, 'top'), join(sep, 'top', ...way.parts))).toBe(true)
          const there = win32.join('C:\\top', ...way.parts)
          if (rules.windows) expect(there === 'C:\\top' || there.startsWith('C:\\top\\')).toBe(true)
        }
      }),
    )
  })
})

describe('names together', () => {
  const faultOf = (names: string[], rules = unix) => {
    const met = new WaysMet(rules)
    for (const name of names) {
      const way = wayOf(name, rules)
      const fault = typeof way === 'string' ? way : met.meet(way)
      if (fault) return fault
    }
    return undefined
  }

  test('are refused when two are one place', () => {
    expect(faultOf(['a/b', 'a/c', 'a/', 'a/d/', 'a/d/'])).toBe(undefined)
    expect(faultOf(['a', './a'])).toBe('it is there twice')
    expect(faultOf(['a', 'a/b'])).toBe('it is there as a file and as a folder')
    expect(faultOf(['a/b', 'a'])).toBe('it is there as a file and as a folder')
    expect(faultOf(['a/', 'a'])).toBe('it is there as a file and as a folder')
  })

  test('that differ only in capitals are two where the disk tells them apart', () => {
    for (const names of [
      ['README', 'readme'],
      ['\u00e4', 'a\u0308'],
      ['A/x', 'a/X'],
    ]) {
      expect(faultOf(names)).toBe(undefined)
      expect(faultOf(names, windows)).toBe('it is there twice')
      expect(faultOf(names, rulesOf('darwin'))).toBe('it is there twice')
    }
    expect(faultOf(['A/x', 'a/y'], windows)).toBe(undefined)
  })
})
