import { EventEmitter } from 'node:events'
import type { CDPSession, Page } from 'playwright-core'
import { ipcMain } from './ipc-main.ts'
import type { MessagePortMain } from './message-channel-main.ts'
import { exposeWorld, preloadWorld } from './preload-world.ts'
import { toOwn } from './protocol.ts'

const WORLD = 'preload'
let nextId = 1
let nextPort = 1

type FromPage = { send?: string; args?: unknown[]; port?: number; data?: unknown }
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

export class WebContents extends EventEmitter {
  readonly id = nextId++
  readonly mainFrame = { url: '' }
  #line!: CDPSession
  #world: number | undefined
  #ports = new Map<number, MessagePortMain>()
  #expected: string | undefined
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  async connect(page: Page, line: CDPSession, preload: string) {
    this.#line = line
    line.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#world = context.id
    })
    line.on('Runtime.bindingCalled', ({ payload }) => this.#heard(JSON.parse(payload)))
    line.on('Page.windowOpen', ({ url }) => this.windowOpen(url))
    await line.send('Page.enable')
    await line.send('Runtime.enable')
    await line.send('Runtime.addBinding', { name: '__standIn', executionContextName: WORLD })
    await line.send('Page.addScriptToEvaluateOnNewDocument', { source: exposeWorld })
    const source = preloadWorld(preload)
    await line.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.mainFrame.url = toOwn(frame.url())
    })
    page.on('close', () => this.emit('destroyed'))
  }

  #heard({ send, args = [], port, data }: FromPage) {
    if (send !== undefined) ipcMain.emit(send, { sender: this, senderFrame: this.mainFrame }, ...args)
    if (port !== undefined) this.#ports.get(port)?.postMessage(data)
  }

  #inWorld(expression: string) {
    const contextId = this.#world
    void this.#line.send('Runtime.evaluate', { expression, contextId }).catch(() => {})
  }

  postMessage(channel: string, message: unknown, ports: MessagePortMain[]) {
    const ids = ports.map((port) => {
      const id = nextPort++
      this.#ports.set(id, port)
      port.on('message', ({ data }) => this.#inWorld(`__standInPort(${id}, ${JSON.stringify(data)})`))
      port.on('close', () => this.#inWorld(`__standInPortClosed(${id})`))
      port.start()
      return id
    })
    const [name, args, given] = [channel, [message], ids].map((part) => JSON.stringify(part))
    this.#inWorld(`__standInArrive(${name}, ${args}, ${given})`)
  }

  /** what the main process itself loads is no navigation by the page */
  expect(url: string) {
    this.#expected = url
  }

  mayNavigate(url: string): boolean {
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false })
    if (url === this.#expected) {
      this.#expected = undefined
      return true
    }
    let prevented = false
    this.emit('will-navigate', { url, preventDefault: () => (prevented = true) })
    return !prevented
  }

  setWindowOpenHandler(handler: OpenHandler) {
    this.#openHandler = handler
  }

  windowOpen(url: string) {
    if (this.#openHandler({ url }).action !== 'deny') throw new Error(`a window opened at ${url}`)
  }
}
