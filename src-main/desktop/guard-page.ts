import { type App, type Session, shell, type WebContents } from 'electron'
import { STUDIO_ORIGIN } from './studio-protocol.ts'

/** Addresses that may leave for the person's browser or mail program. */
const OUTSIDE = new Set(['https:', 'mailto:'])

/** Every page that this process ever makes: no navigation, no new windows, no embedded pages. */
export function guardPages(app: App): void {
  app.on('web-contents-created', (_event, page) => guardPage(page))
}

function guardPage(page: WebContents): void {
  page.on('will-navigate', (details) => {
    if (!isStudio(details.url)) details.preventDefault()
  })
  page.on('will-redirect', (details) => {
    if (!isStudio(details.url)) details.preventDefault()
  })
  page.on('will-attach-webview', (event) => event.preventDefault())
  page.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** No camera, place, notifications, devices: the studio asks the page for none of them. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_page, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

export const isStudio = (url: string): boolean => {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}` === STUDIO_ORIGIN
  } catch {
    return false
  }
}

export function mayOpenOutside(url: string): boolean {
  try {
    return OUTSIDE.has(new URL(url).protocol)
  } catch {
    return false
  }
}
