import { execFileSync } from 'node:child_process'
import {
  chmodSync,
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
import type { IfExists } from '#shared/block'
import { otherDisk } from '../../tests/support/other-disk.ts'
import { makeFiles } from './make-files.ts'

let folder: string
let other: string
let stop: AbortController
let files: ReturnType<typeof makeFiles>
const at = (...names: string[]) => join(folder, ...names)
const put = (name: string, text = name) => writeFileSync(at(name), text)
const text = (...names: string[]) => readFileSync(at(...names), 'utf8')
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const code = (deed: Promise<unknown>) =>
  deed.then(
    () => 'nothing was refused',
    (error) => error.code ?? error,
  )
const ALL: readonly IfExists[] = ['rename', 'fail', 'replace']

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-copy-'))
  other = mkdtempSync(join(otherDisk() ?? tmpdir(), 'blockloom-copy-'))
  stop = new AbortController()
  files = makeFiles({ home: folder }, stop.signal)
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(other, { recursive: true, force: true })
})

describe('a file is copied', () => {
  test('into a folder or to a name, making folders on the way', async () => {
    put('a.txt')
    expect(await files.copy('~/a.txt', '~/new/deep/', 'fail')).toEqual({
      path: at('new', 'deep', 'a.txt'),
      name: 'a.txt',
      size: 5,
      type: 'text/plain',
    })
    expect((await files.copy('~/a.txt', '~/new', 'fail')).path).toBe(at('new', 'a.txt'))
    expect((await files.copy('~/a.txt', '~/new/b.md', 'fail')).path).toBe(at('new', 'b.md'))
    expect([text('a.txt'), names('new')]).toEqual(['a.txt', ['a.txt', 'b.md', 'deep']])
  })

  test('with its time and its permissions, without a privilege that goes with it', async () => {
    put('run.sh')
    chmodSync(at('run.sh'), 0o750)
    utimesSync(at('run.sh'), 1_600_000_000, 1_500_000_000)
    await files.copy('~/run.sh', '~/b.sh', 'fail')
    expect(statSync(at('b.sh')).mtimeMs).toBe(1_500_000_000_000)
    if (process.platform !== 'win32') expect(statSync(at('b.sh')).mode & 0o7777).toBe(0o750)
  })

  test('beside itself gets a number, and cannot replace itself', async () => {
    put('a.txt', 'text')
    expect((await files.copy('~/a.txt', '~/', 'rename')).name).toBe('a 2.txt')
    expect(await code(files.copy('~/a.txt', '~/', 'fail'))).toBe('files.exists')
    expect((await files.copy('~/a.txt', '~/', 'replace')).path).toBe(at('a.txt'))
    expect([names(), text('a.txt')]).toEqual([['a 2.txt', 'a.txt'], 'text'])
  })

  test('in the place of another, or of a link, never of a folder', async () => {
    put('a.txt', 'new')
    put('b.txt', 'old')
    symlinkSync('b.txt', at('link'))
    mkdirSync(at('f'))
    await files.copy('~/a.txt', '~/link', 'replace')
    expect([lstatSync(at('link')).isFile(), text('link'), text('b.txt')]).toEqual([true, 'new', 'old'])
    mkdirSync(at('f', 'a.txt'))
    expect(await code(files.copy('~/a.txt', '~/f', 'replace'))).toBe('files.is-folder')
  })

  test('in the place of another name of itself', async () => {
    put('a.txt', 'text')
    linkSync(at('a.txt'), at('b.txt'))
    await files.copy('~/a.txt', '~/b.txt', 'replace')
    expect([text('a.txt'), text('b.txt'), statSync(at('a.txt')).nlink]).toEqual(['text', 'text', 1])
  })

  test('through a link: what it leads to', async () => {
    put('a.txt', 'text')
    symlinkSync('a.txt', at('link.txt'))
    await files.copy('~/link.txt', '~/b.txt', 'fail')
    expect([lstatSync(at('b.txt')).isFile(), text('b.txt')]).toEqual([true, 'text'])
    symlinkSync('nowhere', at('broken'))
    expect(await code(files.copy('~/broken', '~/c', 'fail'))).toBe('files.not-found')
  })

  test.skipIf(process.platform === 'win32')('but a pipe is not', async () => {
    execFileSync('mkfifo', [at('pipe')])
    expect(await code(files.copy('~/pipe', '~/b', 'fail'))).toBe('files.not-a-file')
    expect(await code(files.copy('/dev/zero', '~/b', 'fail'))).toBe('files.not-a-file')
    expect(names()).toEqual(['pipe'])
  })
})

describe('a large file', () => {
  const SIZE = 50 * 1024 * 1024
  beforeEach(() => {
    const bytes = Buffer.alloc(SIZE)
    for (let i = 0; i < SIZE; i += 4096) bytes.writeUInt32LE(i, i)
    writeFileSync(at('big'), bytes)
  })

  test('arrives whole and tells how far it is', async () => {
    const shares: number[] = []
    await files.copy('~/big', `${other}/`, 'fail', (share) => shares.push(share))
    expect(readFileSync(join(other, 'big')).equals(readFileSync(at('big')))).toBe(true)
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  })

  test('that is stopped in the middle leaves nothing and stays where it is', async () => {
    const copying = files.copy('~/big', `${other}/`, 'fail', () => stop.abort(new Error('enough')))
    await expect(copying).rejects.toThrow('enough')
    expect([readdirSync(other), statSync(at('big')).size]).toEqual([[], SIZE])
  })

  test.skipIf(!otherDisk())('that is moved to another disk and stopped stays where it is', async () => {
    const moving = files.move('~/big', `${other}/`, 'fail', () => stop.abort(new Error('enough')))
    await expect(moving).rejects.toThrow('enough')
    expect([readdirSync(other), statSync(at('big')).size]).toEqual([[], SIZE])
  })
})

