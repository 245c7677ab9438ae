import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { CHROMIUM_FLAGS, findChromium } from '../../support/find-chromium.ts'

let browser: Browser | undefined
let context: BrowserContext | undefined

/** Real Chromium; a test connects to the same one over its DevTools port, told on the process's channel. */
export async function openBrowser(): Promise<void> {
  const port = process.env.STAND_IN_DEVTOOLS as string
  browser = await chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${port}`],
  })
  context = await browser.newContext({ viewport: null })
  process.send?.({ ready: true })
}

export const browserContext = (): BrowserContext => {
  if (!context) throw new Error('a window was made before the app was ready')
  return context
}

export async function closeBrowser(): Promise<void> {
  await browser?.close()
}
