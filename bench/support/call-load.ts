/**
 * Calls an address over kept connections, as fast as answers come or at a fixed rate, in a process of its own:
 * node call-load.ts URL LANES SECONDS [RATE]. Prints one JSON line.
 */
import { connect, type Socket } from 'node:net'
import type { CallFigures } from './call-figures.ts'

const [address = '', lanesWord = '1', secondsWord = '1', rateWord = '0'] = process.argv.slice(2)
const url = new URL(address)
const [lanes, seconds, rate] = [Number(lanesWord), Number(secondsWord), Number(rateWord)]
const body = '{"n":1}'
const request = Buffer.from(
  `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
)

const taken: number[] = []
const byStatus: Record<string, number> = {}
let errors = 0
let isClosing = false
const end = performance.now() + seconds * 1000
const isOver = () => performance.now() >= end

/**
 * One connection; its answers say how long they are. One that the other side closed while nothing was asked, as it may,
 * is opened anew for the next call.
 */
class Lane {
  #socket: Socket | null = this.#open()
  #text = ''
  #from = 0
  /** it waits for an answer */
  busy = false

  #open(): Socket {
    const socket = connect(Number(url.port), url.hostname)
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.busy && this.#hear(bytes.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null
      if (this.busy && !isClosing) errors += 1
    })
    return socket
  }
  send(): void {
    this.busy = true
    this.#from = performance.now()
    this.#socket ??= this.#open()
    this.#socket.write(request)
  }
  close(): void {
    isClosing = true
    this.#socket?.destroy()
  }
  #hear(piece: string): void {
    this.#text += piece
    const head = this.#text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#text)?.[1] ?? 0)
    if (this.#text.length < head + 4 + length) return
    const status = this.#text.slice(9, 12)
    byStatus[status] = (byStatus[status] ?? 0) + 1
    if (status[0] === '2') taken.push(performance.now() - this.#from)
    this.#text = ''
    this.busy = false
    if (rate === 0 && !isOver()) this.send()
  }
}

const all = Array.from({ length: lanes }, () => new Lane())
const from = performance.now()
if (rate === 0) for (const lane of all) lane.send()
let sent = 0
let late = 0
while (!isOver()) {
  const due = Math.floor(((performance.now() - from) / 1000) * rate)
  for (; rate > 0 && sent < due; sent++) {
    const free = all.find(({ busy }) => !busy)
    if (free) free.send()
    else late += 1
  }
  await new Promise((resolve) => setTimeout(resolve, 2))
}
const lasted = (performance.now() - from) / 1000
for (let i = 0; i < 1000 && all.some(({ busy }) => busy); i++) await new Promise((go) => setTimeout(go, 10))
const unanswered = all.filter(({ busy }) => busy).length
for (const lane of all) lane.close()
taken.sort((a, b) => a - b)
const at = (share: number) =>
  taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? Number.NaN
const figures: CallFigures = {
  perSecond: taken.length / lasted,
  taken: taken.length,
  p50: at(0.5),
  p99: at(0.99),
  max: at(1),
  ...{ byStatus, errors, unanswered, late },
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exit(0)
