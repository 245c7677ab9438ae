import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Channel } from '#shared/contract'
import type { AppError } from '#shared/error'
import type { Caller } from '../api/context.ts'
import type { AnyRouter } from '../api/rpc-handler.ts'
import { serveChannel } from '../api/serve-channel.ts'
import { problemOf } from './problem.ts'
import { MAX_BODY } from './read-body.ts'

/** ms between looks whether the other side is still there */
const HEARTBEAT = 30_000

/** The studio's socket at `/link`: calls and streams, as on the desktop's port. */
export type LinkSocket = {
  /** takes over a connection whose caller is known */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, caller: Caller): void
  close(): void
}

export function makeLinkSocket(router: AnyRouter): LinkSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY, perMessageDeflate: false })
  const alive = new WeakSet<WebSocket>()
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, HEARTBEAT)
  heartbeat.unref()

  server.on('connection', (socket: WebSocket, _request: IncomingMessage, caller: Caller) => {
    alive.add(socket)
    socket.on('pong', () => alive.add(socket))
    // too large or broken frames: ws closes the socket itself
    socket.on('error', () => {})
    serveChannel(router, socketChannel(socket), { caller })
  })
  return {
    accept: (request, socket, head, caller) =>
      server.handleUpgrade(request, socket, head, (opened) =>
        server.emit('connection', opened, request, caller),
      ),
    close() {
      clearInterval(heartbeat)
      for (const socket of server.clients) socket.close(1001, 'Blockloom stops')
      server.close()
    },
  }
}

/** A WebSocket as a channel. A text has left when the system took it: that is what holds fast senders back. */
function socketChannel(socket: WebSocket): Channel {
  return {
    send: (text) =>
      new Promise((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve()))),
    onMessage: (listener) =>
      void socket.on('message', (data: Buffer, isBinary: boolean) =>
        isBinary ? socket.close(1003, 'text only') : listener(data.toString('utf8')),
      ),
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(1007, 'not understood'),
  }
}

/** Answers an upgrade that is refused, and ends the connection. */
export function refuseUpgrade(socket: Duplex, error: AppError): void {
  const problem = problemOf(error.toJSON())
  const body = JSON.stringify(problem)
  socket.once('error', () => {})
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${problem.title}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'X-Content-Type-Options: nosniff',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}
