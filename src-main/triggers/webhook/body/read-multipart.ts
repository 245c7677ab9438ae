import type { IncomingHttpHeaders } from 'node:http'
import type { Writable } from 'node:stream'
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
export async function readMultipart(form: Form): Promise<Record<string, Json>> {
  const parts = new FormParts(form)
  const parser = openParser(form.headers, form.mostText)
  parser
    .on('field', (name: string, value: string, nameCut: boolean, valueCut: boolean) =>
      parts.field(name, value, nameCut || valueCut),
    )
    .on('file', (name: string, file: BusboyFileStream, fileName: unknown, _encoding: string, type: string) =>
      parts.file(name, file, typeof fileName === 'string' ? fileName : undefined, type),
    )
    .on('error', (error: unknown) => parts.fail(brokenForm(error)))
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
    parser.on(limit, () => parts.fail(new CallRefused('webhook.bad-form', 'The form has too many parts.')))
  const finished = new Promise<void>((resolve) => parser.on('finish', () => resolve()))
  try {
    // a parser whose file nobody reads any more never takes the next piece
    for await (const piece of form.pieces) await parts.orFail(written(parser, piece))
    parser.end()
    await parts.orFail(finished)
  } catch (error) {
    parts.fail(error)
  }
  return parts.all()
}

const written = (parser: Writable, piece: Uint8Array): Promise<void> =>
  new Promise((resolve) => parser.write(piece, () => resolve()))

/** What was found of a form, in its order. Invariant: after the first that is wrong nothing more is taken. */
class FormParts {
  readonly #form: Form
  readonly #parts: { name: string; value: Promise<Json> }[] = []
  readonly #open = new Set<BusboyFileStream>()
  readonly #wrong = Promise.withResolvers<never>()
  #failed = false
  #text = 0

  constructor(form: Form) {
    this.#form = form
    this.#wrong.promise.catch(() => {})
  }

  field(name: string, value: string, cut: boolean): void {
    this.#text += value.length
    if (cut || this.#text > this.#form.mostText) this.fail(tooLarge(this.#form.mostText))
    this.#parts.push({ name, value: Promise.resolve(value) })
  }

  file(name: string, file: BusboyFileStream, fileName: string | undefined, type: string): void {
    this.#open.add(file)
    // it may break before anybody reads it
    file.on('error', (error) => this.fail(brokenForm(error)))
    const value = this.#form.files.save(fileName, type, whole(file)).then((ref): Json => ({ ...ref }))
    value.catch((error) => this.fail(error)).finally(() => this.#open.delete(file))
    this.#parts.push({ name, value })
    if (this.#failed) file.destroy()
  }

  fail(error: unknown): void {
    this.#failed = true
    this.#wrong.reject(error)
    for (const file of this.#open) file.destroy()
  }
  orFail<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#wrong.promise])
  }

  /** @throws what was wrong first, when all files are closed */
  async all(): Promise<Record<string, Json>> {
    await Promise.allSettled(this.#parts.map(({ value }) => value))
    if (this.#failed) return this.#wrong.promise
    const collector = new FieldCollector('webhook.bad-form')
    for (const { name, value } of this.#parts) collector.add(name, await value)
    return collector.fields
  }
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

const brokenForm = (error: unknown): CallRefused =>
  error instanceof CallRefused
    ? error
    : new CallRefused('webhook.bad-form', 'The body is not a whole multipart form, as it says it is.', {
        details: { why: error instanceof Error ? error.message.slice(0, 200) : '' },
      })
