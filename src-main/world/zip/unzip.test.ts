import {
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
import type { UnzipLimits } from '#shared/block'
import type { AppError } from '#shared/error'
import { ownDisk } from '../../../tests/support/own-disk.ts'
import { type RawEntry, rawZip } from '../../../tests/support/raw-zip.ts'
import { makeFiles } from '../make-files.ts'
import { NEVER_STOPPED } from '../stop-signal.ts'
import { rulesOf } from './archive-way.ts'
import { unzip } from './unzip.ts'

const LIMITS: UnzipLimits = { maxSize: 2 ** 30, maxEntries: 1000, maxRatio: 200 }
const LINK = 0o120777

let folder: string
const at = (...names: string[]) => join(folder, ...names)
const names = (...way: string[]) => readdirSync(at(...way)).sort()
/** Unpacks an archive in a folder of its own, beside which nothing may appear. */
const open = (bytes: Uint8Array, limits: Partial<UnzipLimits> = {}, to = '~/in/out') => {
  writeFileSync(at('a.zip'), bytes)
  return makeFiles({ home: folder }).unzip({
    from: '~/a.zip',
    to,
    ifExists: 'fail',
    ...LIMITS,
    ...limits,
  })
}
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
  // nothing half written, and nothing anywhere else
  expect([names(), names('in'), names('outside')]).toEqual([['a.zip', 'in', 'outside'], [], []])
  return error
}
const says = (about: string) => `${at('a.zip')} ${about}`

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-unzip-'))
  mkdirSync(at('in'))
  mkdirSync(at('outside'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a hostile archive is refused whole:', () => {
  const good: RawEntry = { name: 'good.txt', bytes: 'good' }

  test.each([
    ['../evil', 'it leads out of its folder'],
    ['a/../../evil', 'it leads out of its folder'],
    ['..\\..\\evil', 'it leads out of its folder'],
    ['good/..\\../../outside/evil', 'it leads out of its folder'],
    ['/outside/evil', 'it is a whole path, not a name in the archive'],
    ['\\evil', 'it is a whole path, not a name in the archive'],
    ['\\\\host\\share\\evil', 'it is a whole path, not a name in the archive'],
    ['C:\\evil', 'it names a disk'],
    ['c:/evil', 'it names a disk'],
    ['evil\0.txt', 'it holds a character no name can have'],
    ['', 'it has no name'],
    ['.', 'it has no name'],
    ['x'.repeat(300), 'it is too long for a disk'],
  ])('the name %j', async (name, fault) => {
    for (const entries of [
      [{ name, bytes: 'evil' }, good],
      [good, { name, bytes: 'evil' }],
    ]) {
      const error = await refusal(open(rawZip(entries)))
      expect(error.code).toBe('files.unsafe-archive')
      expect(error.message).toContain(fault)
    }
  })

  test('a name that is whole and leads out at once, by its bytes', async () => {
    const error = await refusal(open(rawZip([{ name: at('outside', 'evil'), bytes: 'evil' }])))
    expect(error.message).toBe(
      says(
        `holds "${at('outside', 'evil')}", which is not unpacked: it is a whole path, not a name in the archive.`,
      ),
    )
  })

  test('a good name in front of the bytes and an evil one in the directory, and the other way round', async () => {
    const error = await refusal(open(rawZip([{ name: '../evil', localName: 'good', bytes: 'x' }])))
    expect(error.code).toBe('files.unsafe-archive')
    await open(rawZip([{ name: 'good', localName: '../evil', bytes: 'x' }]))
    expect([names('in', 'out'), names('outside')]).toEqual([['good'], []])
  })

  test('two of one name, a file that is a folder too', async () => {
    const twice = await refusal(open(rawZip([good, { name: './good.txt', bytes: 'evil' }])))
    expect(twice.message).toBe(says('holds "./good.txt", which is not unpacked: it is there twice.'))
    const both = await refusal(open(rawZip([good, { name: 'good.txt/evil', bytes: 'evil' }])))
    expect(both.message).toContain('it is there as a file and as a folder')
  })

  test.each([
    [
      'win32',
      ['CON', 'a/NUL.txt', 'com1', 'a.', 'a ', 'a:evil', 'a?b', 'a\u0007'],
      'Windows takes no such name',
    ],
    ['darwin', ['GOOD.TXT', 'Good.txt'], 'it is there twice'],
    ['win32', ['GOOD.TXT'], 'it is there twice'],
  ] as const)('names that mean something else on %s: %j', async (platform, evil, fault) => {
    for (const name of evil) {
      writeFileSync(at('a.zip'), rawZip([good, { name, bytes: 'evil' }]))
      const order = { from: at('a.zip'), to: at('in', 'out'), toFolder: false, ifExists: 'fail' as const }
      const deed = unzip(order, LIMITS, NEVER_STOPPED, undefined, rulesOf(platform))
      expect((await refusal(deed)).message).toContain(fault)
    }
  })

  test('what is locked with a password', async () => {
    const error = await refusal(
      open(rawZip([good, { name: 'secret.txt', bytes: 'x'.repeat(12), flags: 0x801 }])),
    )
    expect(error).toMatchObject({
      code: 'files.encrypted-archive',
      message: says('is locked with a password ("secret.txt"), which cannot be unlocked here.'),
    })
    expect((await refusal(open(rawZip([{ name: 'a', flags: 0x841, bytes: 'x' }])))).message).toBe(
      says('cannot be read as a zip archive: it is locked with a password.'),
    )
  })

  test.each([
    [9, 'Deflate64'],
    [12, 'bzip2'],
    [93, 'Zstandard'],
    [77, 'method 77'],
  ])('what is packed by method %i', async (method, name) => {
    const error = await refusal(open(rawZip([good, { name: 'b', bytes: 'x', method }])))
    expect(error).toMatchObject({ code: 'files.unknown-compression' })
    expect(error.message).toContain(`holds "b", packed in a way not known here (${name}).`)
  })
})

