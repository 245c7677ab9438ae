import { type IpcMainEvent, ipcMain, MessageChannelMain, type WebContents } from 'electron'
import { IPC_ASK_PORT, IPC_PORT } from '#shared/contract'
import { servePort } from '../api/serve-port.ts'
import type { Blockloom } from '../compose.ts'
import type { DesktopWords } from './desktop-words.ts'
import { isStudio } from './guard-page.ts'

/**
 * Gives the studio's page its one port. Ports carry no sender, so the frame and its origin are looked at
 * here, once; the port is closed when the page navigates, and the page asks again after a reload.
 */
export function handOutPorts(blockloom: Blockloom, words: DesktopWords): void {
  const held = new Map<number, () => void>()
  const watch = (page: WebContents): void => {
    page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      // from one place of the studio to another it stays the same page
      if (isMainFrame && !isSameDocument) held.get(page.id)?.()
    })
    page.once('destroyed', () => {
      held.get(page.id)?.()
      held.delete(page.id)
    })
  }
  ipcMain.on(IPC_ASK_PORT, (event, language: unknown) => {
    if (!mayHavePort(event)) return
    words.speak(language)
    const page = event.sender
    if (!held.has(page.id)) watch(page)
    held.get(page.id)?.()
    held.set(page.id, givePort(page, blockloom))
  })
}

/** Only the main frame of a window, and only while it shows the studio itself. */
export function mayHavePort({ sender, senderFrame }: Pick<IpcMainEvent, 'sender' | 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isStudio(senderFrame.url)
}

function givePort(page: WebContents, blockloom: Blockloom): () => void {
  const { port1, port2 } = new MessageChannelMain()
  const close = servePort(blockloom.router, port2, { caller: { kind: 'desktop' } })
  page.postMessage(IPC_PORT, null, [port1])
  return close
}
