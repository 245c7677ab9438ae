import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { otherDisk } from '../../../tests/support/other-disk.ts'
import { ownDisk } from '../../../tests/support/own-disk.ts'
import { xdgBin } from './xdg-bin.ts'

const uid = process.getuid?.() ?? 0

let home: string
let bin: ReturnType<typeof xdgBin>
const at = (...names: string[]) => join(home, ...names)
const trash = (...names: string[]) => at('.local', 'share', 'Trash', ...names)
const code = (deed: Promise<unknown>) =>
  deed.then(
    () => 'nothing was refused',
    (error) => error.code ?? error,
  )

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom-bin-'))
  bin = xdgBin({ home, env: {}, now: () => new Date(2026, 4, 4, 9, 30, 5) })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('the bin of the home folder', () => {
  test('is made where there is none, for this user alone, with a note of what it was', async () => {
    writeFileSync(at('100% ä #1?.txt'), 'text')
    await bin(at('100% ä #1?.txt'))
    expect(readFileSync(trash('files', '100% ä #1?.txt'), 'utf8')).toBe('text')
    expect(readFileSync(trash('info', '100% ä #1?.txt.trashinfo'), 'utf8')).toBe(
      `[Trash Info]\nPath=${home}/100%25%20%C3%A4%20%231%3F.txt\nDeletionDate=2026-05-04T09:30:05\n`,
    )
    expect([statSync(trash()).mode & 0o777, statSync(trash('files')).mode & 0o777]).toEqual([0o700, 0o700])
    expect(readdirSync(home)).toEqual(['.local'])
  })

  test('lies in XDG_DATA_HOME when that is a whole path', async () => {
    writeFileSync(at('a'), '')
    writeFileSync(at('b'), '')
    await xdgBin({ home, env: { XDG_DATA_HOME: at('data') } })(at('a'))
    await xdgBin({ home, env: { XDG_DATA_HOME: 'data' } })(at('b'))
    expect([readdirSync(at('data/Trash/files')), readdirSync(trash('files'))]).toEqual([['a'], ['b']])
  })

  test('numbers what has a name that is taken, by a file or by a note', async () => {
    mkdirSync(trash('info'), { recursive: true })
    writeFileSync(trash('info', 'a 2.txt.trashinfo'), 'of another program')
    for (const text of ['one', 'two', 'three']) {
      writeFileSync(at('a.txt'), text)
      await bin(at('a.txt'))
    }
    expect(readdirSync(trash('files')).sort()).toEqual(['a 3.txt', 'a 4.txt', 'a.txt'])
    expect(readFileSync(trash('info', 'a 2.txt.trashinfo'), 'utf8')).toBe('of another program')
  })

  test('takes folders whole, links as links, and names of 255 bytes', async () => {
    mkdirSync(at('f', 'deep'), { recursive: true })
    writeFileSync(at('f', 'deep', 'a'), '')
    symlinkSync('f', at('link'))
    symlinkSync('nowhere', at('broken'))
    const long = 'ü'.repeat(127)
    writeFileSync(at(long), '')
    for (const name of ['f', 'link', 'broken', long]) await bin(at(name))
    expect(readdirSync(trash('files', 'f', 'deep'))).toEqual(['a'])
    for (const name of ['link', 'broken']) expect(lstatSync(trash('files', name)).isSymbolicLink()).toBe(true)
    expect(readdirSync(home)).toEqual(['.local'])
    const notes = readdirSync(trash('info')).map((name) => name.replace(/\.trashinfo$/, ''))
    expect(notes.sort()).toEqual(readdirSync(trash('files')).sort())
  })

  test('takes nothing that is in it, nor what it lies in', async () => {
    writeFileSync(at('a'), '')
    await bin(at('a'))
    for (const path of [trash('files', 'a'), trash(), at('.local')])
      expect(await code(bin(path))).toBe('files.in-bin')
    expect(readdirSync(trash('files'))).toEqual(['a'])
  })

  test('forgets the note when the move fails', async () => {
    expect(await code(bin(at('none')))).toBe('files.not-found')
    expect(readdirSync(trash('info'))).toEqual([])
  })

  test('takes fifty of one name at once, and loses none', async () => {
    const ways = Array.from({ length: 50 }, (_, i) => `d${i}`)
    for (const way of ways) {
      mkdirSync(at(way))
      writeFileSync(at(way, 'same'), way)
    }
    await Promise.all(ways.map((way) => bin(at(way, 'same'))))
    const held = readdirSync(trash('files')).map((name) => readFileSync(trash('files', name), 'utf8'))
    expect(held.sort()).toEqual(ways.toSorted())
  })

  test('notes a path that leads back to where it was, whatever the name', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((one) => !/[/\0]/.test(one) && one.isWellFormed() && one !== '.' && one !== '..')
    await fc.assert(
      fc.asyncProperty(name, async (one) => {
        writeFileSync(at(one), '')
        await bin(at(one))
        const [note] = readdirSync(trash('info'))
        const [, path] = /^Path=(.*)$/m.exec(readFileSync(trash('info', note as string), 'utf8')) ?? []
        expect(decodeURIComponent(path as string)).toBe(at(one))
        rmSync(trash(), { recursive: true })
      }),
      { numRuns: 50 },
    )
  })
})

