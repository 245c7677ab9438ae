import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type * as Electron from 'electron'
import type { CDPSession, Page } from 'playwright-core'
import { app } from './app.ts'
import { browserContext } from './chromium.ts'
import { facts } from './facts.ts'
import { answer, toOwn, toShown } from './protocol.ts'
import { WebContents } from './web-contents.ts'

const windows = new Set<BrowserWindow>()

/** A window is a page of real Chromium. What the page throws ends the process, so that no test misses it. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...windows]

  readonly webContents = new WebContents()
  #bounds: Electron.Rectangle
  #page: Promise<Page>

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    facts.webPreferences.push(options.webPreferences)
    windows.add(this)
    this.#page = this.#open(options)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async #open({ webPreferences }: Electron.BrowserWindowConstructorOptions): Promise<Page> {
    const page = await browserContext().newPage()
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height })
    const line: CDPSession = await browserContext().newCDPSession(page)
    await this.webContents.connect(page, line, readFileSync(webPreferences?.preload as string, 'utf8'))
    await page.route('**/*', (route) => this.#serve(route, page))
    page.on('pageerror', (error) => {
      process.stderr.write(`the page threw: ${error.stack}\n`)
      app.exit(70)
    })
    page.on('load', () => this.emit('ready-to-show'))
    page.on('popup', (popup) => void popup.close())
    page.on('close', () => this.#closed())
    return page
  }

  async #serve(route: Parameters<Parameters<Page['route']>[1]>[0], page: Page) {
    const request = route.request()
    const url = toOwn(request.url())
    const leaves = request.isNavigationRequest() && request.frame() === page.mainFrame()
    // 204: the page stays where it is, as when Electron prevents the navigation
    if (leaves && !this.webContents.mayNavigate(url)) return route.fulfill({ status: 204 })
    const response = await answer(url, request.method()).catch(() => undefined)
    if (!response) return route.abort()
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  async loadURL(url: string) {
    const page = await this.#page
    this.webContents.expect(url)
    await page.goto(toShown(url))
  }

  #closed() {
    this.emit('close', {})
    windows.delete(this)
    this.emit('closed')
    facts.closed++
    if (windows.size === 0) app.emit('window-all-closed')
  }

  getNormalBounds = () => this.#bounds
  isDestroyed = () => !windows.has(this)
  isMaximized = () => false
  isMinimized = () => false
  maximize() {}
  restore() {}
  show() {}
  focus() {
    facts.focused++
  }
}
