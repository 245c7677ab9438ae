import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Asked = { path: string; key: string | undefined; at: number }

/** A web server outside the process under test: the effect log, and the hand that holds an answer back. */
export type HoldingServer = {
  url: string
  /** every request that came, in order; `at` in ms since the epoch */
  asked: Asked[]
  /** how often a path was asked for */
  count(path: string): number
  /** answers to a path wait until `release` */
  hold(path: string): void
  release(path: string): void
  /** what a path answers, one after the other; the last one stays */
  answers(path: string, ...list: { status: number; headers?: Record<string, string>; body?: string }[]): void
  /** when a path was asked for that often */
  until(path: string, times?: number): Promise<void>
  close(): Promise<void>
}

export async function holdingServer(): Promise<HoldingServer> {
  const asked: Asked[] = []
  const held = new Map<string, ServerResponse[]>()
  const planned = new Map<string, { status: number; headers?: Record<string, string>; body?: string }[]>()

  const answer = (path: string, response: ServerResponse) => {
    const list = planned.get(path) ?? []
    const { status, headers, body } = (list.length > 1 ? list.shift() : list[0]) ?? { status: 200 }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body ?? JSON.stringify({ path, time: asked.length }))
  }
  const server = createServer((request: IncomingMessage, response) => {
    const path = request.url ?? ''
    const key = request.headers['idempotency-key']
    asked.push({ path, key: typeof key === 'string' ? key : undefined, at: Date.now() })
    request.resume()
    const waiting = held.get(path)
    if (waiting) waiting.push(response)
    else answer(path, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const count = (path: string) => asked.filter((one) => one.path === path).length
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    count,
    hold: (path) => void held.set(path, []),
    release(path) {
      const waiting = held.get(path) ?? []
      held.delete(path)
      for (const response of waiting) answer(path, response)
    },
    answers: (path, ...list) => void planned.set(path, list),
    async until(path, times = 1) {
      for (let i = 0; i < 1200 && count(path) < times; i++) await pause(25)
      if (count(path) < times) throw new Error(`${path} was asked for ${count(path)} times in 30 s`)
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
