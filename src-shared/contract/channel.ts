/**
 * A two-way line of text messages between two processes: a MessagePort, a WebSocket, a local socket.
 * Messages arrive whole and in order. `onClose` fires once, also when this side closed it.
 */
export type Channel = {
  /** resolves when the text has left this process as far as it can tell; rejects when closed */
  send(text: string): void | Promise<void>
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
  close(): void
}

/**
 * Credits: a stream sends at most this many batches that its reader has not taken yet. Neither sockets nor
 * ports push back by themselves, so the reader gives one credit back for each batch it takes; a slow reader
 * then holds this many batches and the source coalesces the rest.
 */
export const STREAM_WINDOW = 4

/** Header of a streaming answer: the id to give credits for. */
export const CREDIT_HEADER = 'blockloom-credit'

/** Calls are JSON objects, so a message that begins with `+` can only be a credit. */
export const creditMessage = (streamId: string): string => `+${streamId}`
export const readCredit = (text: string): string | undefined =>
  text.startsWith('+') ? text.slice(1) : undefined
