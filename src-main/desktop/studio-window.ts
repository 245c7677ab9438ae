import { join } from 'node:path'
import { BrowserWindow, screen } from 'electron'
import { STUDIO_ORIGIN } from './studio-protocol.ts'
import { keepPlace, readPlace } from './window-place.ts'

const KEEP_AFTER_MS = 400

/** Opens the studio in a window whose page can reach nothing but the port it is handed. */
export function openStudioWindow(options: {
  preload: string
  userFolder: string
  /** where in the studio, such as `#/runs`; missing: at its beginning */
  place?: string
}): BrowserWindow {
  const placeFile = join(options.userFolder, 'window.json')
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const { maximized, ...bounds } = readPlace(placeFile, areas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    title: 'Blockloom',
    show: false,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberPlace(window, placeFile)
  // a window may be closed while it loads; the program may go on without it
  window.loadURL(`${STUDIO_ORIGIN}/${options.place ?? ''}`).catch(() => {})
  return window
}

function rememberPlace(window: BrowserWindow, file: string): void {
  const keep = () => {
    if (!window.isDestroyed())
      keepPlace(file, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, KEEP_AFTER_MS)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', keep)
}
