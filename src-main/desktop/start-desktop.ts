import { join } from 'node:path'
import { app, BrowserWindow, dialog, session } from 'electron'
import { AppError } from '#shared/error'
import type { Blockloom } from '../compose.ts'
import { denyPermissions, guardPages } from './guard-page.ts'
import { handOutPorts } from './hand-out-port.ts'
import { makeMenu } from './menu.ts'
import { noticeQuestions } from './question-notices.ts'
import { announceStudioScheme, STUDIO_ORIGIN, serveStudioScheme } from './studio-protocol.ts'
import { openStudioWindow } from './studio-window.ts'

export type DesktopParts = {
  /** shared with the other hosts; Chromium's own files stand in a folder of their own inside it */
  dataFolder: string
  /** the built studio */
  studioFolder: string
  preload: string
  compose(): Promise<Blockloom>
}

const EXIT_NO_DATA_FOLDER = 3

/** Starts the desktop app: one instance, one runtime, one window. */
export function startDesktop(parts: DesktopParts): void {
  const userFolder = join(parts.dataFolder, 'window')
  app.setPath('userData', userFolder)
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  announceStudioScheme()
  guardPages(app)
  app.on('second-instance', bringToFront)
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(() => open(parts, userFolder))
}

async function open(parts: DesktopParts, userFolder: string): Promise<void> {
  const blockloom = await parts.compose().catch(refuse)
  if (!blockloom) return
  closeBeforeQuit(blockloom)
  denyPermissions(session.defaultSession)
  serveStudioScheme(parts.studioFolder)
  handOutPorts(blockloom)
  makeMenu(app, { mac: process.platform === 'darwin', dataFolder: parts.dataFolder })
  const window = (place?: string) => openStudioWindow({ preload: parts.preload, userFolder, place })
  noticeQuestions(blockloom, (place) => {
    const [open] = BrowserWindow.getAllWindows()
    // only what stands behind the # changes: the page stays as it is
    if (open) void open.loadURL(`${STUDIO_ORIGIN}/${place}`)
    else window(place)
    bringToFront()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) window()
  })
  window()
}

/** The data folder is held by another host, is damaged, or cannot be written: say so and end. */
function refuse(error: unknown): undefined {
  const known = error instanceof AppError
  const message = known ? `${error.message}\n\n${error.fix ?? ''}` : String((error as Error)?.stack ?? error)
  process.stderr.write(`${message}\n`)
  dialog.showErrorBox('Blockloom cannot start', message)
  app.exit(known ? EXIT_NO_DATA_FOLDER : 1)
}

function bringToFront(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Running runs get their time and everything reaches the disk before the process ends. */
function closeBeforeQuit(blockloom: Blockloom): void {
  let closed = false
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void blockloom.close().finally(() => {
      closed = true
      app.quit()
    })
  })
}
