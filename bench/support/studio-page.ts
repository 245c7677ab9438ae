import type { Page } from 'playwright-core'
import { countScripts } from '../../tests/support/count-scripts.ts'

/** How long a hand moves in one round, ms. */
const MOVE_MS = 2500

/** ms from asking for the page to the end of the last long task once the blocks are there */
export async function open(page: Page, url: string): Promise<number> {
  await page.goto('about:blank')
  const began = Date.now()
  await page.goto(url)
  await page.locator('[data-block-id], .react-flow__node').first().waitFor()
  return page.evaluate(
    (from) =>
      new Promise<number>((resolve) => {
        let last = Date.now()
        const look = new PerformanceObserver(() => {
          last = Date.now()
        })
        look.observe({ type: 'longtask' })
        const timer = setInterval(() => {
          if (Date.now() - last < 1000) return
          clearInterval(timer)
          look.disconnect()
          resolve(last - from)
        }, 50)
      }),
    began,
  )
}

export type Shown = {
  /** frames a second, mean */
  fps: number
  /** ms of all tasks over 50 ms */
  long: number
}

/** What was shown while `move` worked. */
export async function watch(page: Page, move: () => Promise<void>): Promise<Shown> {
  await page.evaluate(() => {
    const seen = { count: 0, long: 0, on: true, from: performance.now() }
    ;(globalThis as { seen?: typeof seen }).seen = seen
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (seen.on) seen.long += duration
    }).observe({ type: 'longtask' })
    const tick = () => {
      seen.count++
      if (seen.on) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await move()
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as {
      seen: { count: number; long: number; on: boolean; from: number }
    }
    seen.on = false
    return { fps: (seen.count / (performance.now() - seen.from)) * 1000, long: seen.long }
  })
}

export async function pan(page: Page): Promise<void> {
  await page.mouse.move(1100, 120)
  await page.mouse.down({ button: 'middle' })
  await zigzag(page, 800, 350)
  await page.mouse.up({ button: 'middle' })
}

export async function zoom(page: Page): Promise<void> {
  await page.mouse.move(800, 400)
  await page.keyboard.down('Control')
  const until = Date.now() + MOVE_MS
  for (let i = 0; Date.now() < until; i++) await page.mouse.wheel(0, i % 24 < 12 ? 40 : -40)
  await page.keyboard.up('Control')
}

/** Takes what is in sight there, carries it about and puts it back: the flow is as before. */
export async function drag(page: Page, block: string, alone: boolean): Promise<void> {
  const box = await page.locator(`[data-block="${block}"]`).first().boundingBox()
  if (!box) throw new Error(`${block} is not in sight`)
  if (alone) await page.keyboard.down('Alt')
  await page.mouse.move(box.x + 14, box.y + 22)
  await page.mouse.down()
  // away from the edges of the canvas, where it would scroll
  await zigzag(page, 640, 320, 180)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  if (alone) await page.keyboard.up('Alt')
}

async function zigzag(page: Page, x: number, y: number, far = 300): Promise<void> {
  const until = Date.now() + MOVE_MS
  for (let i = 0; Date.now() < until; i++)
    await page.mouse.move(x + far * Math.sin(i / 20), y + 0.7 * far * Math.cos(i / 27))
}

/** ms that the page's thread works for each key typed into a field on a block, with all that follows from it. */
export async function typing(page: Page, block: string, keys: number): Promise<number> {
  await page.locator(`[data-block="${block}"] [data-field]`).first().click()
  const editor = page.getByRole('main').getByRole('textbox')
  await editor.waitFor()
  const { busy, line } = await threadClock(page)
  await page.waitForTimeout(1000)
  const before = await busy()
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press('abcdefgh'.charAt(i % 8))
    // as fast as a fast hand
    await page.waitForTimeout(60)
  }
  await page.waitForTimeout(500)
  const after = await busy()
  await page.keyboard.press('Escape')
  await line.detach()
  return (after - before) / keys
}

/** ms that the page's own thread has worked since: what others on this machine took of the time is left out. */
async function threadClock(page: Page) {
  const line = await page.context().newCDPSession(page)
  await line.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => {
    const { metrics } = await line.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }
  return { busy, line }
}

export async function heap(page: Page): Promise<number> {
  const line = await page.context().newCDPSession(page)
  await line.send('HeapProfiler.collectGarbage')
  const { usedSize } = await line.send('Runtime.getHeapUsage')
  await line.detach()
  return usedSize / 1024 / 1024
}

/** MB of scripts, unpacked, that come until the flow at `url` stands. */
export async function scriptsSent(page: Page, url: string): Promise<number> {
  const scripts = await countScripts(page)
  await open(page, url)
  await scripts.end()
  return scripts.bytes() / 1e6
}
