import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Asked = { path: string; key: string | undefined; body: string; at: number }

/** A web server outside the process under test: the effect log, and the hand that holds an answer back. */
export type HoldingServer = {
  url: string
  /** every request that came whole, in order; `at` in ms since the epoch */
  asked: Asked[]
  /** how often a path was asked for */
  count(path: string): number
  /** answers to a path wait until `release` */
  hold(path: string): void
  release(path: string): void
  /** what a path answers, one after the other; the last one stays. Unplanned: its path, and `time`, the request's number from 1 */
  answers(path: string, ...list: { status: number; headers?: Record<string, string>; body?: string }[]): void
  /** when a path was asked for that often */
  until(path: string, times?: number): Promise<void>
  close(): Promise<void>
}

export async function holdingServer(): Promise<HoldingServer> {
  const asked: Asked[] = []
  const held = new Map<string, (() => void)[]>()
  const planned = new Map<string, { status: number; headers?: Record<string, string>; body?: string }[]>()

  const answer = (path: string, time: number, response: ServerResponse) => {
    const list = planned.get(path) ?? []
    const { status, headers, body } = (list.length > 1 ? list.shift() : list[0]) ?? { status: 200 }
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body ?? JSON.stringify({ path, time }))
  }
  const came = ({ url: path = '', headers }: IncomingMessage, body: string, response: ServerResponse) => {
    const key = headers['idempotency-key']
    const time = asked.push({ path, key: typeof key === 'string' ? key : undefined, body, at: Date.now() })
    const waiting = held.get(path)
    if (waiting) waiting.push(() => answer(path, time, response))
    else answer(path, time, response)
  }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => came(request, body, response))
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
      for (const answerNow of waiting) answerNow()
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
