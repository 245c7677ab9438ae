import { mapEventIterator } from '@orpc/client'
import { StandardRPCLink } from '@orpc/client/standard'
import { ClientPeer } from '@orpc/standard-server-peer'
import { AppError } from '#shared/error'
import { type Channel, CREDIT_HEADER, creditMessage } from './channel.ts'
import { fromWire, linkLost } from './error-wire.ts'
import { mapErrors } from './map-errors.ts'

/**
 * The caller's side of a channel, to be given to `createORPCClient`. Errors arrive as AppErrors; when the
 * channel closes, pending calls and streams fail with `link.lost`. Streams give their credits here.
 */
export function channelLink(channel: Channel): StandardRPCLink<Record<never, never>> {
  let closed = false
  const peer = new ClientPeer((message) => {
    if (closed) throw linkLost()
    if (typeof message !== 'string') throw new Error('calls carry JSON, no files')
    return channel.send(message)
  })
  channel.onMessage((text) => {
    peer.message(text).catch(() => channel.close())
  })
  channel.onClose(() => {
    closed = true
    peer.close({ reason: linkLost() })
  })
  const arrived = (error: unknown): unknown => {
    const read = fromWire(error)
    return closed && !(read instanceof AppError) ? linkLost() : read
  }

  const sender: ConstructorParameters<typeof StandardRPCLink>[0] = {
    async call(request) {
      const response = await peer.request(request)
      const streamId = response.headers[CREDIT_HEADER]
      if (typeof streamId !== 'string') return { ...response, body: async () => response.body }
      const body = withCredits(response.body as AsyncIterator<unknown>, () => {
        if (!closed) channel.send(creditMessage(streamId))
      })
      return { ...response, body: async () => body }
    },
  }
  return new StandardRPCLink(sender, {
    url: 'http://orpc',
    interceptors: [({ next }) => mapErrors(next, arrived)],
  })
}

const withCredits = (stream: AsyncIterator<unknown>, give: () => void) =>
  mapEventIterator(stream, {
    value: async (value, done) => {
      if (!done) give()
      return value
    },
    error: async (error) => error,
  })
