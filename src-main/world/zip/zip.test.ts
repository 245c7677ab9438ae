import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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
import { makeFiles } from '../make-files.ts'
import { ZipWriter } from './zip-writer.ts'

const LIMITS = { maxSize: 2 ** 30, maxEntries: 100_000, maxRatio: 10_000 }

let folder: string
let stop: AbortController
let files: ReturnType<typeof makeFiles>
const at = (...names: string[]) => join(folder, ...names)
const put = (way: string, bytes: string | Uint8Array = way) => writeFileSync(at(way), bytes)
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const unzip = (from: string, to: string) => files.unzip({ from, to, ifExists: 'fail', ...LIMITS })
const zip = (from: string[], to: string) => files.zip({ from, to, ifExists: 'fail' })
const code = (deed: Promise<unknown>) =>
  deed.then(
    () => 'nothing was refused',
    (error) => error.code ?? error,
  )

/** Other people's programs, where this machine has them. */
const has = (program: string) => {
  try {
    execFileSync(program, [program === 'python3' ? '--version' : '-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-zip-'))
  stop = new AbortController()
  files = makeFiles({ home: folder }, stop.signal)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What lies in a folder: every way with what it holds, how it may be used and when it was changed. */
function treeOf(place: string) {
  const found = readdirSync(place, { recursive: true }) as string[]
  return found.sort().map((way) => {
    const stats = statSync(join(place, way))
    const held = stats.isFile() ? readFileSync(join(place, way), 'base64') : null
    return { way, held, executable: stats.isFile() && (stats.mode & 0o100) !== 0 }
  })
}

function makeTree(): void {
  mkdirSync(at('f', 'deep', 'empty'), { recursive: true })
  put('f/ä 😀.txt', 'text')
  put('f/.hidden', '')
  put('f/deep/run.sh', '#!/bin/sh')
  chmodSync(at('f', 'deep', 'run.sh'), 0o755)
  put('f/deep/big.bin', Buffer.alloc(300_000, 'abcdefg'))
  put('f/photo.jpg', Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * i * 31) >> 3)))
  for (const way of ['f/.hidden', 'f/deep/run.sh']) utimesSync(at(way), 1_600_000_000, 1_500_000_001)
}

describe('a folder that is packed and unpacked', () => {
  test('is what it was: names, bytes, times, what may be run, empty folders', async () => {
    makeTree()
    const zipped = await zip(['~/f'], '~/out/')
    expect(zipped).toMatchObject({ path: at('out', 'f.zip'), type: 'application/zip', files: 5, leftOut: [] })
    expect(await unzip('~/out/f.zip', '~/back')).toEqual({
      path: at('back'),
      name: 'back',
      size: 0,
      type: 'inode/directory',
      files: 5,
      folders: 3,
      leftOut: [],
    })
    expect(treeOf(at('back', 'f'))).toEqual(treeOf(at('f')))
    expect(statSync(at('back', 'f', '.hidden')).mtimeMs).toBe(1_500_000_001_000)
    expect(names('out')).toEqual(['f.zip'])
  })

  test('holds no links, and names those it left out', async () => {
    makeTree()
    symlinkSync('/etc', at('f', 'link'))
    symlinkSync('deep/run.sh', at('f', 'deep', 'other'))
    const zipped = await zip(['~/f'], '~/f.zip')
    expect(zipped.leftOut.toSorted()).toEqual([at('f', 'deep', 'other'), at('f', 'link')])
    await unzip('~/f.zip', '~/back')
    expect(names('back', 'f')).toEqual(['.hidden', 'deep', 'photo.jpg', 'ä 😀.txt'])
  })

  test.each([
    ['unzip', (archive: string, to: string) => ['-q', archive, '-d', to]],
    ['python3', (archive: string, to: string) => ['-m', 'zipfile', '-e', archive, to]],
  ])('can be unpacked by %s (where it is there)', async (program, argumentsFor) => {
    if (!has(program)) return
    makeTree()
    await zip(['~/f'], '~/f.zip')
    execFileSync(program, argumentsFor(at('f.zip'), at('back')))
    const plain = (tree: ReturnType<typeof treeOf>) => tree.map(({ way, held }) => [way, held])
    expect(plain(treeOf(at('back', 'f')))).toEqual(plain(treeOf(at('f'))))
  })

  test.skipIf(!has('zip'))('may come from zip (where it is there), links left out', async () => {
    makeTree()
    symlinkSync('/etc', at('f', 'link'))
    execFileSync('zip', ['-q', '-r', '-y', '-5', at('f.zip'), 'f'], { cwd: folder })
    const { leftOut } = await unzip('~/f.zip', '~/back')
    rmSync(at('f', 'link'))
    expect([leftOut, treeOf(at('back', 'f'))]).toEqual([['f/link'], treeOf(at('f'))])
  })

  test('may hold any names and any bytes', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((one) => !/[/\\\0]|^[a-z]:/i.test(one) && one.isWellFormed() && !/^\.{1,2}$/.test(one))
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.constant(new Uint8Array(70_000).fill(7)))
    const tree = fc.array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), bytes), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(tree, async (entries) => {
        rmSync(folder, { recursive: true, force: true })
        mkdirSync(at('f'), { recursive: true })
        for (const [way, held] of entries)
          try {
            mkdirSync(at('f', ...way.slice(0, -1)), { recursive: true })
            writeFileSync(at('f', ...way), held)
          } catch {
            // a file stands where a folder was meant, or the other way round
          }
        await zip(['~/f'], '~/f.zip')
        await unzip('~/f.zip', '~/back')
        expect(treeOf(at('back', 'f'))).toEqual(treeOf(at('f')))
      }),
      { numRuns: 40 },
    )
  })
})

