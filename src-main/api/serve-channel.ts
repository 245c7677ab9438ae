import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer'
import {
  type DecodedResponseMessage,
  decodeRequestMessage,
  encodeResponseMessage,
  MessageType,
  experimental_ServerPeerWithoutCodec as ServerPeer,
} from '@orpc/standard-server-peer'
import { type Channel, CREDIT_HEADER, readCredit } from '#shared/contract'
import type { ApiContext } from './context.ts'
import { type AnyRouter, rpcHandlerOf } from './rpc-handler.ts'
import { StreamCredits } from './stream-credits.ts'

type Answer = Extract<DecodedResponseMessage, [string, MessageType.RESPONSE, unknown]>

/**
 * Serves the calls that come over one channel until it closes; closing it ends its streams.
 *
 * Invariants: a stream has at most STREAM_WINDOW batches that its reader has not taken; its source is pulled
 * only when the batch before has left. A message that cannot be read closes the channel.
 */
export function serveChannel(router: AnyRouter, channel: Channel, context: ApiContext): void {
  const credits = new StreamCredits()
  const peer = new ServerPeer(async (message) => {
    if (message[1] === MessageType.RESPONSE) return channel.send(await answerText(message, credits))
    const [id, type, event] = message
    if (type === MessageType.EVENT_ITERATOR && event.event === 'message') {
      if (!(await credits.take(id))) return
    } else credits.close(id)
    await channel.send(String(await encodeResponseMessage(id, type, event)))
  })
  const answer = createServerPeerHandleRequestFn(rpcHandlerOf(router), { context })

  const receive = async (text: string) => {
    const credited = readCredit(text)
    if (credited !== undefined) return credits.give(credited)
    const message = await decodeRequestMessage(text)
    if (message[1] === MessageType.ABORT_SIGNAL) credits.close(message[0])
    // what fails from here on is the channel itself, or a stream's own error that was already sent
    peer.message(message, answer).catch(() => credits.close(message[0]))
  }
  channel.onMessage((text) => {
    receive(text).catch(() => channel.close())
  })
  channel.onClose(() => {
    credits.closeAll()
    peer.close()
  })
}

/** The text of an answer; a streaming one tells the reader where to give its credits. */
async function answerText([id, type, response]: Answer, credits: StreamCredits): Promise<string> {
  if (!isStream(response.body)) return String(await encodeResponseMessage(id, type, response))
  credits.open(id)
  const headers = { ...response.headers, [CREDIT_HEADER]: id }
  return String(await encodeResponseMessage(id, type, { ...response, headers }))
}

const isStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body
