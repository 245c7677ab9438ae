import type { Channel } from '#shared/contract'
import type { ApiContext } from './context.ts'
import type { AnyRouter } from './rpc-handler.ts'
import { serveChannel } from './serve-channel.ts'

/** What Electron's MessagePortMain has; Node's MessagePort gives its data without an event. */
export type ServedPort = {
  postMessage(data: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/**
 * Serves the runtime on a port that was handed to a page. When the page closes it, its streams end.
 * @returns what closes it from this side
 */
export function servePort(router: AnyRouter, port: ServedPort, context: ApiContext): () => void {
  const channel = portChannel(port)
  serveChannel(router, channel, context)
  return () => channel.close()
}

/** A port of the main process as a channel. */
export function portChannel(port: ServedPort): Channel {
  const closing = new Set<() => void>()
  let closed = false
  const end = () => {
    if (closed) return
    closed = true
    for (const listener of closing) listener()
  }
  port.on('close', end)
  return {
    send(text) {
      if (!closed) port.postMessage(text)
    },
    onMessage(listener) {
      port.on('message', (message) => {
        const data =
          typeof message === 'object' && message !== null && 'data' in message ? message.data : message
        if (typeof data === 'string') listener(data)
        else port.close()
      })
      port.start()
    },
    onClose: (listener) => void closing.add(listener),
    close() {
      port.close()
      end()
    },
  }
}