describe('packing', () => {
  test('takes files of one name from many places, and a link as what it leads to', async () => {
    for (const way of ['x', 'y']) {
      mkdirSync(at(way))
      put(`${way}/a.txt`)
    }
    put('A.TXT', 'third')
    symlinkSync('A.TXT', at('link.md'))
    await zip(['~/x/a.txt', '~/y/a.txt', '~/A.TXT', '~/link.md'], '~/a.zip')
    await unzip('~/a.zip', '~/back')
    expect(names('back').map((name) => [name, readFileSync(at('back', name), 'utf8')])).toEqual([
      ['A 3.TXT', 'third'],
      ['a 2.txt', 'y/a.txt'],
      ['a.txt', 'x/a.txt'],
      ['link.md', 'third'],
    ])
  })

  test('leaves out the archive itself and its older self, which lie in the folder', async () => {
    makeTree()
    for (let i = 0; i < 3; i++) await files.zip({ from: ['~/f'], to: '~/f/all.zip', ifExists: 'replace' })
    await unzip('~/f/all.zip', '~/back')
    expect(names('back', 'f')).toEqual(['.hidden', 'deep', 'photo.jpg', 'ä 😀.txt'])
  })

  test.skipIf(process.platform === 'win32')(
    'changes names that would mean something else in an archive',
    async () => {
      mkdirSync(at('C:'))
      put('C:/a\\..\\b')
      await zip(['~/C:'], '~/a.zip')
      await unzip('~/a.zip', '~/back')
      expect(names('back', 'C_')).toEqual(['a_.._b'])
    },
  )

  test('is whole or not at all', async () => {
    makeTree()
    expect(await code(zip(['~/f', '~/none'], '~/a.zip'))).toBe('files.not-found')
    put('a.zip', 'old')
    expect(await code(zip(['~/f'], '~/a.zip'))).toBe('files.exists')
    const stopped = files.zip({ from: ['~/f'], to: '~/a.zip', ifExists: 'replace' }, () =>
      stop.abort(new Error('enough')),
    )
    await expect(stopped).rejects.toThrow('enough')
    expect([names(), readFileSync(at('a.zip'), 'utf8')]).toEqual([['a.zip', 'f'], 'old'])
  })

  test.skipIf(process.platform === 'win32')('refuses a pipe, and leaves out one in a folder', async () => {
    makeTree()
    execFileSync('mkfifo', [at('f', 'pipe')])
    expect((await zip(['~/f'], '~/a.zip')).leftOut).toEqual([at('f', 'pipe')])
    expect(await code(zip(['~/f/pipe'], '~/b.zip'))).toBe('files.not-a-file')
    expect(names()).toEqual(['a.zip', 'f'])
  })

  test('a file of 50 MB tells how far it is, and is stopped in the middle without a trace', async () => {
    put('big', Buffer.alloc(50 * 1024 * 1024, 'line of a log\n'))
    const shares: number[] = []
    const order = { from: ['~/big'], to: '~/big.zip', ifExists: 'fail' as const }
    const { size } = await files.zip(order, (share) => shares.push(share))
    expect(size).toBeLessThan(1024 * 1024)
    expect([shares.at(-1), shares]).toEqual([1, shares.toSorted((a, b) => a - b)])
    const back: number[] = []
    const unpacking = { from: '~/big.zip', to: '~/back', ifExists: 'fail' as const, ...LIMITS }
    await files.unzip(unpacking, (share) => back.push(share))
    expect([back.at(-1), statSync(at('back', 'big')).size]).toEqual([1, 50 * 1024 * 1024])
    rmSync(at('back'), { recursive: true })
    await expect(files.unzip(unpacking, () => stop.abort(new Error('enough')))).rejects.toThrow('enough')
    expect(names()).toEqual(['big', 'big.zip'])
  })
})

describe('an archive of 70,000 entries', () => {
  test('is one of the wide kind, which others read too', async () => {
    const pieces: Uint8Array[] = []
    const writer = new ZipWriter(async (bytes) => void pieces.push(bytes))
    const given = { modified: 1_500_000_000_000, mode: 0o644, size: 1, dense: false }
    for (let i = 0; i < 70_000; i++)
      await writer.file(`${i % 100}/${i}`, given, oneOf(Buffer.from(`${i % 7}`)))
    await writer.end()
    put('many.zip', Buffer.concat(pieces))
    const order = { from: '~/many.zip', to: '~/back', ifExists: 'fail' as const, ...LIMITS }
    expect(await code(files.unzip({ ...order, maxEntries: 69_999 }))).toBe('files.archive-too-large')
    expect(names()).toEqual(['many.zip'])
    if (has('python3'))
      expect(
        execFileSync('python3', [
          '-c',
          'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.read("99/69999"))',
          at('many.zip'),
        ]).toString(),
      ).toBe("70000 b'6'\n")
  })
})

async function* oneOf(bytes: Uint8Array) {
  yield bytes
}
