import type { Transform } from 'node:stream'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { CallRefused } from '../call-refused.ts'
import { tooLarge } from './read-bytes.ts'

type Unpack = (bytes: Uint8Array, most: number) => Promise<Buffer>

const gunzip = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)
const brotli = promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)
const inflate = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)

/** With the two bytes of zlib the low half of the first one is 8 (RFC 1950); some leave them out. */
const isZlib = (bytes: Uint8Array): boolean => ((bytes[0] ?? 0) & 0x0f) === 8

type Way = { bytes: Unpack; stream: () => Transform }

const WAYS: Readonly<Record<string, Way | undefined>> = {
  __proto__: null as never,
  gzip: { bytes: (bytes, most) => gunzip(bytes, { maxOutputLength: most }), stream: zlib.createGunzip },
  br: {
    bytes: (bytes, most) => brotli(bytes, { maxOutputLength: most }),
    stream: zlib.createBrotliDecompress,
  },
  deflate: {
    bytes: (bytes, most) => (isZlib(bytes) ? inflate : inflateRaw)(bytes, { maxOutputLength: most }),
    stream: zlib.createInflate,
  },
}

/** How a body is packed; undefined: it is not. @throws CallRefused for a way that is not known, or several */
export function packingOf(header: string | undefined): string | undefined {
  const name = header?.trim().toLowerCase()
  if (!name || name === 'identity') return undefined
  if (WAYS[name]) return name
  throw new CallRefused('webhook.wrong-type', 'The body is packed in a way that is not known here.', {
    headers: { 'accept-encoding': 'gzip, br, deflate' },
  })
}

/** @throws CallRefused when it would be more than `most` bytes, or is broken */
export async function unpackBytes(bytes: Buffer, packing: string | undefined, most: number): Promise<Buffer> {
  if (packing === undefined || bytes.length === 0) return bytes
  try {
    return await (WAYS[packing] as Way).bytes(bytes, most)
  } catch (error) {
    throw unpackingFailed(error, packing, most)
  }
}

export const unpackStream = (packing: string): Transform => (WAYS[packing] as Way).stream()

export function unpackingFailed(error: unknown, packing: string, most: number): unknown {
  if (error instanceof CallRefused || !(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(most)
  if (!/^(Z_|ERR_|ERR__ERROR)/.test(code) && !code.includes('BROTLI')) return error
  return new CallRefused('webhook.broken-body', `The body says it is ${packing}, but it cannot be unpacked.`)
}
