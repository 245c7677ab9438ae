import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IfExists } from '#shared/block'
import { makeFiles } from './make-files.ts'

let folder: string
let stop: AbortController
let files: ReturnType<typeof makeFiles>
const at = (...names: string[]) => join(folder, ...names)
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const code = (deed: Promise<unknown>) =>
  deed.then(
    () => 'nothing was refused',
    (error) => error.code ?? error,
  )

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-streams-'))
  stop = new AbortController()
  files = makeFiles({ home: folder }, stop.signal)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a file read as a stream', () => {
  const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251))
  beforeEach(() => writeFileSync(at('a.csv'), bytes))

  test('comes in pieces of its own memory, and tells what it is', async () => {
    const file = await files.openRead('~/a.csv')
    expect([file.path, file.name, file.size, file.type]).toEqual([at('a.csv'), 'a.csv', 700_000, 'text/csv'])
    const pieces: Uint8Array[] = []
    for await (const piece of file) pieces.push(piece)
    expect(pieces.map((piece) => piece.length)).toEqual([262144, 262144, 175712])
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  })

  test('gives any piece of itself, shorter only at its end', async () => {
    const file = await files.openRead('~/a.csv')
    expect(Buffer.from(await file.readAt(5, 10)).equals(bytes.subarray(5, 15))).toBe(true)
    expect((await file.readAt(699_998, 10)).length).toBe(2)
    expect((await file.readAt(800_000, 10)).length).toBe(0)
    await file.close()
    await file.close()
    expect(await code(file.readAt(0, 1))).toBe('files.failed')
  })

  test('is closed when the loop is left, and ends with the reason of a stopped step', async () => {
    const file = await files.openRead('~/a.csv')
    for await (const _piece of file) break
    expect(await code(file.readAt(0, 1))).toBe('files.failed')
    const other = await files.openRead('~/a.csv')
    const reading = (async () => {
      for await (const _piece of other) stop.abort(new Error('enough'))
    })()
    await expect(reading).rejects.toThrow('enough')
    await expect(files.openRead('~/a.csv')).rejects.toThrow('enough')
  })

  test('grows while it is read: what came is read too', async () => {
    const file = await files.openRead('~/a.csv')
    let size = 0
    for await (const piece of file) {
      if (size === 0) appendFileSync(at('a.csv'), 'more')
      size += piece.length
    }
    expect(size).toBe(700_004)
  })

  test('is refused when it is none, or not there', async () => {
    expect(await code(files.openRead('~'))).toBe('files.is-folder')
    expect(await code(files.openRead('~/none'))).toBe('files.not-found')
    if (process.platform === 'win32') return
    execFileSync('mkfifo', [at('pipe')])
    expect(await code(files.openRead('~/pipe'))).toBe('files.not-a-file')
  })
})

describe('a file written as a stream', () => {
  test('is there only when it is done', async () => {
    const file = await files.openWrite('~/new/a.txt', 'fail')
    await file.write('ä')
    await file.write(new Uint8Array([0xe2, 0x82]))
    await file.write(new Uint8Array([0xac]))
    expect(file.written).toBe(5)
    expect(names('new')).toEqual([expect.stringMatching(/^\.blockloom-.*\.part$/)])
    expect(await file.done()).toEqual({
      path: at('new', 'a.txt'),
      name: 'a.txt',
      size: 5,
      type: 'text/plain',
    })
    expect([names('new'), readFileSync(at('new', 'a.txt'), 'utf8')]).toEqual([['a.txt'], 'ä€'])
    await file.cancel()
    expect(names('new')).toEqual(['a.txt'])
    await expect(file.write('more')).rejects.toThrow('written already')
  })

  test('leaves nothing when it is given up, also by a stopped step', async () => {
    writeFileSync(at('a.txt'), 'old')
    const given = await files.openWrite('~/a.txt', 'replace')
    await given.write('new')
    await given.cancel()
    const stopped = await files.openWrite('~/a.txt', 'replace')
    await stopped.write('x'.repeat(100_000))
    stop.abort(new Error('enough'))
    await expect(stopped.done()).rejects.toThrow('enough')
    await stopped.cancel()
    expect([names(), readFileSync(at('a.txt'), 'utf8')]).toEqual([['a.txt'], 'old'])
  })

  test('is cancelled by a stopped step though nobody comes back to it', async () => {
    const file = await files.openWrite('~/a.txt', 'replace')
    await file.write('x')
    stop.abort(new Error('enough'))
    await file.cancel()
    expect(names()).toEqual([])
  })

  test('refuses at once what can never be placed', async () => {
    writeFileSync(at('a.txt'), 'old')
    mkdirSync(at('f'))
    expect(await code(files.openWrite('~/a.txt', 'fail'))).toBe('files.exists')
    expect(await code(files.openWrite('~/f', 'replace'))).toBe('files.is-folder')
    expect(names()).toEqual(['a.txt', 'f'])
  })

  test('fails at its end when another took the name meanwhile, and overwrites nothing', async () => {
    const file = await files.openWrite('~/a.txt', 'fail')
    await file.write('mine')
    writeFileSync(at('a.txt'), 'theirs')
    expect(await code(file.done())).toBe('files.exists')
    expect([names(), readFileSync(at('a.txt'), 'utf8')]).toEqual([['a.txt'], 'theirs'])
  })

  test('ends with the first failure, whichever piece is asked about', async () => {
    const failing = files.writeStream(
      '~/a.txt',
      (async function* () {
        yield 'one'
        throw new Error('the source broke')
      })(),
      'replace',
    )
    await expect(failing).rejects.toThrow('the source broke')
    expect(names()).toEqual([])
  })

  test('holds all pieces in order, awaited or not, however they are cut', async () => {
    const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array(), fc.constant('y'.repeat(70_000)))
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom<IfExists>('replace', 'rename'),
        async (pieces, waits, ifExists) => {
          const file = await files.openWrite('~/a', ifExists)
          for (const one of pieces) {
            const writing = file.write(one)
            if (waits) await writing
          }
          const { path, size } = await file.done()
          const whole = Buffer.concat(pieces.map((one) => Buffer.from(one as string)))
          expect(readFileSync(path).equals(whole)).toBe(true)
          expect(size).toBe(whole.length)
        },
      ),
      { numRuns: 40 },
    )
  })

  test.skipIf(process.platform === 'win32')('goes through a link into the file it names', async () => {
    writeFileSync(at('real.txt'), 'old')
    symlinkSync('real.txt', at('link.txt'))
    expect(await files.writeStream('~/link.txt', streamOf('new'), 'replace')).toMatchObject({
      name: 'link.txt',
      size: 3,
    })
    expect([names(), readFileSync(at('real.txt'), 'utf8')]).toEqual([['link.txt', 'real.txt'], 'new'])
    rmSync(at('real.txt'))
    await files.writeText('~/link.txt', 'again', 'replace')
    expect([names(), readFileSync(at('real.txt'), 'utf8')]).toEqual([['link.txt', 'real.txt'], 'again'])
  })
})

async function* streamOf(...pieces: string[]) {
  yield* pieces
}
