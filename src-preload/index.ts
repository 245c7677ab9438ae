import { contextBridge, ipcRenderer } from 'electron'
import {
  asksForPort,
  DESKTOP_GLOBAL,
  type DesktopGlobal,
  HERE_IS_PORT,
  IPC_ASK_PORT,
  IPC_PORT,
} from '#shared/contract'

/** Hands one message port to the page, and nothing else (see port-handshake.ts). */
const here: DesktopGlobal = { host: 'desktop' }
contextBridge.exposeInMainWorld(DESKTOP_GLOBAL, here)

window.addEventListener('message', (event) => {
  if (event.source === window && asksForPort(event.data))
    ipcRenderer.send(IPC_ASK_PORT, document.documentElement.lang)
})
ipcRenderer.on(IPC_PORT, (event) => {
  window.postMessage(HERE_IS_PORT, window.location.origin, event.ports as MessagePort[])
})