describe.skipIf(!otherDisk())('a disk whose top this user may not write to, or is no disk of its own', () => {
  let other: string
  beforeEach(() => {
    other = mkdtempSync(join(otherDisk() as string, 'blockloom-bin-'))
  })
  afterEach(() => rmSync(other, { recursive: true, force: true }))

  test('has its bin at its top', async () => {
    writeFileSync(join(other, 'a'), 'text')
    await bin(join(other, 'a'))
    const top = otherDisk() as string
    const own = [join(top, '.Trash', `${uid}`), join(top, `.Trash-${uid}`)].find((one) => existsSync(one))
    const notes = readdirSync(join(own as string, 'info'))
    const ours = notes.find((note) =>
      readFileSync(join(own as string, 'info', note), 'utf8').includes(
        `Path=${other.slice(top.length + 1)}/a\n`,
      ),
    ) as string
    const name = ours.replace(/\.trashinfo$/, '')
    expect(readFileSync(join(own as string, 'files', name), 'utf8')).toBe('text')
    rmSync(join(own as string, 'files', name))
    rmSync(join(own as string, 'info', ours))
    expect(readdirSync(other)).toEqual([])
  })
})

const disk = ownDisk('1m')
describe.skipIf(disk === null)('a disk of its own (needs the right to mount one)', () => {
  const on = (...names: string[]) => join(disk as string, ...names)
  beforeEach(() => {
    for (const name of readdirSync(disk as string)) rmSync(on(name), { recursive: true })
    writeFileSync(on('a'), 'text')
  })

  test('gets a bin of this user', async () => {
    await bin(on('a'))
    expect(readdirSync(on())).toEqual([`.Trash-${uid}`])
    expect(readFileSync(on(`.Trash-${uid}`, 'info', 'a.trashinfo'), 'utf8')).toContain('\nPath=a\n')
    expect(statSync(on(`.Trash-${uid}`)).mode & 0o777).toBe(0o700)
  })

  test('uses the one its administrator made, when that is safe', async () => {
    mkdirSync(on('.Trash'))
    await bin(on('a'))
    expect(readdirSync(on('.Trash'))).toEqual([])
    writeFileSync(on('b'), '')
    chmodSync(on('.Trash'), 0o1777)
    await bin(on('b'))
    expect(readdirSync(on('.Trash', `${uid}`, 'files'))).toEqual(['b'])
  })

  test('believes no link in its place', async () => {
    mkdirSync(at('elsewhere'))
    symlinkSync(at('elsewhere'), on('.Trash'))
    symlinkSync(at('elsewhere'), on(`.Trash-${uid}`))
    expect(await code(bin(on('a')))).toBe('files.no-bin')
    expect([readdirSync(at('elsewhere')), readFileSync(on('a'), 'utf8')]).toEqual([[], 'text'])
  })

  test('uses none of another user, nor a file in its place', async () => {
    mkdirSync(on(`.Trash-${uid}`))
    chownSync(on(`.Trash-${uid}`), uid + 1, 0)
    const error = await bin(on('a')).catch((one) => one)
    expect(error).toMatchObject({ code: 'files.no-bin', fix: expect.stringContaining('"for ever"') })
    expect(error.message).toBe(
      `${on('a')} cannot go to the bin: the disk it lies on has no bin, and none can be made there. It is still there.`,
    )
    rmSync(on(`.Trash-${uid}`), { recursive: true })
    writeFileSync(on(`.Trash-${uid}`), '')
    expect(await code(bin(on('a')))).toBe('files.no-bin')
    expect(readFileSync(on('a'), 'utf8')).toBe('text')
  })
})
