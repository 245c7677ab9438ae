import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import Busboy, { type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy'
import type { Json } from '#shared/flow'
import { CallRefused } from '../call-refused.ts'
import type { CallFiles } from '../hook-files.ts'
import { MOST_FIELDS } from '../hook-limits.ts'
import { tooLarge } from './read-bytes.ts'
import { FieldCollector } from './read-form.ts'

/** Files of one form. */
const MOST_FILES = 100

type Form = {
  headers: IncomingHttpHeaders
  pieces: AsyncIterable<Uint8Array>
  files: CallFiles
  /** bytes of the fields that are no files, together */
  mostText: number
}

/** A form with files (RFC 7578): fields as texts, files on disk, as what they are called. @throws CallRefused */
export async function readMultipart({
  headers,
  pieces,
  files,
  mostText,
}: Form): Promise<Record<string, Json>> {
  const parser = openParser(headers, mostText)
  const collector = new FieldCollector('webhook.bad-form')
  const saving: Promise<void>[] = []
  let wrong: unknown
  const fail = (error: unknown) => {
    wrong ??= error
    parser.destroy()
  }
  let text = 0
  parser.on('field', (name: string, value: string, nameCut: boolean, valueCut: boolean) => {
    text += value.length
    if (nameCut || valueCut || text > mostText) return fail(tooLarge(mostText))
    attempt(() => collector.add(name, value), fail)
  })
  parser.on(
    'file',
    (name: string, file: BusboyFileStream, fileName: unknown, _encoding: string, type: string) => {
      const saved = files.save(typeof fileName === 'string' ? fileName : undefined, type, whole(file))
      saving.push(saved.then((ref) => attempt(() => collector.add(name, { ...ref }), fail), fail))
    },
  )
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
    parser.on(limit, () => fail(new CallRefused('webhook.bad-form', 'The form has too many parts.')))
  parser.on('error', (error: unknown) => fail(brokenForm(error)))
  const finished = once(parser, 'finish').catch(() => {})
  try {
    for await (const piece of pieces) {
      if (wrong) break
      if (!parser.write(piece)) await Promise.race([once(parser, 'drain').catch(() => {}), gone(parser)])
    }
    if (!wrong) parser.end()
    await Promise.race([finished, gone(parser)])
  } catch (error) {
    fail(error)
  }
  await Promise.all(saving)
  if (wrong) throw wrong
  return collector.fields
}

function openParser(headers: IncomingHttpHeaders, mostText: number) {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      defCharset: 'utf8',
      limits: {
        fieldNameSize: 500,
        fieldSize: mostText,
        fields: MOST_FIELDS,
        files: MOST_FILES,
        parts: MOST_FIELDS + MOST_FILES,
        headerPairs: 20,
        headerSize: 8192,
      },
    })
  } catch (error) {
    throw brokenForm(error)
  }
}

/** A file whose connection broke is not whole, though its stream ends. */
async function* whole(file: BusboyFileStream): AsyncGenerator<Uint8Array> {
  for await (const piece of file) yield piece as Uint8Array
  if (file.truncated) throw new CallRefused('webhook.bad-form', 'A file of the form is cut off.')
}

const gone = (parser: NodeJS.EventEmitter): Promise<unknown> => once(parser, 'close').catch(() => {})

function attempt(work: () => void, fail: (error: unknown) => void): void {
  try {
    work()
  } catch (error) {
    fail(error)
  }
}

const brokenForm = (error: unknown): CallRefused =>
  error instanceof CallRefused
    ? error
    : new CallRefused('webhook.bad-form', 'The body is not a whole multipart form, as it says it is.', {
        details: { why: error instanceof Error ? error.message.slice(0, 200) : '' },
      })
