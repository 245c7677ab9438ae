import { Socket } from 'node:net'
import { LineReader } from '../protocol/line-reader.ts'

/** The way to Blockloom, from inside a JavaScript worker. */
export type Wire = {
  /** @param lines whole lines, each with its end */
  send(lines: string): void
  listen(take: (line: string) => void): void
}

/** Electron's utility processes have it instead of pipes. */
type ParentPort = {
  postMessage(message: string): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/** Descriptor 3, or the port of a utility process. When the far side is gone, so is this process. */
export function openWire(): Wire {
  const { parentPort } = process as { parentPort?: ParentPort }
  return parentPort ? overPort(parentPort) : overPipe(new Socket({ fd: 3 }))
}

const leave = (): never => process.exit(0)

function overPipe(socket: Socket): Wire {
  socket.on('error', leave)
  socket.on('close', leave)
  return {
    send: (lines) => void socket.write(lines),
    listen(take) {
      const reader = new LineReader({ line: take, fault: leave })
      socket.on('data', (chunk: Buffer) => reader.push(chunk))
    },
  }
}

function overPort(port: ParentPort): Wire {
  return {
    send: (lines) => port.postMessage(lines),
    listen(take) {
      port.on('message', ({ data }) => {
        for (const line of String(data).split('\n')) if (line !== '') take(line)
      })
    },
  }
}
