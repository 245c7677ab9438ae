import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineReader } from './line-reader.ts'

function read(chunks: readonly Buffer[], longest?: number) {
  const heard: string[] = []
  const faults: string[] = []
  const reader = new LineReader(
    { line: (text) => heard.push(text), fault: (fault) => faults.push(fault) },
    longest,
  )
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  return { heard, faults }
}

/** Bytes cut at any places, also in the middle of a character. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length))
}

const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'))

test('gives the same lines however their bytes arrive', () => {
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), (lines, places) => {
      const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''))
      expect(read(cut(bytes, places))).toEqual({ heard: lines, faults: [] })
    }),
  )
})

test('hears of any bytes nothing but lines, and at most one fault, after which nothing comes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat()), (bytes, places) => {
      const { heard, faults } = read(cut(Buffer.from(bytes), places), 40)
      expect(faults.length).toBeLessThan(2)
      for (const one of heard) {
        expect(one).not.toContain('\n')
        expect(Buffer.byteLength(one)).toBeLessThanOrEqual(40)
      }
    }),
  )
})

describe('faults', () => {
  test('a line is too long as soon as it is, not when it ends', () => {
    const piece = Buffer.alloc(1024 * 1024, 'x')
    const faults: string[] = []
    const reader = new LineReader({ line: () => {}, fault: (fault) => faults.push(fault) })
    for (let i = 0; i < 16; i++) reader.push(piece)
    expect(faults).toEqual([])
    reader.push(Buffer.from('x'))
    expect(faults).toEqual(['too-long'])
  })

  test('the longest line is borne, one byte more is not; characters count by their bytes', () => {
    expect(read([Buffer.from('äääää\n')], 10)).toEqual({ heard: ['äääää'], faults: [] })
    expect(read([Buffer.from('äääääx\n')], 10)).toEqual({ heard: [], faults: ['too-long'] })
    expect(read([Buffer.from('ääää'), Buffer.from('ä\nok\n')], 10)).toEqual({
      heard: ['äääää', 'ok'],
      faults: [],
    })
    expect(read([Buffer.from('ääää'), Buffer.from('äx\nok\n')], 10)).toEqual({
      heard: [],
      faults: ['too-long'],
    })
  })

  test('bytes that are not UTF-8', () => {
    expect(read([Buffer.from([0x61, 0x0a, 0xc3, 0x0a])]).faults).toEqual(['not-utf8'])
  })

  test('half a line', () => {
    expect(read([Buffer.from('a\nb')])).toEqual({ heard: ['a'], faults: ['half-line'] })
    expect(read([Buffer.from('a\n')]).faults).toEqual([])
  })

  test('nothing is heard after stop, in the middle of a chunk too', () => {
    const heard: string[] = []
    const reader = new LineReader({
      line: (text) => {
        heard.push(text)
        reader.stop()
      },
      fault: () => heard.push('fault'),
    })
    reader.push(Buffer.from('a\nb\nc'))
    reader.end()
    expect(heard).toEqual(['a'])
  })
})