describe('links', () => {
  test.each([
    ['of Unix', { mode: LINK }],
    ['of macOS', { mode: LINK, madeOn: 19 }],
    ['of Windows', { madeOn: 0, dos: 0x400 }],
    ['to what is behind them', { mode: LINK, method: 0 }],
    ['that are pipes', { mode: 0o010644 }],
    ['that are devices', { mode: 0o020644 }],
  ])('%s are left out and named, and nothing goes through them', async (_what, kind) => {
    const entries: RawEntry[] = [
      { name: 'way', bytes: at('outside'), ...kind },
      { name: 'way/evil', bytes: 'evil' },
      { name: 'passwd', bytes: '/etc/passwd', ...kind },
      { name: 'a.txt', bytes: 'good' },
    ]
    expect(await open(rawZip(entries))).toMatchObject({ files: 2, leftOut: ['way', 'passwd'] })
    expect([names('in', 'out'), names('in', 'out', 'way'), names('outside')]).toEqual([
      ['a.txt', 'way'],
      ['evil'],
      [],
    ])
  })

  test('that say they come from MS-DOS are files of a few letters', async () => {
    await open(rawZip([{ name: 'way', bytes: at('outside'), mode: LINK, madeOn: 0 }]))
    expect(readFileSync(at('in', 'out', 'way'), 'utf8')).toBe(at('outside'))
  })

  test.skipIf(process.platform === 'win32')(
    'give nobody more rights than a file that is made here',
    async () => {
      await open(rawZip([{ name: 'root', bytes: 'x', mode: 0o104777 }]))
      expect(statSync(at('in', 'out', 'root')).mode & 0o7000).toBe(0)
      expect(statSync(at('in', 'out', 'root')).mode & 0o002).toBe(0)
    },
  )
})

describe('a bomb', () => {
  const zeros = (size: number) => Buffer.alloc(size)

  test('is refused by what it says it holds, before anything is written', async () => {
    const error = await refusal(open(rawZip([{ name: 'a', bytes: zeros(20_000_000) }]), { maxRatio: 100 }))
    expect(error).toMatchObject({ code: 'files.archive-too-large', details: { field: 'maxRatio' } })
    expect(error.message).toBe(
      says('holds more than 100 times its own size, as an archive made to do harm would.'),
    )
    const large = await refusal(open(rawZip([{ name: 'a', bytes: zeros(2_000_000) }]), { maxSize: 2 ** 20 }))
    expect(large.message).toBe(says('holds more than 1 MB when it is unpacked.'))
  })

  test('of many entries is refused by their count, whatever the end of the archive says', async () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ name: `${i}/` }))
    const error = await refusal(open(rawZip(many), { maxEntries: 49 }))
    expect(error.message).toBe(says('holds more than 49 files and folders.'))
    await open(rawZip(many), { maxEntries: 50 })
  })

  test('of entries that share their bytes counts each', async () => {
    const one = { bytes: zeros(3_000_000), says: { offset: 0 } }
    const many = Array.from({ length: 40 }, (_, i) => ({ name: `${i}`.padStart(5, '0'), ...one }))
    expect((await refusal(open(rawZip(many), { maxRatio: 1000, maxSize: 100_000_000 }))).code).toBe(
      'files.archive-too-large',
    )
  })

  test.each([10, 100_000])('that lies about its size ends where the lie shows (it says %i)', async (size) => {
    const lie = { name: 'a', bytes: zeros(5_000_000), says: { size } }
    const error = await refusal(open(rawZip([lie]), { maxSize: 1_000_000 }))
    expect(error).toMatchObject({ code: 'files.broken-archive', details: { entry: 'a' } })
    expect(error.message).toBe(says('is damaged at "a": it holds more than the archive says.'))
  })
})

