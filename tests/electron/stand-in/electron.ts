import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { facts } from './facts.ts'
import { globalShortcut } from './global-shortcut.ts'
import { ipcMain } from './ipc-main.ts'
import { MessageChannelMain } from './message-channel-main.ts'
import { powerMonitor } from './power-monitor.ts'
import { net, protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { nativeImage, Tray } from './tray.ts'
import { utilityProcess } from './utility-process.ts'

/**
 * What the app uses of Electron, and no more, over plain Node and real Chromium pages. Each export is held
 * against Electron's own declarations, so it cannot drift from them unseen.
 */
const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      facts.permissionRequest = (name) =>
        new Promise((answer) => handler?.(undefined as never, name as never, answer, undefined as never))
    },
    setPermissionCheckHandler: (handler) => {
      facts.permissionCheck = (name) =>
        handler?.(null, name as never, 'app://studio', undefined as never) ?? true
    },
    setDevicePermissionHandler: (handler) => {
      facts.devicePermission = () => handler?.(undefined as never) ?? true
    },
  } satisfies Partial<Electron.Session>,
}
const shell = {
  openExternal: async (url: string) => void facts.opened.push(url),
  openPath: async (path: string) => {
    facts.opened.push(path)
    return ''
  },
} satisfies Partial<Electron.Shell>
const clipboard = {
  has: async () => false,
  read: async () => [],
  readText: async () => facts.clipboard,
  writeText: async (text: string) => {
    facts.clipboard = text
  },
} satisfies Partial<Electron.Clipboard>
class Notification extends EventEmitter {
  readonly #told: { title: string; body: string }
  static isSupported(): boolean {
    return true
  }
  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions) {
    super()
    this.#told = { title, body }
  }
  show(): void {
    facts.notified.push(this.#told)
    facts.press = () => this.emit('click', {})
  }
}
const dialog = {
  showErrorBox: (title: string, content: string) => void facts.errorBoxes.push({ title, content }),
} satisfies Partial<Electron.Dialog>
const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } } as Electron.Display],
} satisfies Partial<Electron.Screen>
const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) =>
    template as unknown as Electron.Menu,
  setApplicationMenu: (menu: Electron.Menu | null) => {
    facts.menu = menu as unknown as Electron.MenuItemConstructorOptions[]
  },
} satisfies Partial<typeof Electron.Menu>

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
}