describe('a folder is copied', () => {
  beforeEach(() => {
    mkdirSync(at('f', 'deep', 'empty'), { recursive: true })
    put('f/.hidden')
    put('f/deep/b.txt')
    symlinkSync('deep/b.txt', at('f', 'link'))
    symlinkSync('/nowhere/at/all', at('f', 'broken'))
  })

  test('with all in it, links as links', async () => {
    utimesSync(at('f', 'deep'), 1_600_000_000, 1_500_000_000)
    for (const to of [folder, other]) {
      const copy = join(to, 'g')
      expect(await files.copy('~/f', copy, 'fail')).toMatchObject({ path: copy, type: 'inode/directory' })
      expect(readdirSync(copy, { recursive: true }).sort()).toEqual([
        '.hidden',
        'broken',
        'deep',
        join('deep', 'b.txt'),
        join('deep', 'empty'),
        'link',
      ])
      expect(readlinkSync(join(copy, 'broken'))).toBe('/nowhere/at/all')
      expect(readFileSync(join(copy, 'link'), 'utf8')).toBe('f/deep/b.txt')
      expect(statSync(join(copy, 'deep')).mtimeMs).toBe(1_500_000_000_000)
    }
  })

  test('though it may not be written into', async () => {
    chmodSync(at('f', 'deep'), 0o555)
    await files.copy('~/f', '~/g', 'fail')
    expect(statSync(at('g', 'deep')).mode & 0o777).toBe(0o555)
    for (const one of ['f', 'g']) chmodSync(at(one, 'deep'), 0o755)
  })

  test('but never replaces or merges with another, nor goes into itself', async () => {
    mkdirSync(at('to', 'f'), { recursive: true })
    for (const ifExists of ['fail', 'replace'] as const)
      expect(await code(files.copy('~/f', '~/to', ifExists))).toBe('files.exists')
    expect((await files.copy('~/f', '~/to', 'rename')).name).toBe('f 2')
    expect(names('to', 'f')).toEqual([])
    for (const ifExists of ALL)
      expect(await code(files.copy('~/f', '~/f/deep/new/', ifExists))).toBe('files.into-itself')
    expect(names('f', 'deep')).toEqual(['b.txt', 'empty'])
  })

  test.skipIf(process.platform === 'win32')('whole or not at all', async () => {
    execFileSync('mkfifo', [at('f', 'pipe')])
    expect(await code(files.copy('~/f', '~/g', 'fail'))).toBe('files.not-a-file')
    expect(names()).toEqual(['f'])
  })

  test('without what Blockloom itself has under way in it', async () => {
    const writing = await files.openWrite('~/f/half.txt', 'fail')
    await writing.write('x')
    await files.copy('~/f', '~/g', 'fail')
    expect(names('g')).toEqual(['.hidden', 'broken', 'deep', 'link'])
    await writing.cancel()
  })

  test.skipIf(process.platform !== 'linux')('or names what nothing here can reach', async () => {
    writeFileSync(Buffer.concat([Buffer.from(at('f', 'deep', 'caf')), Buffer.from([0xe9])]), 'x')
    const error = await files.copy('~/f', '~/g', 'fail').catch((one) => one)
    expect(error).toMatchObject({ code: 'files.name-not-text', fix: expect.any(String) })
    expect(error.message).toContain(at('f', 'deep', 'caf\ufffd'))
    expect(names()).toEqual(['f'])
    // it is listed, so that nobody wonders, and deleted like anything else
    expect((await files.list('~/f/deep', { match: '*', recursive: false })).map((one) => one.kind)).toEqual([
      'file',
      'other',
      'folder',
    ])
    await files.remove('~/f', 'for ever')
    expect(names()).toEqual([])
  })
})

test('whatever is copied wherever, nothing that was there is lost or changed, and no half copy stays', async () => {
  const name = fc.constantFrom(
    'a.txt',
    'A.TXT',
    'ä.txt',
    'a\u0308.txt',
    '-rf',
    'new\nline',
    '😀',
    '.rc',
    'x',
    'con',
  )
  const place = fc.constantFrom('', 'x/', 'y/', 'x/z/')
  const order = fc.tuple(place, name, place, fc.option(name), fc.constantFrom<IfExists>('rename', 'fail'))
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 10 }), async (orders) => {
      rmSync(folder, { recursive: true })
      for (const way of ['', 'x', 'x/z', 'y']) {
        mkdirSync(at(way), { recursive: true })
        for (const one of ['a.txt', 'A.TXT', 'ä.txt', '-rf', 'new\nline', '.rc'])
          writeFileSync(at(way, one), `${way} ${one}`)
      }
      const before = contentsOf(folder)
      await Promise.allSettled(
        orders.map(([from, one, to, as, ifExists]) =>
          files.copy(at(from, one), as === null ? `${folder}/${to}` : at(to, as), ifExists),
        ),
      )
      const after = contentsOf(folder)
      for (const [path, held] of before) expect(after.get(path)).toBe(held)
      const texts = new Set(before.values())
      for (const held of after.values()) expect(texts).toContain(held)
    }),
    { numRuns: 40 },
  )
})

/** What every file under a folder holds, by its path. */
function contentsOf(place: string): Map<string, string> {
  const found = readdirSync(place, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return new Map(
    found.map((one) => {
      const path = join(one.parentPath, one.name)
      return [path, readFileSync(path, 'utf8')]
    }),
  )
}
