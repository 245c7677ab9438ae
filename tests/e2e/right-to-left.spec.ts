import type { Locator, Page } from '@playwright/test'
import { keepFlow, startEmpty } from './hand.ts'
import { expect, test } from './studio-test.ts'

/*
 * Read from the right, the whole page is the mirror image of itself. So one script of a hand, mirrored, must make the
 * same flow: every place that forgets to mirror, or mirrors twice, makes another one.
 */

type Mirror = 'as written' | 'mirrored'

/** The studio in the language that is read from the right, or in English. */
async function readFrom(page: Page, mirror: Mirror): Promise<void> {
  const language = mirror === 'mirrored' ? 'ar-XB' : 'en'
  await page.evaluate(
    (language) =>
      localStorage.setItem('blockloom.settings', JSON.stringify({ state: { language }, version: 1 })),
    language,
  )
}

/** A hand whose points are given from the edge where reading begins. */
function handOf(page: Page, mirror: Mirror) {
  const width = page.viewportSize()?.width ?? 0
  const onScreen = (x: number) => (mirror === 'mirrored' ? width - x : x)
  type Point = readonly [number, number]
  const of = async (locator: Locator, dx: number, dy: number): Promise<Point> => {
    const box = await locator.boundingBox()
    if (!box) throw new Error(`nothing to be seen of ${locator}`)
    return [(mirror === 'mirrored' ? width - box.x - box.width : box.x) + dx, box.y + dy]
  }
  const move = ([x, y]: Point, steps = 1) => page.mouse.move(onScreen(x), y, { steps })
  const drag = async (from: Point, to: Point) => {
    await move(from)
    await page.mouse.down()
    await move(to, 14)
    await page.mouse.up()
  }
  return { of, move, drag }
}

const kept = [
  { id: 'hat', type: 'start/manual', name: 'Hat', at: [80, 40] },
  { id: 'loop', type: 'control/for-each', name: 'Loop', config: { list: '{{ [1, 2] }}' } },
  { id: 'end', type: 'say/say', name: 'End', config: { text: 'end' } },
] as const

/** What was made, without the random parts of names. */
async function flowOf(page: Page, id: string) {
  const document = await page.evaluate(
    async (id) => (await (await fetch(`/api/v1/flows/${id}`)).json()).document,
    id,
  )
  const places = new Map<string, string>()
  for (const [i, block] of document.blocks.entries()) places.set(block.id, `${i} ${block.type}`)
  const name = (of: string) => places.get(of) ?? of
  return {
    blocks: document.blocks.map((block: { id: string; at?: unknown }) => [name(block.id), block.at]),
    links: document.links.map((link: { from: string; out: string; to: string; snap?: boolean }) =>
      [name(link.from), link.out, name(link.to), link.snap === true].join(' '),
    ),
    notes: document.notes,
  }
}

async function byHand(page: Page, mirror: Mirror) {
  await readFrom(page, mirror)
  const id = await keepFlow(page, 'By hand', kept)
  await page.goto(`/#/flows/${id}`)
  await page.reload()
  await page.locator('[data-block="end"]').waitFor()
  await page.evaluate(() => document.fonts.ready)
  const { of, move, drag } = handOf(page, mirror)
  const blocks = page.locator('main [data-block]')
  const shown = (count: number) => expect(blocks).toHaveCount(count)
  const block = (id: string) => page.locator(`main [data-block="${id}"]`)
  const item = (type: string) => page.locator(`[data-block-type="${type}"]`)
  const shelf = (n: number) => page.locator('.studio-palette nav button').nth(n).click()

  // from the palette into a mouth; taken near its far end, so that where it was grabbed counts
  await shelf(1)
  const wait = item('control/wait')
  await wait.scrollIntoViewIfNeeded()
  await drag(await of(wait, 70, 30), await of(block('loop'), 20 + 70, 56 + 24))
  await shown(4)
  // a block out of the stack to a free place, along the way of reading
  await drag(await of(block('end'), 14, 22), await of(block('hat'), 400, 190))
  // a wire from the hat's dot to it
  await move(await of(block('hat'), 14, 30))
  const hat = await block('hat').boundingBox()
  await drag(await of(block('hat'), hat?.width ?? 0, 40), await of(block('end'), 20, 24))
  await expect(page.locator('[data-wire="hat|next|end"]')).toHaveCount(1)
  // panned by hand, then by the wheel, and larger about the pointer; then dropped on what it hangs from
  await drag(await of(block('end'), 60, 200), await of(block('end'), 120, 230))
  await move(await of(block('end'), 40, 120))
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -120)
  await page.keyboard.up('Control')
  await drag(await of(block('loop'), 14, 20), await of(block('hat'), 310, 260))
  // a box around the loop only
  await page.keyboard.down('Shift')
  await drag(await of(block('loop'), -20, -20), await of(block('loop'), 60, 220))
  await page.keyboard.up('Shift')
  await expect(page.locator('.ring.selected')).toHaveCount(2)
  await block('loop').focus()
  await page.keyboard.press('Control+d')
  await shown(6)
  // a note from the menu of a free place, moved by its handle and made larger by its corner
  const free = await clickAt(page, mirror, await of(block('hat'), 30, 300))
  await page.mouse.click(...free, { button: 'right' })
  await page.getByRole('menuitem').nth(1).click()
  const note = page.locator('.note')
  await note.waitFor()
  await drag(await of(note, 30, 12), await of(note, 50, 92))
  const size = await note.boundingBox()
  const [wide, high] = [size?.width ?? 0, size?.height ?? 0]
  await drag(await of(note, wide - 10, high - 10), await of(note, wide + 30, high + 30))
  // the small search, opened by a double click
  await page.mouse.dblclick(...free)
  await page.keyboard.type('wait')
  await page.keyboard.press('Enter')
  await shown(7)
  // arrows: into the mouth of the loop is onwards
  await block('loop').focus()
  await page.keyboard.press(mirror === 'mirrored' ? 'ArrowLeft' : 'ArrowRight')
  await page.keyboard.press('Delete')
  await shown(6)
  await page.keyboard.press('Control+s')
  await expect(page.locator('header')).toContainText(mirror === 'mirrored' ? 'Sávéd' : 'Saved')
  return flowOf(page, id)
}

