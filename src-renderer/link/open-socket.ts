import { type Channel, linkLost } from '#shared/contract'

/** What is used of the browser's WebSocket. */
type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState' | 'addEventListener'>

const OPEN = 1

/** One try to open the studio's socket. @param make opens it; a test signs in with its own headers */
export function openSocket(
  url: string,
  make: (url: string) => Socket = (address) => new WebSocket(address),
): Promise<Channel> {
  const socket = make(url)
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socketChannel(socket)), { once: true })
    socket.addEventListener('close', () => reject(linkLost()), { once: true })
    // a close event always follows
    socket.addEventListener('error', () => {})
  })
}

/** The address of the socket beside the page that is open. */
export const socketUrl = ({ protocol, host }: Pick<Location, 'protocol' | 'host'>): string =>
  `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/link`

const socketChannel = (socket: Socket): Channel => ({
  send(text) {
    if (socket.readyState !== OPEN) throw linkLost()
    socket.send(text)
  },
  onMessage: (listener) =>
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') listener(data)
    }),
  onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
  close: () => socket.close(),
})
