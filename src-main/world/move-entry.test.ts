import {
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '#shared/error'
import { otherDisk } from '../../tests/support/other-disk.ts'
import { makeFiles } from './make-files.ts'

let folder: string
let other: string
let files: ReturnType<typeof makeFiles>
const at = (...names: string[]) => join(folder, ...names)
const put = (name: string, text = name) => writeFileSync(at(name), text)
const text = (...names: string[]) => readFileSync(at(...names), 'utf8')
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const refusal = async (deed: Promise<unknown>): Promise<AppError> => {
  const error = await deed.then(
    () => new Error('nothing was refused'),
    (one) => one,
  )
  expect(error).toMatchObject({ name: 'AppError', fix: expect.any(String) })
  return error
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-move-'))
  other = mkdtempSync(join(otherDisk() ?? tmpdir(), 'blockloom-move-'))
  files = makeFiles({ home: folder })
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(other, { recursive: true, force: true })
})

describe('where a file goes', () => {
  test('to a folder when the path ends in a slash, making what is missing', async () => {
    put('a.txt')
    expect(await files.move(at('a.txt'), `${at('new', 'deep')}/`, 'rename')).toEqual({
      path: at('new', 'deep', 'a.txt'),
      name: 'a.txt',
      size: 5,
      type: 'text/plain',
    })
    expect(names()).toEqual(['new'])
  })

  test('to a folder when the path is one', async () => {
    put('a.txt')
    mkdirSync(at('there'))
    await files.move(at('a.txt'), at('there'), 'rename')
    expect(text('there', 'a.txt')).toBe('a.txt')
  })

  test('else to the new name', async () => {
    put('a.txt')
    await files.move(at('a.txt'), at('new', 'b.md'), 'rename')
    expect(text('new', 'b.md')).toBe('a.txt')
  })

  test('nowhere when it is there already', async () => {
    put('a.txt')
    for (const to of [`${folder}/`, at('a.txt'), folder])
      for (const ifExists of ['rename', 'fail', 'replace'] as const)
        expect((await files.move(at('a.txt'), to, ifExists)).path).toBe(at('a.txt'))
    expect(names()).toEqual(['a.txt'])
  })

  test('nowhere when it is there already, seen through a link to its folder', async () => {
    mkdirSync(at('real'))
    put('real/a.txt')
    symlinkSync('real', at('link'))
    for (const ifExists of ['rename', 'fail', 'replace'] as const)
      await files.move(at('real', 'a.txt'), `${at('link')}/`, ifExists)
    expect(names('real')).toEqual(['a.txt'])
  })

  test('nowhere when a file stands where a folder is needed', async () => {
    put('a.txt')
    put('Images')
    const error = await refusal(files.move(at('a.txt'), `${at('Images')}/`, 'rename'))
    expect(error.code).toBe('files.not-a-folder')
    expect(error.message).toContain(at('Images'))
    expect(names()).toEqual(['Images', 'a.txt'])
  })
})

