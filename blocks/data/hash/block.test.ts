import { createHash, createHmac } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effectOf } from '#shared/block'
import { makeDigest } from '../../../src-main/world/make-digest.ts'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { hash } from './block.ts'
import { run } from './run.ts'

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

describeBlock(hash, import.meta.dirname, ({ home, output, failure, fixture }) => {
  test.each([
    ['md5', '900150983cd24fb0d6963f7d28e17f72'],
    ['sha-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['crc32', '352441c2'],
  ])('%s of "abc" is what its standard says', async (algorithm, digest) => {
    expect(await output({ algorithm }, 'abc')).toBe(digest)
  })

  test('writes it as hex or Base64', async () => {
    const bytes = createHash('sha512').update('ä').digest()
    for (const as of ['hex', 'base64', 'base64url'] as const)
      expect(await output({ algorithm: 'sha-512', as }, 'ä')).toBe(bytes.toString(as))
    expect(await output({ text: '{{ input.none }}' }, {})).toBe(sha256(''))
  })

  test('reads files piece by piece', async () => {
    mkdirSync(home())
    const bytes = Buffer.alloc(5_000_001, 'some bytes, not text: \xff')
    writeFileSync(home('a.bin'), bytes)
    expect((await fixture('file', { input: { path: '~/a.bin' } })).output).toBe(sha256(bytes))
    writeFileSync(home('empty'), '')
    expect(await output({ of: 'file', file: '~/empty', algorithm: 'crc32' })).toBe('00000000')
    expect((await failure({ of: 'file', file: '~/none' })).code).toBe('files.not-found')
    expect((await failure({ of: 'file', file: '~' })).code).toBe('files.is-folder')
    expect((await failure({ of: 'file' })).message).toContain('"File" is missing.')
  })

  test('only looks at the world where it is a file', () => {
    expect(effectOf(hash, {})).toBe('pure')
    expect(effectOf(hash, { of: 'file' })).toBe('read')
  })
})

/** The block on this machine's digests, without a flow around it. */
const made = async (config: object) => {
  const full = { algorithm: 'sha-256', of: 'text', as: 'hex', ...config }
  return (await run.run(full as never, { digest: makeDigest, breathe: () => undefined } as never)).next
}

test('a secret signs it', async () => {
  const signed = createHmac('sha256', 'key').update('what is said').digest('hex')
  expect(await made({ text: 'what is said', secret: 'key' })).toBe(signed)
  expect(await made({ text: 'what is said', secret: '' })).toBe(sha256('what is said'))
  await expect(made({ text: 'a', algorithm: 'crc32', secret: 'key' })).rejects.toMatchObject({
    code: 'data.no-secret-here',
  })
})

test('a long text is the same in pieces, wherever its characters are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1_048_570, max: 1_048_580 }), async (length) => {
      const text = `${'a'.repeat(length)}😀${'ä'.repeat(9)}`
      expect(await made({ text })).toBe(sha256(text))
    }),
    { numRuns: 12 },
  )
})
