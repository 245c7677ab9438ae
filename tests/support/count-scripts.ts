import type { Page } from 'playwright-core'

/** Counts the bytes of scripts, unpacked, that come to a page from now on, none of them from its cache. */
export async function countScripts(page: Page): Promise<{ bytes(): number; end(): Promise<void> }> {
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set<string>()
  let bytes = 0
  line.on('Network.responseReceived', ({ requestId, response }) => {
    if (/javascript/.test(response.mimeType)) scripts.add(requestId)
  })
  line.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (scripts.has(requestId)) bytes += dataLength
  })
  return { bytes: () => bytes, end: () => line.detach() }
}
