import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type * as Electron from 'electron'
import { closeBrowser, openBrowser } from './chromium.ts'
import { utilityMetrics } from './utility-process.ts'

/** One process an app: later ones tell the first over a socket in the user folder and end. */
class App extends EventEmitter {
  readonly isPackaged = false
  #paths = new Map<string, string>()
  #ready = Promise.withResolvers<void>()
  #server: Server | undefined
  #quitting = false

  constructor() {
    super()
    setImmediate(() => void this.#start())
    process.on('SIGTERM', () => this.quit())
  }

  async #start() {
    if (this.#quitting) return
    await openBrowser()
    this.emit('ready', {})
    this.#ready.resolve()
  }

  whenReady = () => this.#ready.promise
  setPath = (name: string, path: string) => void this.#paths.set(name, path)
  getAppMetrics = () => utilityMetrics()
  getAppPath = () => process.cwd()
  /** as on macOS and Windows; on Linux Electron has none, and the app writes a file */
  #login: Electron.Settings = {}
  getLoginItemSettings = () =>
    ({ openAtLogin: this.#login.openAtLogin === true, wasOpenedAtLogin: false }) as Electron.LoginItemSettings
  setLoginItemSettings = (settings: Electron.Settings) => {
    this.#login = settings
  }
  getVersion = () => JSON.parse(readFileSync('package.json', 'utf8')).version as string

  /** @returns whether this is the first; synchronous as in Electron, so the socket decides by a lock file */
  requestSingleInstanceLock(): boolean {
    if (process.env.STAND_IN_SECOND === undefined) {
      const path = join(process.env.STAND_IN_SOCKET as string)
      this.#server = createServer((socket) => {
        let said = ''
        socket.on('data', (words) => (said += words))
        socket.on('end', () => this.emit('second-instance', {}, said.split('\n'), ''))
      })
      this.#server.listen(path).unref()
      return true
    }
    connect(process.env.STAND_IN_SOCKET as string).end(process.argv.join('\n'))
    return false
  }

  quit() {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => (prevented = true) })
    if (!prevented) this.exit(0)
  }

  exit(code = 0) {
    this.#quitting = true
    this.#server?.close()
    void closeBrowser().finally(() => setTimeout(() => process.exit(code), 50))
  }
}

export const app = new App() satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'whenReady'
  | 'getAppMetrics'
  | 'setPath'
  | 'getVersion'
  | 'getAppPath'
  | 'getLoginItemSettings'
  | 'setLoginItemSettings'
  | 'requestSingleInstanceLock'
  | 'exit'
>
