import type { Socket } from 'node:net'
import type { Channel } from '#shared/contract'

/** bytes of one message; as on the other ways in */
const LONGEST_LINE = 20 * 1024 * 1024
const NEWLINE = 0x0a

/** A stream socket as a channel: one message a line. JSON text holds no line breaks of its own. */
export function lineChannel(socket: Socket): Channel {
  let parts: Buffer[] = []
  let size = 0
  let listener: (text: string) => void = () => {}
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    let rest = chunk
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      const line = Buffer.concat([...parts, rest.subarray(0, end)])
      parts = []
      size = 0
      rest = rest.subarray(end + 1)
      listener(line.toString('utf8'))
    }
    parts.push(rest)
    size += rest.length
    if (size > LONGEST_LINE) socket.destroy()
  })
  return {
    send: (text) =>
      new Promise((resolve, reject) =>
        socket.write(`${text}\n`, (error) => (error ? reject(error) : resolve())),
      ),
    onMessage(given) {
      listener = given
    },
    onClose: (given) => void socket.once('close', given),
    close: () => void socket.destroy(),
  }
}
