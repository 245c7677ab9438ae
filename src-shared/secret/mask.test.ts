import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_SECRET, MASK, makeMask, SHORTEST_SECRET } from './index.ts'

const CANARY = 'kana/ri+en "vögel" & <ü>=1\\2'
const mask = makeMask([CANARY])

const base64 = (text: string) => Buffer.from(text).toString('base64')
/** The middle of it, which no neighbour has a part in. */
const heart = (text: string) => base64(`xx${text}`).slice(4, -4)

describe('a mask takes a value out', () => {
  test.each([
    ['as it is', CANARY],
    ['of JSON', JSON.stringify(CANARY)],
    ['of JSON in JSON', JSON.stringify(JSON.stringify({ a: CANARY }))],
    [
      'of JSON in ASCII',
      JSON.stringify(CANARY).replace(/[^ -~]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    ],
    [
      'of JSON that Go wrote',
      JSON.stringify(CANARY).replaceAll('&', '\\u0026').replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
    ],
    ['of JSON that PHP wrote', JSON.stringify(CANARY).replaceAll('/', '\\/')],
    ['of a URL', encodeURIComponent(CANARY)],
    ['of a URL in lower case', encodeURIComponent(CANARY).replace(/%../g, (code) => code.toLowerCase())],
    ['of an address', new URL(`http://x/?q=${CANARY}`).href],
    ['of a form', new URLSearchParams({ q: CANARY }).toString()],
    [
      'of HTML',
      `<b>${CANARY.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</b>`,
    ],
    ['of hexadecimal', Buffer.from(CANARY).toString('hex').toUpperCase()],
  ])('%s', (_, text) => {
    const masked = mask.text(text)
    expect(masked).toContain(MASK)
    for (const part of ['kana', 'vögel', 'v%C3', 'v\\u', '6b616e61'])
      expect(masked.toLowerCase()).not.toContain(part)
  })

  test.each(['', 'x', 'xy', 'xyz', 'user:'])('of base64, wherever it begins: behind "%s"', (before) => {
    for (const after of ['', 'a', 'ab', 'abc']) {
      const text = base64(before + CANARY + after)
      for (const form of [text, text.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(text)]) {
        const masked = mask.text(form)
        expect(masked).toContain(MASK)
        expect(Buffer.from(masked, 'base64').toString('latin1')).not.toContain('ri+en')
        expect(masked).not.toContain(heart('ri+en "v'))
      }
    }
  })

  test('out of values and keys at any depth, and leaves the rest as it is', () => {
    const rest = { list: [1, 'a', null, { b: true }] }
    const masked = mask.json({
      a: [`token=${CANARY}`],
      rest,
      [CANARY]: 1,
      [`${CANARY}`.toString()]: 2,
      'x y': CANARY,
    })
    expect(masked).toEqual({ a: ['token=***'], rest, '***': 2, 'x y': '***' })
    expect(masked.rest).toBe(rest)
  })

  test('keys that become the same stay apart', () => {
    expect(makeMask(['secret-one', 'secret-two']).json({ 'secret-one': 1, 'secret-two': 2 })).toEqual({
      '***': 1,
      '*** 2': 2,
    })
  })

  test('numbers that are a secret', () => {
    expect(makeMask(['123456']).json({ pin: 123456, sum: 1234567, text: 'pin 123456' })).toEqual({
      pin: '***',
      sum: 1234567,
      text: 'pin ***',
    })
  })

  test('what a message shows of it before it cuts it off', () => {
    const { text } = makeMask(['abcdefghijklmnopqrstuvwxyz'])
    expect(text('got the text "abcdefghijklmnop..."')).toBe('got the text "***..."')
    expect(text('abcdefghijklmnopqrst…')).toBe('***…')
    expect(text('body: abcdefghijklmnopqrst')).toBe('body: ***')
    expect(text('the alphabet begins abcdef')).toBe('the alphabet begins abcdef')
    expect(text('abcdefghijklmnopqrst and so on')).toBe('abcdefghijklmnopqrst and so on')
  })

  test('a line of a key, and a value without the blanks around it', () => {
    const { text } = makeMask(['-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\nshort\n', '  padded value '])
    expect(text('cannot read MIIEvQIBADANBgkqhkiG9w0BAQ')).toBe('cannot read ***')
    expect(text('short')).toBe('short')
    expect(text('[padded value]')).toBe('[***]')
  })
})

test('a mask leaves what holds no secret as the very same value', () => {
  const value = { a: ['kana', 'ri+en'], b: { c: 'vögel' }, __proto__: null }
  expect(mask.json(value)).toBe(value)
  expect(makeMask([]).json(value)).toBe(value)
})

test('a longer secret that begins like a shorter one goes as a whole', () => {
  expect(makeMask(['secret', 'secret-longer']).text('secret-longer secret')).toBe('*** ***')
})

test('a key that could reach a prototype stays a key', () => {
  const value = JSON.parse('{"__proto__": {"admin": "my-secret"}, "a": "my-secret"}')
  const masked = makeMask(['my-secret']).json(value)
  expect(Object.getPrototypeOf(masked)).toBe(Object.prototype)
  expect(JSON.stringify(masked)).toBe('{"__proto__":{"admin":"***"},"a":"***"}')
})

describe('a mask takes out a secret', () => {
  test('of signs that have many forms, as large as one may be', () => {
    const value = '"\\/&<ü +'.repeat(LONGEST_SECRET / 8)
    const { text } = makeMask([value])
    for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])
      expect(text(`a ${form} b`)).toBe('a *** b')
  })

  test('that is JSON, with a key in it, in a text of JSON', () => {
    const value = JSON.stringify({
      type: 'service_account',
      key: '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n'.repeat(9),
    })
    const { text } = makeMask([value])
    for (const form of [value, JSON.stringify(value), JSON.stringify(JSON.stringify(value))])
      expect(text(form)).not.toContain('MIIEvQ')
  })

  test('of which only the beginning is there', () => {
    const value = Array.from({ length: 300 }, (_, i) => String.fromCharCode(65 + ((i * 7) % 26))).join('')
    const { text } = makeMask([value])
    for (const length of [48, 49, 100, 299]) expect(text(`body: ${value.slice(0, length)}`)).toBe('body: ***')
    expect(text(`cut: ${value.slice(0, 100)}, then more`)).toBe('cut: ***, then more')
  })
})

test('whatever the value and what stands around it, no form of it is left', () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: SHORTEST_SECRET, maxLength: 40 })
    .filter((text) => text.trim().length >= SHORTEST_SECRET && text.isWellFormed() && !text.includes('\0'))
  const around = fc.string({ unit: 'grapheme', maxLength: 5 }).filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(value, around, around, (secret, before, after) => {
      const { text } = makeMask([secret])
      const whole = before + secret + after
      for (const form of [whole, JSON.stringify(whole), encodeURIComponent(whole)]) {
        const masked = text(form)
        const written =
          form === whole
            ? secret
            : form.startsWith('"')
              ? JSON.stringify(secret).slice(1, -1)
              : encodeURIComponent(secret)
        // three signs may be left that were there before
        if (masked.includes(written))
          expect(MASK.includes(written) || (before + MASK + after).includes(written)).toBe(true)
        expect(masked).toContain(MASK)
      }
      expect(text(base64(whole))).toContain(MASK)
    }),
    { numRuns: 300 },
  )
})
