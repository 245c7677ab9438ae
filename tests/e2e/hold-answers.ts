import type { Page, WebSocketRoute } from '@playwright/test'

/** A hand on the wire: what the runtime says reaches the page only once it is let through. */
export type HeldAnswers = { hold(): void; release(): void }

/** Stands between the page and the runtime from the next load of the page on. */
export async function holdAnswers(page: Page): Promise<HeldAnswers> {
  let holding = false
  const waiting: (() => void)[] = []
  const pass = (socket: WebSocketRoute, message: string | Buffer) => {
    if (holding) waiting.push(() => socket.send(message))
    else socket.send(message)
  }
  await page.routeWebSocket(/.*/, (socket) => {
    const runtime = socket.connectToServer()
    runtime.onMessage((message) => pass(socket, message))
  })
  return {
    hold: () => {
      holding = true
    },
    release() {
      holding = false
      for (const send of waiting.splice(0)) send()
    },
  }
}
