// Servers on this machine for tests of the web: opened by a test, closed after it.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { afterEach } from 'vitest'

type AnyServer = Server | TcpServer
export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

const open: AnyServer[] = []
const sockets = new Set<Socket>()

afterEach(closeAll)

export function closeAll(): void {
  for (const server of open.splice(0)) server.close()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
}

/** @returns the port */
export async function listen(server: AnyServer, host = '127.0.0.1'): Promise<number> {
  open.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  await new Promise<void>((done) => server.listen(0, host, done))
  return (server.address() as AddressInfo).port
}

/** A server that reads what arrives, then answers; gives its address. */
export const serve = async (answer: Answer): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(whole(answer)))}`

/** The same with requests as they arrive: for large bodies. */
export const serveStreams = async (answer: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(answer))}`

export async function serveSecurely(
  certificate: SecureContextOptions & { minVersion?: 'TLSv1.3' },
  answer: Answer,
): Promise<string> {
  const server = createSecureServer(certificate, whole(answer))
  server.on('tlsClientError', () => undefined)
  return `https://localhost:${await listen(server, 'localhost')}`
}

/** A server that speaks no HTTP of itself. */
export const serveRaw = async (meet: (socket: Socket) => void): Promise<string> =>
  `http://127.0.0.1:${await listen(createTcpServer(meet))}`

const whole =
  (answer: Answer): RequestListener =>
  async (request, response) => {
    const chunks: Uint8Array[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return // whoever asked went away
    }
    answer(request, response, Buffer.concat(chunks).toString())
  }
