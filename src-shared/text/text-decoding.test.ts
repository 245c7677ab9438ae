import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TextDecoding } from './text-decoding.ts'
import { TextPlace } from './text-place.ts'

const make = (encoding: string) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
const decode = (bytes: Uint8Array, encoding = 'utf-8', cuts: readonly number[] = []): string => {
  const decoding = new TextDecoding(encoding, make, 'a.csv')
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  const pieces = edges.slice(1).map((end, i) => decoding.push(bytes.slice(edges[i], end)))
  return pieces.join('') + decoding.end()
}
const utf16 = (text: string, bigEndian: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return Uint8Array.from(bigEndian ? bytes.swap16() : bytes)
}
const failure = (bytes: Uint8Array, encoding = 'utf-8', cuts: readonly number[] = []) => {
  try {
    decode(bytes, encoding, cuts)
  } catch (error) {
    return error as Error & { code: string; details: Record<string, unknown> }
  }
  throw new Error('it was read')
}

/** texts of whole characters: what a file can hold */
const texts = fc.string({ unit: 'binary' })

describe('the text of bytes', () => {
  test('is the same however the bytes are cut', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(40)), fc.constantFrom('utf-8', 'le', 'be'), (text, cuts, form) => {
        // a text that begins with a mark of its own loses it, as every reader takes it for the file's
        fc.pre(!text.startsWith('\ufeff') && !text.startsWith('\ufffe'))
        const bytes = form === 'utf-8' ? new TextEncoder().encode(text) : utf16(text, form === 'be')
        const encoding = form === 'utf-8' ? 'utf-8' : `utf-16${form}`
        fc.pre(![0xfffe, 0xfeff].includes(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)))
        expect(
          decode(
            bytes,
            encoding,
            cuts.filter((cut) => cut <= bytes.length),
          ),
        ).toBe(text)
      }),
    )
  })

  test('goes by its byte order mark, which is taken off once', () => {
    expect(decode(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'windows-1252')).toBe('a')
    expect(decode(utf16('\ufeffäb', false))).toBe('äb')
    expect(decode(utf16('\ufeffäb', true), 'utf-16', [1])).toBe('äb')
    expect(decode(new TextEncoder().encode('\ufeff\ufeffa'))).toBe('\ufeffa')
    expect(decode(utf16('ab', false), 'utf-16')).toBe('ab')
    expect(decode(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('')
    expect(decode(new Uint8Array(0))).toBe('')
  })

  test('may be of any encoding the platform knows', () => {
    expect(decode(Uint8Array.of(0x80, 0xe4), 'windows-1252')).toBe('€ä')
    expect(decode(Uint8Array.of(0x82, 0xa0), 'Shift_JIS', [1])).toBe('あ')
    expect(failure(Uint8Array.of(0x61), 'klingon')).toMatchObject({ code: 'files.unknown-encoding' })
  })

  test('names line and column of the first byte that is none', () => {
    const bytes = new Uint8Array([...Buffer.from('a,ü\r\nb\rc,'), 0xe4, 0x2c, 0x0a])
    for (const cuts of [[], [5], [9], [10], [11]]) {
      const error = failure(bytes, 'utf-8', cuts)
      expect(error).toMatchObject({ code: 'files.not-text', details: { line: 3, column: 3 } })
      expect(error.message).toContain('a.csv is not UTF-8 text at line 3, column 3: the byte 0xE4 is no')
    }
  })

  test('is no text when it is cut short in mid-character', () => {
    expect(failure(Uint8Array.of(0x61, 0xe2, 0x82)).message).toContain('ends in the middle of a character')
    expect(failure(Uint8Array.of(0x61, 0, 0x62), 'utf-16le')).toMatchObject({
      details: { line: 1, column: 2 },
    })
    expect(failure(Uint8Array.of(0x3d, 0xd8, 0x61, 0), 'utf-16le')).toMatchObject({ code: 'files.not-text' })
    expect(failure(Uint8Array.of(0x82), 'shift_jis')).toMatchObject({ code: 'files.not-text' })
  })
})

test('a place counts lines however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r', 'é')), fc.array(fc.nat(20)), (letters, cuts) => {
      const text = letters.join('')
      const edges = [0, ...cuts.filter((cut) => cut <= text.length).sort((a, b) => a - b), text.length]
      const place = new TextPlace()
      for (const [i, end] of edges.slice(1).entries()) place.pass(text.slice(edges[i], end))
      const lines = text.split(/\r\n|\n|\r/)
      // a CR that may yet become CR LF has ended its line already
      expect({ line: place.line, column: place.column }).toEqual({
        line: lines.length,
        column: (lines.at(-1) as string).length + 1,
      })
    }),
  )
})