async function clickAt(page: Page, mirror: Mirror, [x, y]: readonly [number, number]) {
  const width = page.viewportSize()?.width ?? 0
  return [mirror === 'mirrored' ? width - x : x, y] as const
}

test('the same hand, mirrored, makes the same flow when the page reads from the right', async ({ page }) => {
  const written = await byHand(page, 'as written')
  const mirrored = await byHand(page, 'mirrored')
  expect(mirrored).toEqual(written)
})

test('read from the right, blocks and selvage are mirrored and every word stands upright', async ({
  page,
}) => {
  await startEmpty(page)
  await readFrom(page, 'mirrored')
  const id = await keepFlow(page, 'Mirrored', kept)
  await page.goto(`/#/flows/${id}`)
  await page.reload()
  await page.locator('[data-block="end"]').waitFor()
  await page.getByRole('banner').getByRole('button', { name: /Rún/ }).click()
  await expect(page.locator('.mark-done')).toHaveCount(3)
  await page.locator('[data-block="hat"]').hover({ position: { x: 60, y: 40 } })
  const seen = await page.evaluate(() => {
    const body = (id: string) => {
      const { left, right, top } = (
        document.querySelector(`[data-block="${id}"] .block-body`) as Element
      ).getBoundingClientRect()
      return { left, right, top }
    }
    const all = (what: string) => [...document.querySelectorAll<SVGGraphicsElement>(`.canvas ${what}`)]
    const middles = (what: string) =>
      all(what).map((one) => {
        const { left, width } = one.getBoundingClientRect()
        return left + width / 2
      })
    return {
      hat: body('hat'),
      loop: body('loop'),
      words: middles('[data-block="loop"] > text, [data-block="loop"] > .chip text'),
      icon: middles('[data-block="loop"] > .block-icon')[0] ?? 0,
      dot: middles('[data-port="hat next"] .dot')[0] ?? 0,
      marks: middles('.mark-done'),
      upright: all('text, .block-icon, .mark path').map((one) => (one.getScreenCTM()?.a ?? 0) > 0),
      flipped: all('.block-body').map((one) => (one.getScreenCTM()?.a ?? 0) < 0),
    }
  })
  expect(seen.hat.right).toBeCloseTo(seen.loop.right, 0)
  expect(seen.icon).toBeLessThan(seen.loop.right)
  expect(seen.icon).toBeGreaterThan(seen.words[0] as number)
  expect(seen.words).toEqual(seen.words.toSorted((a, b) => b - a))
  expect(seen.dot).toBeCloseTo(seen.hat.left, 0)
  for (const mark of seen.marks) expect(mark).toBeGreaterThan(seen.hat.right)
  expect(seen.upright.length).toBeGreaterThan(6)
  expect(new Set([...seen.upright, ...seen.flipped])).toEqual(new Set([true]))
})
