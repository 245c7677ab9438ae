import { ASK_PORT, bringsPort, type Channel, DESKTOP_GLOBAL, linkLost } from '#shared/contract'

/** ms that the main process gets to hand out a port */
const PATIENCE = 5000

/** Whether the page stands in the desktop's window: its preload says so. */
export const isDesktop = (page: object): boolean =>
  (page as Record<string, { host?: unknown } | undefined>)[DESKTOP_GLOBAL]?.host === 'desktop'

/** What is used of the window. */
export type PortPage = Pick<Window, 'postMessage' | 'addEventListener' | 'removeEventListener'> & {
  location: Pick<Location, 'origin'>
}

/** Asks the desktop for a port (see port-handshake.ts) and gives it as a channel. Only its own window is heard. */
export function askPort(page: PortPage): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(late)
      page.removeEventListener('message', hear)
    }
    const late = setTimeout(() => {
      end()
      reject(linkLost())
    }, PATIENCE)
    const hear = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== page || event.origin !== page.location.origin || !bringsPort(event.data) || !port)
        return
      end()
      resolve(portChannel(port))
    }
    page.addEventListener('message', hear)
    page.postMessage(ASK_PORT, page.location.origin)
  })
}

/** A port of the page as a channel. */
export function portChannel(port: MessagePort): Channel {
  const closing = new Set<() => void>()
  let closed = false
  const end = () => {
    if (closed) return
    closed = true
    for (const listener of closing) listener()
  }
  port.addEventListener('close', end)
  return {
    send(text) {
      if (closed) throw linkLost()
      port.postMessage(text)
    },
    onMessage(listener) {
      port.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') listener(data)
      })
      port.start()
    },
    onClose: (listener) => void closing.add(listener),
    close() {
      port.close()
      end()
    },
  }
}
