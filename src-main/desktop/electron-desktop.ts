import { clipboard, Notification, shell } from 'electron'
import type { BlockDesktop } from '#shared/block'
import { AppError } from '#shared/error'

/** The desktop as Electron reaches it. */
export const electronDesktop: BlockDesktop = {
  async notify(title, body) {
    if (!Notification.isSupported()) throw noNotifications()
    new Notification({ title, body }).show()
  },
  async open(what) {
    // a web address goes to the browser; what else it may be, the system knows
    if (/^(https?|mailto):/i.test(what)) return shell.openExternal(what)
    const refused = await shell.openPath(what)
    if (refused) throw cannotOpen(what, refused)
  },
  readClipboard: () => clipboard.readText(),
  writeClipboard: (text) => clipboard.writeText(text),
}

const noNotifications = (): AppError =>
  new AppError({
    code: 'desktop.no-notifications',
    message: 'There is no desktop here that shows notifications.',
    fix: 'Check the notifications in the settings of your system.',
  })

const cannotOpen = (what: string, why: string): AppError =>
  new AppError({
    code: 'desktop.cannot-open',
    message: `${what} could not be opened: ${why}.`,
    fix: 'Check that it is there and that some program opens it.',
  })
