/**
 * How the desktop's page gets its message port. contextBridge cannot carry ports, so:
 *
 * 1. the preload exposes `window.blockloom = { host: 'desktop' }` (`DESKTOP_GLOBAL`) and nothing else;
 * 2. the page, at load and whenever its port closed, posts `ASK_PORT` to itself (`window.postMessage`);
 * 3. the preload hears it and sends `IPC_ASK_PORT` to the main process (`ipcRenderer.send`), with the page's language, in
 *    which the desktop's own menus and notices speak;
 * 4. main checks frame and origin and answers with `IPC_PORT` and one port (`webContents.postMessage`);
 * 5. the preload passes it on: `window.postMessage(HERE_IS_PORT, location.origin, [port])`.
 *
 * Asking again makes the earlier port useless: main closes it.
 */
export const DESKTOP_GLOBAL = 'blockloom'
export type DesktopGlobal = { readonly host: 'desktop' }

export const ASK_PORT = { blockloom: 'ask-port' } as const
export const HERE_IS_PORT = { blockloom: 'port' } as const

export const IPC_ASK_PORT = 'blockloom:ask-port'
export const IPC_PORT = 'blockloom:port'

const says = (data: unknown, word: string): boolean =>
  typeof data === 'object' && data !== null && (data as { blockloom?: unknown }).blockloom === word

/** Whether the data of a window message asks for a port. */
export const asksForPort = (data: unknown): boolean => says(data, ASK_PORT.blockloom)
/** Whether the data of a window message comes with the port. */
export const bringsPort = (data: unknown): boolean => says(data, HERE_IS_PORT.blockloom)
