import { once } from 'node:events'
import type { ClientRequest } from 'node:http'
import type { HttpRequest, HttpSource } from '#shared/block'
import { AppError } from '#shared/error'

type Sending = {
  /** something went out */
  moved(): void
  /** the answer came before the end, or it was stopped: the rest is of no use */
  isOver(): boolean
}

/**
 * Sends the body of a request, no faster than it is taken.
 * @throws AppError `http.body-changed` when a source gives other than the bytes it promised; the source's own errors
 */
export async function sendBody(
  sent: ClientRequest,
  body: HttpRequest['body'],
  sending: Sending,
): Promise<void> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    await ended(sent, body)
    return
  }
  for await (const piece of checked(body)) {
    if (sending.isOver()) return
    if (!sent.write(piece)) await drained(sent)
    sending.moved()
  }
  if (!sending.isOver()) await ended(sent, undefined)
}

async function* checked({ size, pieces }: HttpSource): AsyncGenerator<Uint8Array> {
  let given = 0
  for await (const piece of pieces()) {
    given += piece.byteLength
    if (size !== undefined && given > size) throw changed(size)
    if (piece.byteLength > 0) yield piece
  }
  if (size !== undefined && given < size) throw changed(size)
}

/** Either it drains, or it is over: with an error, or with an answer that came first. */
async function drained(sent: ClientRequest): Promise<void> {
  const done = new AbortController()
  const { signal } = done
  try {
    await Promise.race([
      once(sent, 'drain', { signal }),
      once(sent, 'close', { signal }),
      once(sent, 'response', { signal }),
    ])
  } finally {
    done.abort()
  }
}

const ended = (sent: ClientRequest, last: string | Uint8Array | undefined): Promise<void> =>
  new Promise((resolve) => {
    sent.once('close', resolve)
    sent.end(last, () => resolve())
  })

const changed = (size: number): AppError =>
  new AppError({
    code: 'http.body-changed',
    message: `What was to be sent changed while it was sent: it no longer has ${size} bytes.`,
    fix: 'See that nothing writes to the file meanwhile, then try again.',
    retryable: true,
  })
