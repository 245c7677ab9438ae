// The built studio in a real browser, served by the built program: a flow of 500 and of 1,000 blocks is opened,
// panned, zoomed, dragged and typed into; a run of a thousand steps a second is watched. node bench/studio.ts  (after: npm run build; needs a Chromium)
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { FlowDocument } from '#shared/flow'
import { CHROMIUM_FLAGS, findChromium } from '../tests/support/find-chromium.ts'
import { type Figure, figureOf, keep, measure } from './measure.ts'
import { bigFlow } from './support/big-flow.ts'
import { drag, heap, open, pan, type Shown, scriptsSent, typing, watch, zoom } from './support/studio-page.ts'

const ENTRY = join(import.meta.dirname, '..', 'out', 'main', 'cli.js')
const TIMES = 3

const home = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
const env = { ...process.env, BLOCKLOOM_HOME: home }

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

const FAST = { atLeast: 50 } as const

/** One figure of frames and one of long tasks, from the same rounds. */
async function moved(page: Page, what: string, move: () => Promise<void>): Promise<Figure[]> {
  const seen: Shown[] = []
  for (let i = 0; i < TIMES; i++) {
    seen.push(await watch(page, move))
    // what was dragged is put back and drawn again before the next round
    await page.waitForTimeout(500)
  }
  return [
    figureOf(
      what,
      'frames/s',
      seen.map(({ fps }) => fps),
      FAST,
    ),
    figureOf(
      `${what}: long tasks`,
      'ms',
      seen.map(({ long }) => long),
    ),
  ]
}

async function benchSize(page: Page, origin: string, { count, id, tall }: Sized): Promise<Figure[]> {
  const url = `${origin}/#/flows/${id}`
  const called = (what: string) => `${count} blocks: ${what}`
  const figures = [
    await measure(called('JS sent'), 'MB', TIMES, () => scriptsSent(page, url), { atMost: 1.5 }),
    await measure(called('open to interactive'), 'ms', TIMES, () => open(page, url), {
      atMost: count === 500 ? 800 : 1000,
    }),
    await measure(called('JS heap'), 'MB', TIMES, () => heap(page), { atMost: 60 }),
    ...(await moved(page, called('pan'), () => pan(page))),
  ]
  await open(page, url)
  figures.push(...(await moved(page, called('zoom'), () => zoom(page))))
  await open(page, url)
  figures.push(...(await moved(page, called('drag of one block'), () => drag(page, 'b3', true))))
  await open(page, url)
  figures.push(
    await measure(called('typing into a field, work for a key'), 'ms', TIMES, () => typing(page, 'b3', 40), {
      atMost: 16,
    }),
  )
  await open(page, `${origin}/#/flows/${tall}`)
  figures.push(...(await moved(page, called('drag of a stack of 200'), () => drag(page, 'b1', false))))
  return figures
}

/** A run of a thousand steps a second, shown while it goes on. */
async function benchLive(page: Page, origin: string, id: string): Promise<Figure[]> {
  await open(page, `${origin}/#/flows/${id}`)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor()
  await page.waitForTimeout(1500)
  const rates: number[] = []
  const figures = await moved(page, '1000 blocks: a live run', async () => {
    const [from, began] = [await stepsOf(page), Date.now()]
    await page.waitForTimeout(3000)
    rates.push(((await stepsOf(page)) - from) / ((Date.now() - began) / 1000))
  })
  figures.push(figureOf('1000 blocks: a live run, its speed', 'steps/s', rates))
  figures.push(...(await moved(page, '1000 blocks: pan over a live run', () => pan(page))))
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  return figures
}

const stepsOf = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const answer = await fetch('/api/v1/runs?limit=1')
    const { items } = (await answer.json()) as { items: { steps: number }[] }
    return items[0]?.steps ?? 0
  })

type Sized = { count: number; id: string; tall: string }

async function bench(browser: Browser, link: string, sizes: readonly Sized[], busy: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  // what the machine shows of nothing at all: the others are to be read beside it
  const figures = await moved(page, 'a blank page', () => page.waitForTimeout(2500))
  await page.goto(link)
  const origin = new URL(link).origin
  for (const size of sizes) figures.push(...(await benchSize(page, origin, size)))
  figures.push(...(await benchLive(page, origin, busy)))
  return figures
}

async function importFlow(document: FlowDocument): Promise<string> {
  const file = join(home, `${document.name}.flow.json`)
  writeFileSync(file, JSON.stringify(document))
  return command('flows', 'import', file)
}

const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS })
let child: ChildProcess | undefined
try {
  const sizes: Sized[] = []
  for (const count of [500, 1000])
    sizes.push({
      count,
      id: await importFlow(bigFlow(`Big ${count}`, count)),
      tall: await importFlow(bigFlow(`Tall ${count}`, count, { first: 200 })),
    })
  const busy = await importFlow(bigFlow('Busy', 1000, { busy: true }))
  const served = await serve()
  child = served.child
  keep('studio', await bench(browser, served.link, sizes, busy))
} finally {
  await browser.close()
  child?.kill('SIGTERM')
  await new Promise((resolve) => (child ? child.once('exit', resolve) : resolve(null)))
  rmSync(home, { recursive: true, force: true })
}
