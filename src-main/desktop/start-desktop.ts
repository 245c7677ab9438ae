import { join } from 'node:path'
import { app, BrowserWindow, dialog, session } from 'electron'
import { AppError } from '#shared/error'
import type { Blockloom, LoginStart } from '../compose.ts'
import { desktopWords } from './desktop-words.ts'
import { noticeFailures } from './failure-notices.ts'
import { denyPermissions, guardPages } from './guard-page.ts'
import { handOutPorts } from './hand-out-port.ts'
import { IN_TRAY, loginStart, wasStartedAtLogin } from './login-start.ts'
import { makeMenu } from './menu.ts'
import { notices } from './notice.ts'
import { followPower } from './power.ts'
import { noticeQuestions } from './question-notices.ts'
import { runOn } from './run-on.ts'
import { announceStudioScheme, STUDIO_ORIGIN, serveStudioScheme } from './studio-protocol.ts'
import { openStudioWindow } from './studio-window.ts'
import { showTray } from './tray.ts'

export type DesktopParts = {
  /** shared with the other hosts; Chromium's own files stand in a folder of their own inside it */
  dataFolder: string
  /** the built studio */
  studioFolder: string
  preload: string
  compose(login: LoginStart): Promise<Blockloom>
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
  void app.whenReady().then(() => open(parts, userFolder))
}

async function open(parts: DesktopParts, userFolder: string): Promise<void> {
  const login = loginStart(process.platform, process.env)
  const blockloom = await parts.compose(login).catch(refuse)
  if (!blockloom) return
  closeBeforeQuit(blockloom)
  denyPermissions(session.defaultSession)
  serveStudioScheme(parts.studioFolder)
  const words = desktopWords(blockloom.store.settings)
  handOutPorts(blockloom, words)
  makeMenu(app, { mac: process.platform === 'darwin', dataFolder: parts.dataFolder, words })
  const show = (place?: string) => showStudio(place, () => openStudioWindow({ ...parts, userFolder, place }))
  const notice = notices(show)
  noticeQuestions(blockloom, notice)
  noticeFailures(blockloom, notice, words)
  runOn(blockloom, notice, words)
  followPower(blockloom, () => app.quit())
  showTray({ blockloom, login, words, open: () => show(), quit: () => app.quit() })
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(IN_TRAY)) show()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show()
  })
  if (!wasStartedAtLogin(process.platform, process.argv)) show()
}

/** The data folder is held by another host, is damaged, or cannot be written: say so and end. */
function refuse(error: unknown): undefined {
  const known = error instanceof AppError
  const message = known ? `${error.message}\n\n${error.fix ?? ''}` : String((error as Error)?.stack ?? error)
  process.stderr.write(`${message}\n`)
  dialog.showErrorBox(desktopWords().say('cannotStart'), message)
  app.exit(known ? EXIT_NO_DATA_FOLDER : 1)
}

/** The one window there is, in front of all others; at the place that is named. */
function showStudio(place: string | undefined, make: () => void): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) {
    make()
    return
  }
  // only what stands behind the # changes: the page stays as it is
  if (place !== undefined) window.loadURL(`${STUDIO_ORIGIN}/${place}`).catch(() => {})
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
