import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DiskHost } from './disk-host.ts'

export type CallOrder = {
  method?: string
  headers?: Record<string, string | string[]>
  body?: string | Uint8Array
}
export type Answered = {
  status: number
  headers: IncomingHttpHeaders
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests know what they wait for
  json: any
}

export type CalledHooks = { port: number; call: ReturnType<typeof caller>; close(): Promise<void> }

/** A real port in front of a host's webhooks, without a check of `Host`: the server has its own tests. */
export async function callHooks(host: () => DiskHost): Promise<CalledHooks> {
  const server = createServer()
  server.on('request', (request, response) => host().hooks.answer(request, response, false))
  server.on('checkContinue', (request, response) => host().hooks.answer(request, response, true))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    call: caller(port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Sends requests as they are written: paths are left as they stand. A body makes it a POST. */
export const caller =
  (port: number) =>
  (path: string, { body, method = body === undefined ? 'GET' : 'POST', headers = {} }: CallOrder = {}) =>
    new Promise<Answered>((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, path, method, headers, agent: false },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const text = Buffer.concat(parts).toString('utf8')
            const isJson = response.headers['content-type']?.includes('json')
            const json = isJson && text ? JSON.parse(text) : undefined
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json })
          })
        },
      )
      request.on('error', reject)
      request.end(body)
    })
