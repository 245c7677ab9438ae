/**
 * Runs in the page, in a world of its own as with contextIsolation: what `require('electron')` gives a
 * sandboxed preload. Written as text because it goes to Chromium; `__standIn` is a binding of that world only.
 */
export const preloadWorld = (preload: string): string => `(() => {
  const listeners = new Map()
  const ports = new Map()
  const tell = (message) => globalThis.__standIn(JSON.stringify(message))
  const ipcRenderer = {
    send: (channel, ...args) => tell({ send: channel, args }),
    on: (channel, listener) => { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); return ipcRenderer },
  }
  const contextBridge = {
    exposeInMainWorld: (key, value) =>
      document.dispatchEvent(new CustomEvent('stand-in-expose', { detail: JSON.stringify({ key, value }) })),
  }
  globalThis.__standInArrive = (channel, args, portIds) => {
    const given = portIds.map((id) => {
      const { port1, port2 } = new MessageChannel()
      ports.set(id, port1)
      port1.onmessage = (event) => tell({ port: id, data: event.data })
      return port2
    })
    for (const listener of listeners.get(channel) ?? []) listener({ sender: ipcRenderer, ports: given }, ...args)
  }
  globalThis.__standInPort = (id, data) => ports.get(id)?.postMessage(data)
  globalThis.__standInPortClosed = (id) => ports.get(id)?.close()
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error('a sandboxed preload may only require electron, not ' + name)
  }
  ;((require, module, exports) => {${preload}
  })(require, { exports: {} }, {})
})()`

/** Runs in the page's own world, first: the far end of contextBridge. */
export const exposeWorld = `document.addEventListener('stand-in-expose', (event) => {
  const { key, value } = JSON.parse(event.detail)
  Object.defineProperty(window, key, { value: Object.freeze(value), enumerable: true })
})`