describe('a damaged archive', () => {
  const whole = rawZip([
    { name: 'a.txt', bytes: 'some text that is long enough to be packed packed packed packed' },
    { name: 'b/', mode: 0o040755 },
    { name: 'b/big', bytes: Buffer.from(Array.from({ length: 90_000 }, (_, i) => (i * i * 31) >> 3)) },
    { name: 'b/stored', bytes: 'stored', method: 0 },
  ])

  test('cut short at 20 places says so, wherever it was cut', async () => {
    for (let place = 0; place < 20; place++) {
      const error = await refusal(open(whole.subarray(0, Math.floor((whole.length * place) / 20))))
      expect(error).toMatchObject({
        code: 'files.broken-archive',
        message: says(
          'cannot be read as a zip archive: its end is missing, so it was cut short or is no zip archive.',
        ),
      })
    }
  })

  test('whose head is missing is damaged', async () => {
    for (let place = 1; place < 20; place++)
      expect((await refusal(open(whole.subarray(Math.floor((whole.length * place) / 20))))).code).toBe(
        'files.broken-archive',
      )
  })

  test('with any byte changed is read right or refused, and writes nothing outside', async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }))
    // more often where the archive says what it is than among packed bytes
    const head = fc.tuple(
      fc.oneof(
        fc.nat(120),
        fc.nat(260).map((back) => whole.length - 1 - back),
      ),
      fc.integer({ min: 1, max: 255 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(change, head), { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = Buffer.from(whole)
        for (const [place, by] of changes) bytes[place] = (bytes[place] as number) ^ by
        const outcome = await open(bytes).then(
          () => 'read',
          (error) => error,
        )
        if (outcome !== 'read') {
          expect(outcome).toMatchObject({ name: 'AppError', code: expect.stringMatching(/^files\./) })
          expect(names('in')).toEqual([])
        }
        expect([names(), names('outside')]).toEqual([['a.zip', 'in', 'outside'], []])
        rmSync(at('in', 'out'), { recursive: true, force: true })
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['a sum that is not theirs', { crc: 1 }, 'its bytes are not those that were packed'],
    ['fewer bytes than it says', { size: 99 }, 'it holds less than the archive says'],
    ['bytes that begin elsewhere', { offset: 3 }, 'its bytes cannot be read'],
    ['bytes behind the end', { packed: 100_000 }, 'its bytes cannot be read'],
  ])('with %s names the entry', async (_what, lie, why) => {
    for (const bytes of ['x', Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 31) >> 3))]) {
      const says_ = 'size' in lie ? { size: bytes.length + lie.size } : lie
      const error = await refusal(
        open(
          rawZip([
            { name: 'good', bytes: 'g' },
            { name: 'bad', bytes, says: says_ },
          ]),
        ),
      )
      expect(error).toMatchObject({
        code: 'files.broken-archive',
        message: says(`is damaged at "bad": ${why}.`),
        details: { entry: 'bad' },
      })
    }
  })

  test('that is none at all: empty, text, another kind, a folder', async () => {
    for (const bytes of ['', 'PK', 'hello '.repeat(100), '\x1f\x8b\x08\x00', 'Rar!\x1a\x07'])
      expect((await refusal(open(Buffer.from(bytes, 'latin1')))).code).toBe('files.broken-archive')
    const none = makeFiles({ home: folder }).unzip({ from: '~/in', to: '~/x', ifExists: 'fail', ...LIMITS })
    expect((await refusal(none)).code).toBe('files.is-folder')
  })
})

