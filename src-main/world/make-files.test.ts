import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '#shared/error'
import { ownDisk } from '../../tests/support/own-disk.ts'
import { makeFiles } from './make-files.ts'

const isRoot = process.getuid?.() === 0
const isWindows = process.platform === 'win32'

let folder: string
let files: ReturnType<typeof makeFiles>
const at = (...names: string[]) => join(folder, ...names)
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const refusal = async (deed: Promise<unknown>): Promise<AppError> => {
  const error = await deed.then(
    () => new Error('nothing was refused'),
    (one) => one,
  )
  expect(error).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/\.$/),
    fix: expect.any(String),
  })
  return error
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-files-'))
  files = makeFiles({ home: folder })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('paths', () => {
  test('begin at the home folder, with ~ or without', async () => {
    writeFileSync(at('a.txt'), 'here')
    expect(await files.readText('~/a.txt')).toBe('here')
    expect(await files.readText('a.txt')).toBe('here')
    expect(await files.readText(at('x', '..', 'a.txt'))).toBe('here')
    expect((await files.list('~', { match: '*', recursive: false })).map((one) => one.path)).toEqual([
      at('a.txt'),
    ])
  })

  test.each(['', '  ', 'a\0b'])('such as %j are refused', async (path) => {
    expect((await refusal(files.readText(path))).code).toMatch(/^files\.(no-path|bad-path)$/)
  })

  test('that lead out of the allowed folders are refused, also through a link', async () => {
    mkdirSync(at('in'))
    writeFileSync(at('secret.txt'), 'x')
    symlinkSync(folder, at('in', 'out'))
    const fenced = makeFiles({ home: folder, allowed: [at('in')] })
    await fenced.writeText(at('in', 'deep', 'a.txt'), 'fine', 'fail')
    for (const path of [at('secret.txt'), at('in', '..', 'secret.txt'), at('in', 'out', 'secret.txt')])
      expect((await refusal(fenced.readText(path))).code).toBe('files.outside-allowed')
    const way = fenced.move(at('in', 'deep', 'a.txt'), at('in', 'out', 'b.txt'), 'rename')
    expect((await refusal(way)).code).toBe('files.outside-allowed')
    expect(names()).toEqual(['in', 'secret.txt'])
  })
})

describe('listing', () => {
  const list = async (match = '*', recursive = false) =>
    (await files.list(folder, { match, recursive })).map((one) => one.path.slice(folder.length + 1))

  test('tells name, stem, ending, size, time and kind', async () => {
    writeFileSync(at('Photo.JPG'), '12345')
    const [entry] = await files.list(folder, { match: '*', recursive: false })
    expect(entry).toEqual({
      path: at('Photo.JPG'),
      name: 'Photo.JPG',
      stem: 'Photo',
      ext: 'jpg',
      size: 5,
      modified: statSync(at('Photo.JPG')).mtime.toISOString(),
      kind: 'file',
    })
  })

  test('is sorted by name in the same order on every machine', async () => {
    for (const name of ['b', 'a10', 'a2', 'B', 'ä', '😀', 'a 1']) writeFileSync(at(name), '')
    expect(await list()).toEqual(['B', 'a 1', 'a10', 'a2', 'b', 'ä', '😀'])
  })

  test('shows hidden files only when the pattern names them', async () => {
    for (const name of ['.hidden', '.bashrc', 'seen']) writeFileSync(at(name), '')
    expect(await list('*')).toEqual(['seen'])
    expect(await list('**/*', true)).toEqual(['seen'])
    expect(await list('.*')).toEqual(['.bashrc', '.hidden'])
    expect(await list('.bash*')).toEqual(['.bashrc'])
  })

  test('matches names without regard to capitals', async () => {
    for (const name of ['a.pdf', 'B.PDF', 'c.txt', '[x].pdf']) writeFileSync(at(name), '')
    expect(await list('*.pdf')).toEqual(['B.PDF', '[x].pdf', 'a.pdf'])
    expect(await list('*.{pdf,txt}')).toEqual(['B.PDF', '[x].pdf', 'a.pdf', 'c.txt'])
  })

  test('goes into folders when asked, by names or by ways', async () => {
    mkdirSync(at('sub', '.git', 'deep'), { recursive: true })
    for (const way of ['a.txt', 'sub/b.txt', 'sub/.git/c.txt', 'sub/.git/deep/d.txt'])
      writeFileSync(at(way), '')
    expect(await list('*', false)).toEqual(['a.txt', 'sub'])
    expect(await list('*.txt', true)).toEqual(['a.txt', 'sub/b.txt'])
    expect(await list('sub/*.txt', true)).toEqual(['sub/b.txt'])
    expect(await list('**/.git/*.txt', true)).toEqual(['sub/.git/c.txt'])
  })

  test('lists links as other and never walks into them', async () => {
    mkdirSync(at('real'))
    writeFileSync(at('real', 'a.txt'), '')
    symlinkSync(at('real'), at('link'))
    symlinkSync(folder, at('real', 'up'))
    symlinkSync('nowhere', at('broken'))
    const entries = await files.list(folder, { match: '*', recursive: true })
    expect(entries.map((one) => `${one.name} ${one.kind}`)).toEqual([
      'broken other',
      'link other',
      'real folder',
      'a.txt file',
      'up other',
    ])
  })

  test('takes 5,000 files', async () => {
    for (let i = 0; i < 5000; i++) writeFileSync(at(`f${i}`), '')
    expect(await list()).toHaveLength(5000)
  })

  test('of what is no folder says so', async () => {
    writeFileSync(at('a.txt'), '')
    expect(await refusal(files.list(at('none'), { match: '*', recursive: false }))).toMatchObject({
      code: 'files.not-found',
      message: expect.stringContaining(at('none')),
    })
    expect((await refusal(files.list(at('a.txt'), { match: '*', recursive: false }))).message).toBe(
      `${at('a.txt')} is a file, not a folder.`,
    )
    expect((await refusal(files.list(at('a.txt', 'x'), { match: '*', recursive: false }))).code).toBe(
      'files.not-a-folder',
    )
  })
})

