import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Json } from '#shared/flow'
import { contentType } from '#shared/web'
import type { SignedBody } from '../auth/guard.ts'
import { CallRefused } from '../call-refused.ts'
import type { CallFiles } from '../hook-files.ts'
import type { HookLimits } from '../hook-limits.ts'
import { decodeText } from './decode-text.ts'
import { piecesOf } from './raw-pieces.ts'
import { checkLength, type IdleWatch, type Room, readBytes } from './read-bytes.ts'
import { readCallJson } from './read-call-json.ts'
import { readFields } from './read-form.ts'
import { readMultipart } from './read-multipart.ts'
import { packingOf, unpackBytes } from './unpack.ts'

export type BodyParts = {
  request: IncomingMessage
  limits: HookLimits
  room: Room
  idle: IdleWatch
  files: CallFiles
  /** a place among those that write files; @throws CallRefused when there is none */
  upload(): () => void
  /** sees the raw bytes; what it says decides whether anything is made of them */
  signed: SignedBody | null
  /** throws when the signature is wrong */
  admit(): void
  /** the client waits to be asked for the body */
  goOn(): void
}

/** What a body is by its type. */
type Shape = 'json' | 'form' | 'multipart' | 'text' | 'file' | 'unsaid'

/**
 * The body as the flow gets it: JSON as a value, a form as an object, a text as a text, files as where they lie.
 * Nothing is parsed before the signature was found right.
 * @throws CallRefused, CallerGone
 */
export async function readCallBody(parts: BodyParts): Promise<{ body: Json; raw: Buffer | null }> {
  const { headers } = parts.request
  const { type, charset } = contentType(headers['content-type'])
  const shape = shapeOf(type)
  const packing = packingOf(headers['content-encoding'])
  if (shape === 'multipart' || shape === 'file') {
    const body = await readToDisk(parts, shape, type, packing)
    return { body, raw: null }
  }
  const { request, limits, room, idle, signed } = parts
  checkLength(request, limits.body)
  parts.goOn()
  const tap = signed ? (bytes: Uint8Array) => signed.update(bytes) : undefined
  const raw = await readBytes(request, { most: limits.body, room, idle, tap })
  try {
    parts.admit()
    const bytes = await unpackBytes(raw, packing, limits.body)
    if (shape === 'unsaid' && !isUtf8(bytes)) return { body: await saveBytes(parts, bytes), raw }
    return { body: readValue(bytes, shape, charset), raw }
  } finally {
    room.give(raw.length)
  }
}

function shapeOf(type: string): Shape {
  if (type === 'application/json' || type.endsWith('+json')) return 'json'
  if (type === '') return 'unsaid'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type === 'multipart/form-data') return 'multipart'
  if (type.startsWith('text/') || type.endsWith('+xml') || TEXTS.has(type)) return 'text'
  return 'file'
}

const TEXTS: ReadonlySet<string> = new Set([
  'application/xml',
  'application/javascript',
  'application/graphql',
  'application/sql',
  'application/yaml',
  'application/x-yaml',
  'application/x-ndjson',
  'application/jsonl',
])

function readValue(bytes: Buffer, shape: Shape, charset: string | undefined): Json {
  const text = decodeText(bytes, charset)
  if (shape === 'json') return text.trim() === '' ? null : readCallJson(text)
  if (shape === 'form') return readFields(text, 'webhook.bad-form')
  return text
}

async function saveBytes({ files, upload }: BodyParts, bytes: Buffer): Promise<Json> {
  const done = upload()
  try {
    return { ...(await files.save(undefined, 'application/octet-stream', only(bytes))) }
  } finally {
    done()
  }
}

async function* only(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function readToDisk(
  parts: BodyParts,
  shape: 'multipart' | 'file',
  type: string,
  packing: string | undefined,
): Promise<Json> {
  const { request, limits, idle, signed, files } = parts
  // what is around files in a form is little, but it is there
  const most = limits.files + limits.body
  checkLength(request, most)
  if (shape === 'multipart' && !/boundary=/i.test(request.headers['content-type'] ?? ''))
    throw new CallRefused('webhook.bad-form', 'The type of the body names no boundary of its parts.')
  const done = parts.upload()
  try {
    parts.goOn()
    const tap = signed ? (bytes: Uint8Array) => signed.update(bytes) : undefined
    const pieces = piecesOf({ request, most, packing, tap, idle })
    const body: Json =
      shape === 'multipart'
        ? await readMultipart({ headers: request.headers, pieces, files, mostText: limits.body })
        : { ...(await files.save(undefined, type, pieces)) }
    parts.admit()
    return body
  } finally {
    done()
  }
}