describe('where an archive goes', () => {
  const bytes = rawZip([{ name: 'a.txt', bytes: 'text' }])

  test('to a new folder of that name, or to one named after it in a folder that is there', async () => {
    expect((await open(bytes, {}, '~/in/new')).path).toBe(at('in', 'new'))
    expect((await open(bytes, {}, '~/in')).path).toBe(at('in', 'a'))
    expect((await open(bytes, {}, '~/in/deep/down/')).path).toBe(at('in', 'deep', 'down', 'a'))
    expect(names('in', 'a')).toEqual(['a.txt'])
  })

  test('never into what is there', async () => {
    await open(bytes, {}, '~/in/')
    writeFileSync(at('in', 'a', 'mine'), '')
    await expect(open(bytes, {}, '~/in/')).rejects.toMatchObject({ code: 'files.exists' })
    const files = makeFiles({ home: folder })
    const order = { from: '~/a.zip', to: '~/in/', ifExists: 'rename' as const, ...LIMITS }
    const many = await Promise.all(Array.from({ length: 10 }, () => files.unzip(order)))
    expect(new Set(many.map((one) => one.path)).size).toBe(10)
    expect(names('in', 'a')).toEqual(['a.txt', 'mine'])
    expect(names('in')).toHaveLength(11)
  })

  test('only within the folders that flows may use', async () => {
    writeFileSync(at('a.zip'), bytes)
    symlinkSync(at('outside'), at('in', 'link'))
    const files = makeFiles({ home: folder, allowed: [at('in')] })
    const order = { to: '~/in/x', ifExists: 'fail' as const, ...LIMITS }
    const outside = { code: 'files.outside-allowed' }
    await expect(files.unzip({ ...order, from: '~/a.zip' })).rejects.toMatchObject(outside)
    writeFileSync(at('in', 'a.zip'), bytes)
    for (const to of ['~/outside/', '~/in/link/', '~/in/link', '~/in/link/x'])
      await expect(files.unzip({ ...order, from: '~/in/a.zip', to })).rejects.toMatchObject(outside)
    for (const zipping of [
      { from: ['~/outside'], to: '~/in/b.zip' },
      { from: ['~/in/a.zip', '~/in/link'], to: '~/in/b.zip' },
      { from: ['~/in/a.zip'], to: '~/in/link/' },
    ])
      await expect(files.zip({ ...zipping, ifExists: 'fail' })).rejects.toMatchObject(outside)
    expect([names('in'), names('outside')]).toEqual([['a.zip', 'link'], []])
  })
})

describe('names in an archive', () => {
  test('are UTF-8 when it says so, or when it comes from Unix and they are; else of the first PC', async () => {
    const utf8 = Buffer.from('\u00e4 \u{1f600}')
    await open(
      rawZip([
        { name: Buffer.concat([utf8, Buffer.from('1')]), flags: 0x800, madeOn: 0 },
        { name: Buffer.concat([utf8, Buffer.from('2')]), flags: 0, madeOn: 3 },
        { name: Buffer.from([0x84, 0x33]), flags: 0, madeOn: 0 },
        { name: Buffer.from([0x84, 0x34]), flags: 0, madeOn: 3 },
      ]),
    )
    expect(names('in', 'out')).toEqual(['ä 😀1', 'ä 😀2', 'ä3', 'ä4'].sort())
  })

  test.skipIf(process.platform === 'win32')('may be odd and still only names', async () => {
    const odd = ['-rf', '$(touch evil)', 'new\nline', '~', '*', 'a;b', ' lead', 'trail ', '\u202egpj.exe']
    await open(rawZip(odd.map((name) => ({ name, bytes: name }))))
    expect(names('in', 'out')).toEqual(odd.toSorted())
  })
})

const disk = ownDisk('256k')
test.skipIf(disk === null)(
  'on a full disk nothing half unpacked stays (needs the right to mount one)',
  async () => {
    writeFileSync(
      at('a.zip'),
      rawZip([
        { name: 'a', bytes: 'a' },
        { name: 'b', bytes: Buffer.alloc(600_000, 'abc') },
      ]),
    )
    const order = { from: '~/a.zip', to: `${disk}/out`, ifExists: 'fail' as const, ...LIMITS }
    await expect(makeFiles({ home: folder }).unzip(order)).rejects.toMatchObject({ code: 'files.disk-full' })
    expect(readdirSync(disk as string)).toEqual([])
  },
)