describe('a name that is taken', () => {
  beforeEach(() => {
    mkdirSync(at('to'))
    put('a.tar.gz', 'mine')
    put('to/a.tar.gz', 'theirs')
  })

  test('gets a number before its ending', async () => {
    expect((await files.move(at('a.tar.gz'), `${at('to')}/`, 'rename')).name).toBe('a.tar 2.gz')
    put('a.tar.gz', 'third')
    expect((await files.move(at('a.tar.gz'), `${at('to')}/`, 'rename')).name).toBe('a.tar 3.gz')
    expect(text('to', 'a.tar.gz')).toBe('theirs')
  })

  test('fails when told to, and both files stay', async () => {
    const error = await refusal(files.move(at('a.tar.gz'), `${at('to')}/`, 'fail'))
    expect(error).toMatchObject({ code: 'files.exists', details: { path: at('to', 'a.tar.gz') } })
    expect([text('a.tar.gz'), text('to', 'a.tar.gz')]).toEqual(['mine', 'theirs'])
  })

  test('is replaced when told to', async () => {
    await files.move(at('a.tar.gz'), `${at('to')}/`, 'replace')
    expect(text('to', 'a.tar.gz')).toBe('mine')
    expect(names()).toEqual(['to'])
  })

  test('is never a folder replaced by a file', async () => {
    mkdirSync(at('to', 'x'))
    put('x')
    expect((await refusal(files.move(at('x'), `${at('to')}/`, 'replace'))).code).toBe('files.is-folder')
    expect((await files.move(at('x'), `${at('to')}/`, 'rename')).name).toBe('x 2')
  })

  test('by a broken link is taken all the same', async () => {
    symlinkSync('nowhere', at('to', 'b'))
    put('b')
    expect((await files.move(at('b'), `${at('to')}/`, 'rename')).name).toBe('b 2')
    expect(readlinkSync(at('to', 'b'))).toBe('nowhere')
  })

  test('of 255 bytes loses letters of its stem to make room, never its ending', async () => {
    const long = `${'ü'.repeat(125)}.jpeg`
    for (const way of ['', 'to/']) put(`${way}${long}`)
    const { name } = await files.move(at(long), `${at('to')}/`, 'rename')
    expect(name).toBe(`${'ü'.repeat(124)} 2.jpeg`)
    put(`${'x'.repeat(251)}.txt`)
    const tooLong = files.move(at(`${'x'.repeat(251)}.txt`), at('to', `${'x'.repeat(256)}`), 'rename')
    expect((await refusal(tooLong)).code).toBe('files.name-too-long')
  })
})

