// The built studio in a real browser, served by the built program: a flow of 500 and of 1,000 blocks is opened,
// panned and zoomed. node bench/studio.ts  (after: npm run build; needs a Chromium)
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Block, FlowDocument, Link } from '#shared/flow'
import { CHROMIUM_FLAGS, findChromium } from '../tests/support/find-chromium.ts'
import { type Figure, keep, measure } from './measure.ts'

const ENTRY = join(import.meta.dirname, '..', 'out', 'main', 'cli.js')
const TIMES = 3
const MOVE_MS = 2500

const home = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
const env = { ...process.env, BLOCKLOOM_HOME: home }

/** Stacks of 20 blocks each, one of them a loop that holds ten, side by side in rows of ten. */
function bigFlow(count: number): FlowDocument {
  const blocks: Block[] = []
  const links: Link[] = []
  const put = (type: string, config: Block['config'], at?: [number, number]): string => {
    const id = `b${blocks.length + 1}`
    blocks.push({ id, type, version: 1, name: `Block ${blocks.length + 1}`, config, ...(at && { at }) })
    return id
  }
  for (let stack = 0; blocks.length < count; stack++) {
    let last = put('start/manual', {}, [(stack % 10) * 480, Math.floor(stack / 10) * 1300])
    for (let i = 1; i < 20 && blocks.length < count; i++) {
      const loop = i === 5
      const id = loop
        ? put('control/repeat', { times: 10 })
        : put('data/text', { text: `Row {{ input.name }} of ${i}` })
      const inside = blocks.at(-2)?.type === 'control/repeat'
      links.push({ from: last, out: inside ? 'each' : 'next', to: id, snap: true })
      last = id
    }
  }
  return { format: 1, name: `Big ${count}`, blocks, links }
}

function command(...words: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ENTRY, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.on('close', (code) =>
      code === 0 ? resolve(out.trim()) : reject(new Error(`${words[0]}: ${code}`)),
    )
  })
}

async function serve(): Promise<{ child: ChildProcess; link: string }> {
  const child = spawn(process.execPath, [ENTRY, 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  for await (const chunk of child.stdout) {
    out += chunk
    const link = /http\S+\/sign-in\S+/.exec(out)?.[0]
    if (link) return { child, link }
  }
  throw new Error('the server gave no link')
}

/** ms from asking for the page to the end of the last long task once the blocks are there */
async function open(page: Page, url: string): Promise<number> {
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
          resolve(last - from)
        }, 50)
      }),
    began,
  )
}

/** frames a second while `move` works */
async function frames(page: Page, move: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const seen = { count: 0, on: true, from: performance.now() }
    ;(globalThis as { seen?: typeof seen }).seen = seen
    const tick = () => {
      seen.count++
      if (seen.on) requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await move()
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { count: number; on: boolean; from: number } }
    seen.on = false
    return (seen.count / (performance.now() - seen.from)) * 1000
  })
}

async function pan(page: Page): Promise<void> {
  await page.mouse.move(1100, 120)
  await page.mouse.down({ button: 'middle' })
  const until = Date.now() + MOVE_MS
  for (let i = 0; Date.now() < until; i++) {
    const way = Math.sin(i / 20)
    await page.mouse.move(800 + 300 * way, 350 + 200 * Math.cos(i / 27))
  }
  await page.mouse.up({ button: 'middle' })
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(800, 400)
  await page.keyboard.down('Control')
  const until = Date.now() + MOVE_MS
  for (let i = 0; Date.now() < until; i++) await page.mouse.wheel(0, i % 24 < 12 ? 40 : -40)
  await page.keyboard.up('Control')
}

async function heap(page: Page): Promise<number> {
  const line = await page.context().newCDPSession(page)
  await line.send('HeapProfiler.collectGarbage')
  const { usedSize } = await line.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

async function bench(browser: Browser, link: string, ids: Map<number, string>): Promise<Figure[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(link)
  const origin = new URL(link).origin
  const figures: Figure[] = []
  for (const [count, id] of ids) {
    const url = `${origin}/#/flows/${id}`
    figures.push(await measure(`${count} blocks: open to interactive`, 'ms', TIMES, () => open(page, url)))
    figures.push(
      await measure(`${count} blocks: pan`, 'frames/s', TIMES, () => frames(page, () => pan(page))),
    )
    figures.push(
      await measure(`${count} blocks: zoom`, 'frames/s', TIMES, () => frames(page, () => zoom(page))),
    )
    figures.push(await measure(`${count} blocks: JS heap`, 'MB', TIMES, () => heap(page)))
  }
  return figures
}

const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
let child: ChildProcess | undefined
try {
  const ids = new Map<number, string>()
  for (const count of [500, 1000]) {
    const file = join(home, `big-${count}.flow.json`)
    writeFileSync(file, JSON.stringify(bigFlow(count)))
    ids.set(count, await command('flows', 'import', file))
  }
  const served = await serve()
  child = served.child
  keep('studio', await bench(browser, served.link, ids))
} finally {
  await browser.close()
  child?.kill('SIGTERM')
  await new Promise((resolve) => (child ? child.once('exit', resolve) : resolve(null)))
  rmSync(home, { recursive: true, force: true })
}
