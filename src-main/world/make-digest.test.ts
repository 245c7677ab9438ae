import { expect, test } from 'vitest'
import { DIGESTS, type DigestName } from '#shared/block'
import { makeDigest } from './make-digest.ts'

const hex = (name: DigestName, pieces: (string | Uint8Array)[], secret?: string) => {
  const digest = makeDigest(name, secret)
  for (const piece of pieces) digest.update(piece)
  return Buffer.from(digest.finish()).toString('hex')
}

// RFC 1321, FIPS 180-4 examples, and the CRC catalogue's check value of "123456789"
test.each([
  ['md5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['sha-1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha-256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'sha-512',
    'abc',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ],
  ['crc32', '123456789', 'cbf43926'],
] as const)('%s gives what its standard says, whole and in pieces', (name, text, digest) => {
  expect(hex(name, [text])).toBe(digest)
  expect(
    hex(
      name,
      [...text].map((letter) => new TextEncoder().encode(letter)),
    ),
  ).toBe(digest)
})

test('a secret makes an HMAC of it (RFC 2202 and 4231, test case 2)', () => {
  const data = 'what do ya want for nothing?'
  expect(hex('md5', [data], 'Jefe')).toBe('750c783e6ab0b503eaa86e310a5db738')
  expect(hex('sha-1', [data], 'Jefe')).toBe('effcdf6ae5eb2fa2d27416d5f184df9c259a7c79')
  expect(hex('sha-256', [data], 'Jefe')).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
})

test('texts are UTF-8', () => {
  for (const name of DIGESTS) expect(hex(name, ['ä€'])).toBe(hex(name, [Buffer.from('ä€')]))
})