describe('reading', () => {
  test('takes UTF-8 and drops a byte order mark', async () => {
    writeFileSync(at('a.txt'), '\ufeffäö 😀\r\n')
    expect(await files.readText(at('a.txt'))).toBe('äö 😀\r\n')
  })

  test('takes a text of many pieces, characters across their edges', async () => {
    const text = `${'x'.repeat(1024 * 1024 - 2)}😀${'ä'.repeat(1024 * 1024)}€\r\n`
    writeFileSync(at('a.txt'), text)
    expect((await files.readText(at('a.txt'))) === text).toBe(true)
  })

  test.each([
    ['a byte that begins nothing', [0xff]],
    ['a character cut short', [0xe2, 0x82]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ])('refuses %s', async (_what, bytes) => {
    writeFileSync(at('a.txt'), Buffer.from([0x61, ...bytes]))
    expect((await refusal(files.readText(at('a.txt')))).code).toBe('files.not-text')
  })

  test('refuses what is missing, a folder, a way through a file, a circle of links', async () => {
    writeFileSync(at('file'), '')
    symlinkSync('circle', at('circle'))
    const code = async (path: string) => (await refusal(files.readText(path))).code
    expect(await code(at('none.txt'))).toBe('files.not-found')
    expect(await code(folder)).toBe('files.is-folder')
    expect(await code(at('file', 'x'))).toBe('files.not-a-folder')
    expect(await code(at('circle'))).toBe('files.link-loop')
    expect(await code(at('x'.repeat(300)))).toBe('files.name-too-long')
  })

  test('refuses more than 64 MB before it reads', async () => {
    writeFileSync(at('big'), '')
    execFileSync('truncate', ['-s', `${64 * 1024 * 1024 + 1}`, at('big')])
    expect((await refusal(files.readText(at('big')))).code).toBe('files.too-large')
  })

  test.skipIf(isWindows)('refuses a device and a pipe instead of waiting for ever', async () => {
    execFileSync('mkfifo', [at('pipe')])
    expect((await refusal(files.readText(at('pipe')))).code).toBe('files.not-a-file')
    expect((await refusal(files.readText('/dev/zero'))).code).toBe('files.not-a-file')
  })

  test.skipIf(isRoot || isWindows)('refuses a file one may not read (not as root, who may)', async () => {
    writeFileSync(at('locked'), 'x')
    chmodSync(at('locked'), 0)
    expect((await refusal(files.readText(at('locked')))).code).toBe('files.no-permission')
  })
})

describe('writing', () => {
  test('makes the folders on the way and tells what is there now', async () => {
    expect(await files.writeText('~/new/deep/a.txt', 'äö', 'replace')).toEqual({
      path: at('new', 'deep', 'a.txt'),
      name: 'a.txt',
      size: 4,
      type: 'text/plain',
    })
    expect(readFileSync(at('new', 'deep', 'a.txt'), 'utf8')).toBe('äö')
    expect(names('new', 'deep')).toEqual(['a.txt'])
  })

  test('over a file replaces it, fails, or finds another name', async () => {
    writeFileSync(at('a.txt'), 'old')
    expect((await refusal(files.writeText(at('a.txt'), 'new', 'fail'))).code).toBe('files.exists')
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('old')
    expect((await files.writeText(at('a.txt'), 'second', 'rename')).name).toBe('a 2.txt')
    await files.writeText(at('a.txt'), 'new', 'replace')
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('new')
    expect(names()).toEqual(['a 2.txt', 'a.txt'])
  })

  test.skipIf(isWindows)('keeps the permissions of the file it replaces, and a link to it', async () => {
    writeFileSync(at('run.sh'), 'old')
    chmodSync(at('run.sh'), 0o755)
    symlinkSync('run.sh', at('link.sh'))
    await files.writeText(at('link.sh'), 'new', 'replace')
    expect(readFileSync(at('run.sh'), 'utf8')).toBe('new')
    expect(statSync(at('run.sh')).mode & 0o777).toBe(0o755)
    expect(names()).toEqual(['link.sh', 'run.sh'])
  })

  test('to a folder, or through a file, is refused and leaves nothing behind', async () => {
    mkdirSync(at('folder'))
    writeFileSync(at('file'), '')
    expect((await refusal(files.writeText(at('folder'), 'x', 'replace'))).code).toBe('files.is-folder')
    expect((await refusal(files.writeText(at('file', 'a.txt'), 'x', 'replace'))).code).toBe(
      'files.not-a-folder',
    )
    expect(names()).toEqual(['file', 'folder'])
  })

  test('fifty at once under one name lose none', async () => {
    const texts = Array.from({ length: 50 }, (_, i) => `text ${i}`)
    const written = await Promise.all(texts.map((text) => files.writeText(at('a.txt'), text, 'rename')))
    expect(new Set(written.map((one) => one.path)).size).toBe(50)
    expect(
      names()
        .map((name) => readFileSync(at(name), 'utf8'))
        .sort(),
    ).toEqual(texts.toSorted())
  })

  test('appends, to a file that is there or not', async () => {
    await files.append(at('new', 'log.txt'), 'one\n')
    expect(await files.append(at('new', 'log.txt'), 'two\n')).toMatchObject({ size: 8, name: 'log.txt' })
    expect(readFileSync(at('new', 'log.txt'), 'utf8')).toBe('one\ntwo\n')
    expect((await refusal(files.append(at('new'), 'x'))).code).toBe('files.is-folder')
  })

  test.skipIf(!existsSync('/dev/full'))('says that the disk is full (needs /dev/full)', async () => {
    const error = await refusal(files.append('/dev/full', 'x'))
    expect(error.code).toBe('files.disk-full')
    expect(error.message).toBe('No space is left on the disk to append to /dev/full.')
  })

  test.skipIf(isRoot || isWindows)('into a locked folder is refused (not as root, who may)', async () => {
    mkdirSync(at('locked'))
    chmodSync(at('locked'), 0o555)
    expect((await refusal(files.writeText(at('locked', 'a'), 'x', 'replace'))).code).toBe(
      'files.no-permission',
    )
  })
})

const mounted = ownDisk('64k')
describe.skipIf(mounted === null)('on a disk of 64 KB (needs the right to mount one)', () => {
  test('a text that does not fit is refused, and the old file stays whole', async () => {
    const path = join(mounted as string, 'a.txt')
    await files.writeText(path, 'old', 'replace')
    expect((await refusal(files.writeText(path, 'x'.repeat(200_000), 'replace'))).code).toBe(
      'files.disk-full',
    )
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect((await refusal(files.append(path, 'x'.repeat(200_000)))).code).toBe('files.disk-full')
    expect(readFileSync(path, 'utf8')).toBe('old')
  })

  test('a move to it that does not fit leaves the file where it was and nothing half there', async () => {
    writeFileSync(at('big.bin'), 'x'.repeat(200_000))
    const error = await refusal(files.move(at('big.bin'), `${mounted}/in/`, 'rename'))
    expect(error.code).toBe('files.disk-full')
    expect(statSync(at('big.bin')).size).toBe(200_000)
    expect(readdirSync(join(mounted as string, 'in'))).toEqual([])
  })
})
