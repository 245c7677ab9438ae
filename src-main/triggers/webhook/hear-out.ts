import type { IncomingMessage } from 'node:http'

/** ms that a body which nobody wants may still take to arrive */
const LINGER = 2000

/** A connection that is closed while its client still sends takes the answer with it: the rest is read and dropped. */
export function hearOut(request: IncomingMessage): Promise<void> {
  if (request.destroyed || request.complete) return Promise.resolve()
  return new Promise((resolve) => {
    const late = setTimeout(resolve, LINGER)
    const done = () => {
      clearTimeout(late)
      resolve()
    }
    request.once('end', done).once('close', done).once('error', done).resume()
  })
}
