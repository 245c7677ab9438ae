import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { encode } from './block.ts'
import { decode } from './decode.ts'
import { run } from './run.ts'

const WAYS = ['base64', 'base64url', 'url', 'hex', 'html'] as const

describeBlock(encode, import.meta.dirname, ({ output, failure, fixture }) => {
  test('writes as others do', async () => {
    expect((await fixture('sign-in', { input: { user: 'Aladdin', key: 'open sesame' } })).output).toBe(
      'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    )
    const written = WAYS.map((as) => output({ as }, 'ü?>ÿ 1'))
    expect(await Promise.all(written)).toEqual([
      'w7w/PsO/IDE=',
      'w7w_PsO_IDE',
      '%C3%BC%3F%3E%C3%BF%201',
      'c3bc3f3ec3bf2031',
      'ü?&gt;ÿ 1',
    ])
  })

  test.each([
    ['base64', ' SGVs\nbG8 ', 'Hello'],
    ['base64', '', ''],
    ['base64url', 'w7w_PsO_IDE=', 'ü?>ÿ 1'],
    ['hex', 'C3 bc\n31', 'ü1'],
    ['url', 'a+b%20c', 'a+b c'],
    ['html', '&lt;&uuml;&#8364;&#x20ac;&nope; & x', '<ü€€&nope; & x'],
  ])('reads %s %j', async (as, text, read) => {
    expect(await output({ do: 'decode', as }, text)).toBe(read)
  })

  test.each([
    ['base64', 'SGV!bG8=', 'The text is not Base64: "!" at character 4 has no meaning there.'],
    ['base64', 'SGV-bG8=', 'The text is not Base64: "-" at character 4'],
    ['base64', 'SG=VsbG8', 'The text is not Base64: "=" at character 3'],
    ['base64', 'SGVsb', 'The text is not Base64: its end is missing.'],
    ['base64', '/9j/4A==', 'What Base64 holds is no text'],
    ['hex', 'c3bx', 'The text is not hex: "x" at character 4'],
    ['hex', 'c3b', 'The text is not hex: its end is missing.'],
    ['hex', 'ff', 'What hex holds is no text'],
    ['url', '100%', 'The text is not an encoded part of an address: "%" at character 4'],
    ['url', '%E0%A4', 'What the address holds is no text'],
  ])('refuses %s %j', async (as, text, words) => {
    expect((await failure({ do: 'decode', as }, text)).message).toContain(words)
  })
})

test('what was written is read back, and cut short it is refused or read as the beginning', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(text, fc.constantFrom(...WAYS), (whole, as) => {
      const { next } = run.run({ do: 'encode', as, text: whole }, {} as never) as { next: string }
      expect(decode(next, as)).toBe(whole)
      for (let i = 0; i < 20; i++) {
        const cut = next.slice(0, Math.floor((next.length * i) / 20))
        let read: string
        try {
          read = decode(cut, as)
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^data\.(broken-encoding|not-text)$/)
          continue
        }
        if (as !== 'html') expect(whole.startsWith(read)).toBe(true)
      }
    }),
  )
})