describe('nothing is lost', () => {
  test('when a hundred files of one name arrive at once', async () => {
    const ways = Array.from({ length: 100 }, (_, i) => `d${i}`)
    for (const way of ways) {
      mkdirSync(at(way))
      put(`${way}/same.txt`, way)
    }
    await Promise.all(ways.map((way) => files.move(at(way, 'same.txt'), `${at('to')}/`, 'rename')))
    expect(
      names('to')
        .map((name) => text('to', name))
        .sort(),
    ).toEqual(ways.toSorted())
  })

  test('when one file is moved twice at once: one move wins, the other finds nothing', async () => {
    for (let i = 0; i < 20; i++) {
      put('a.txt')
      const both = await Promise.allSettled([
        files.move(at('a.txt'), `${at(`to${i}`)}/`, 'rename'),
        files.move(at('a.txt'), `${at(`to${i}`)}/`, 'rename'),
      ])
      expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(names(`to${i}`)).toEqual(['a.txt'])
    }
  })

  test('when a crash left it in both places: the same move again finishes it', async () => {
    mkdirSync(at('to'))
    put('a.txt')
    linkSync(at('a.txt'), at('to', 'a.txt'))
    for (const ifExists of ['rename', 'fail', 'replace'] as const) {
      expect((await files.move(at('a.txt'), `${at('to')}/`, ifExists)).name).toBe('a.txt')
      expect([names(), names('to')]).toEqual([['to'], ['a.txt']])
      linkSync(at('to', 'a.txt'), at('a.txt'))
    }
  })

  test('when the crash left it under a number', async () => {
    mkdirSync(at('to'))
    put('a.txt', 'mine')
    put('to/a.txt', 'theirs')
    linkSync(at('a.txt'), at('to', 'a 2.txt'))
    expect((await files.move(at('a.txt'), `${at('to')}/`, 'rename')).name).toBe('a 2.txt')
    expect([names(), names('to')]).toEqual([['to'], ['a 2.txt', 'a.txt']])
  })

  test('when two names of one file lie in one folder: the one moved from goes', async () => {
    put('a.txt')
    linkSync(at('a.txt'), at('b.txt'))
    await files.move(at('a.txt'), at('b.txt'), 'rename')
    expect(names()).toEqual(['b.txt'])
  })

  test('when two files hold the same', async () => {
    mkdirSync(at('to'))
    put('a.txt', 'same')
    put('to/a.txt', 'same')
    await files.move(at('a.txt'), `${at('to')}/`, 'rename')
    expect(names('to')).toEqual(['a 2.txt', 'a.txt'])
  })

  test('when the disk can make no further link: a copy takes its place', async () => {
    put('a.txt', 'text')
    utimesSync(at('a.txt'), 1_600_000_000, 1_500_000_000)
    mkdirSync(at('links'))
    if (!makeLinksUntilRefused(at('a.txt'), at('links')))
      return expect(otherDisk() ?? 'a disk without end').toBeTruthy()
    expect((await files.move(at('a.txt'), `${at('to')}/`, 'rename')).size).toBe(4)
    expect(text('to', 'a.txt')).toBe('text')
    expect(statSync(at('to', 'a.txt')).nlink).toBe(1)
    expect(statSync(at('to', 'a.txt')).mtimeMs).toBe(1_500_000_000_000)
    expect(names()).toEqual(['links', 'to'])
  })

  test('whatever is moved wherever, in any order: every text is there as often as before', async () => {
    const name = fc.constantFrom('a.txt', 'A.TXT', 'ä.txt', '😀', '.rc', 'b')
    const place = fc.constantFrom('', 'x/', 'y/', 'x/z/')
    const moves = fc.array(fc.tuple(place, name, place, fc.option(name), fc.constantFrom('rename', 'fail')), {
      minLength: 1,
      maxLength: 25,
    })
    await fc.assert(
      fc.asyncProperty(moves, async (orders) => {
        rmSync(folder, { recursive: true })
        for (const way of ['', 'x', 'x/z', 'y']) {
          mkdirSync(at(way), { recursive: true })
          for (const one of ['a.txt', 'A.TXT', 'ä.txt', '.rc']) put(join(way, one), `${way} ${one}`)
        }
        const before = textsUnder(folder)
        await Promise.allSettled(
          orders.map(([from, one, to, as, ifExists]) =>
            files.move(
              at(from, one),
              as === null ? `${folder}/${to}` : at(to, as),
              ifExists as 'rename' | 'fail',
            ),
          ),
        )
        expect(textsUnder(folder)).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a link', () => {
  test('is moved as a link', async () => {
    put('a.txt')
    symlinkSync('a.txt', at('link'))
    await files.move(at('link'), `${at('to')}/`, 'rename')
    expect(readlinkSync(at('to', 'link'))).toBe('a.txt')
    expect(names()).toEqual(['a.txt', 'to'])
  })

  test('to a folder is moved, not the folder', async () => {
    mkdirSync(at('real'))
    put('real/a.txt')
    symlinkSync(at('real'), at('link'))
    await files.move(at('link'), at('moved'), 'rename')
    expect(lstatSync(at('moved')).isSymbolicLink()).toBe(true)
    expect(names('real')).toEqual(['a.txt'])
  })
})

describe('a folder', () => {
  beforeEach(() => {
    mkdirSync(at('f', 'deep'), { recursive: true })
    put('f/a.txt')
    put('f/deep/b.txt')
  })

  test('moves with all that is in it', async () => {
    expect(await files.move(at('f'), `${at('to')}/`, 'rename')).toMatchObject({
      path: at('to', 'f'),
      type: 'inode/directory',
    })
    expect([names(), text('to', 'f', 'deep', 'b.txt')]).toEqual([['to'], 'f/deep/b.txt'])
  })

  test('never replaces or merges with another', async () => {
    mkdirSync(at('to', 'f'), { recursive: true })
    for (const ifExists of ['fail', 'replace'] as const)
      expect((await refusal(files.move(at('f'), `${at('to')}/`, ifExists))).code).toBe('files.exists')
    expect((await files.move(at('f'), `${at('to')}/`, 'rename')).name).toBe('f 2')
    expect(names('to', 'f')).toEqual([])
  })

  test('never goes into itself, nor is anything made on the way', async () => {
    expect((await refusal(files.move(at('f'), `${at('f', 'new')}/`, 'rename'))).code).toBe(
      'files.into-itself',
    )
    symlinkSync(at('f'), at('link'))
    expect((await refusal(files.move(at('f'), `${at('link', 'new')}/`, 'rename'))).code).toBe(
      'files.into-itself',
    )
    expect(names('f')).toEqual(['a.txt', 'deep'])
  })

  test('moved to itself stays', async () => {
    expect((await files.move(at('f'), `${folder}/`, 'rename')).path).toBe(at('f'))
    expect((await files.move(at('f'), at('f'), 'rename')).path).toBe(at('f'))
    expect(names('f')).toEqual(['a.txt', 'deep'])
  })
})

describe.skipIf(!otherDisk())('to another disk (needs /dev/shm or /run on one of its own)', () => {
  test('a file arrives whole, with its time, and is gone here', async () => {
    put('a.txt')
    utimesSync(at('a.txt'), 1_600_000_000, 1_500_000_000)
    await files.move(at('a.txt'), `${other}/`, 'rename')
    expect(readFileSync(join(other, 'a.txt'), 'utf8')).toBe('a.txt')
    expect(statSync(join(other, 'a.txt')).mtimeMs).toBe(1_500_000_000_000)
    expect([names(), readdirSync(other)]).toEqual([[], ['a.txt']])
  })

  test('a name that is taken is numbered, refused or replaced as within one disk', async () => {
    writeFileSync(join(other, 'a.txt'), 'theirs')
    put('a.txt', 'mine')
    expect((await refusal(files.move(at('a.txt'), `${other}/`, 'fail'))).code).toBe('files.exists')
    expect((await files.move(at('a.txt'), `${other}/`, 'rename')).name).toBe('a 2.txt')
    put('a.txt', 'new')
    await files.move(at('a.txt'), `${other}/`, 'replace')
    expect(readFileSync(join(other, 'a.txt'), 'utf8')).toBe('new')
    expect(readdirSync(other).sort()).toEqual(['a 2.txt', 'a.txt'])
    expect(names()).toEqual([])
  })

  test('a folder arrives with its links, and is gone here', async () => {
    mkdirSync(at('f', 'deep'), { recursive: true })
    put('f/deep/a.txt')
    symlinkSync('deep/a.txt', at('f', 'link'))
    await files.move(at('f'), `${other}/`, 'rename')
    expect(readFileSync(join(other, 'f', 'link'), 'utf8')).toBe('f/deep/a.txt')
    expect([names(), readdirSync(other)]).toEqual([[], ['f']])
  })

  test('fifty files of one name at once all arrive', async () => {
    const ways = Array.from({ length: 50 }, (_, i) => `d${i}`)
    for (const way of ways) {
      mkdirSync(at(way))
      put(`${way}/same.txt`, way)
    }
    await Promise.all(ways.map((way) => files.move(at(way, 'same.txt'), `${other}/`, 'rename')))
    const arrived = readdirSync(other).map((name) => readFileSync(join(other, name), 'utf8'))
    expect(arrived.sort()).toEqual(ways.toSorted())
  })
})

test('what is not there is not moved', async () => {
  const error = await refusal(files.move(at('none.txt'), `${at('to')}/`, 'rename'))
  expect(error).toMatchObject({ code: 'files.not-found', message: `There is nothing at ${at('none.txt')}.` })
  expect(names()).toEqual([])
})

function textsUnder(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'))
    .sort()
}

/** File systems end at some count (ext4: 65,000); true when this one has. */
function makeLinksUntilRefused(file: string, into: string): boolean {
  try {
    for (let i = 0; i < 65_100; i++) linkSync(file, join(into, `${i}`))
    return false
  } catch {
    return true
  }
}
