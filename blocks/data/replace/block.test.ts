import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHeavy } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { replace } from './block.ts'

describeBlock(replace, import.meta.dirname, ({ output, failure, fixture }) => {
  test('replaces words that mean themselves, everywhere or once, large and small', async () => {
    expect(await output({ find: 'a.b', with: '$& $1' }, 'a.b axb A.b a.b')).toBe('$& $1 axb A.b $& $1')
    expect(await output({ find: 'a', with: 'x', all: false }, 'aaa')).toBe('xaa')
    expect(await output({ find: 'ä', with: 'x', ignoreCase: true }, 'Äpfel äh')).toBe('xpfel xh')
    expect(await output({ find: ' ' }, 'a b c')).toBe('abc')
    expect(await output({ find: 'z', with: 'y' }, 'abc')).toBe('abc')
    expect(await output({ find: '(', with: '[' }, 'f(x)')).toBe('f[x)')
  })

  test('replaces what a pattern finds, with what its groups found', async () => {
    expect((await fixture('dates', { input: 'from 1.2.2026 to 23.11.2026' })).output).toBe(
      'from 2026-2-1 to 2026-11-23',
    )
    const how = 'pattern'
    expect(
      await output({ how, find: '(?<first>\\p{L}+) (\\p{L}+)', with: '$2, $<first> ($&) $$' }, 'Ada Löve'),
    ).toBe('Löve, Ada (Ada Löve) $')
    expect(await output({ how, find: '\\s+', with: ' ', all: false }, 'a  b  c')).toBe('a b  c')
    expect(await output({ how, find: '^', with: '> ', byLine: true }, 'a\nb')).toBe('> a\n> b')
    expect(await output({ how, find: 'A', with: 'x', ignoreCase: true }, 'aA')).toBe('xx')
  })

  test('says what is no pattern, and when the text gets too large', async () => {
    const wrong = await failure({ how: 'pattern', find: '[z-a]' }, 'a')
    expect(wrong).toMatchObject({ code: 'data.bad-pattern', details: { field: 'find' } })
    expect(wrong.message).toContain('The pattern "[z-a]" is no regular expression')
    const long = { find: 'a', with: '{{ "b".repeat(100000) }}' }
    expect((await failure(long, 'a'.repeat(10_000))).code).toBe('value.too-large')
    expect((await failure(long, 'a'.repeat(1000))).code).toBe('value.too-large')
  })

  test('works in the pool where a pattern may take long, and has ten seconds', () => {
    const text = 'a'.repeat(50)
    expect(isHeavy(replace, { how: 'pattern', find: '(a+)+', text })).toBe(true)
    expect(isHeavy(replace, { how: 'pattern', find: 'a', text })).toBe(false)
    expect(isHeavy(replace, { find: '(a+)+', text })).toBe(false)
    expect(replace.defaults?.timeout).toBe('10s')
  })

  test('words are replaced as the engine replaces them', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '$', '\\', '(', '😀') })
    await fc.assert(
      fc.asyncProperty(
        text,
        text.filter((one) => one !== ''),
        text,
        async (whole, find, by) => {
          expect(
            await output({ text: '{{ input[0] }}', find: '{{ input[1] }}', with: '{{ input[2] }}' }, [
              whole,
              find,
              by,
            ]),
          ).toBe(whole.replaceAll(find, () => by))
        },
      ),
      { numRuns: 40 },
    )
  })
})
