import type { Locator, Page } from '@playwright/test'
import { block, blocks, canvas, keepFlow, onShelf, openShelf, palette, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

/* The hand's deeds at every zoom: what is seen smaller or larger is taken, snapped and dropped the same. */

const says = (id: string) => ({ id, type: 'say/log', name: id, config: { text: id } })

const boxOf = async (of: Locator) => {
  const box = await of.boundingBox()
  if (!box) throw new Error(`nothing to be seen of ${of}`)
  return box
}

/** Brings the canvas to a zoom, and the head of the stack to its upper left. */
async function zoomTo(page: Page, percent: number): Promise<void> {
  const said = canvas(page).getByRole('button', { name: /%/ })
  const now = async () => Number((await said.textContent())?.replace(/\D/g, ''))
  const { x, y } = await boxOf(canvas(page))
  await page.mouse.move(x + 200, y + 200)
  await page.keyboard.down('Control')
  while ((await now()) !== percent) await page.mouse.wheel(0, (await now()) > percent ? 60 : -60)
  await page.keyboard.up('Control')
  await expect(said).toHaveText(`${percent}%`)
  const hat = await boxOf(page.locator('main [data-block="hat"]'))
  // the wheel moves the canvas by half
  await page.mouse.wheel(2 * (hat.x - x - 120), 2 * (hat.y - y - 60))
  const left = async () => (await boxOf(page.locator('main [data-block="hat"]'))).x - x
  await expect.poll(async () => Math.abs((await left()) - 120)).toBeLessThan(4)
}

/** Drags a point of something so that it comes to lie on another. */
async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps: 12 })
  await page.mouse.up()
}

const order = (page: Page) =>
  page.evaluate(async () => {
    const id = location.hash.split('/').at(-1)
    const { document } = await (await fetch(`/api/v1/flows/${id}`)).json()
    const names = new Map(
      document.blocks.map(({ id, type }: { id: string; type: string }) => [id, id.length > 4 ? type : id]),
    )
    return document.links
      .map(
        ({ from, out, to, snap }: { from: string; out: string; to: string; snap?: boolean }) =>
          `${names.get(from)}.${out}${snap ? '>' : '~'}${names.get(to)}`,
      )
      .toSorted()
      .join(' ')
  })

for (const percent of [30, 100, 300])
  test(`at ${percent} % blocks are inserted, wrapped, taken out alone, wired and thrown away`, async ({
    page,
  }) => {
    const zoom = percent / 100
    const id = await keepFlow(page, 'Zoomed', [
      { id: 'hat', type: 'start/manual', name: 'Run' },
      says('a'),
      says('b'),
    ])
    await page.goto(`/#/flows/${id}`)
    await expect(blocks(page)).toHaveCount(3)
    await zoomTo(page, percent)
    const joins = (wanted: string) => expect.poll(() => order(page)).toBe(wanted)
    const b = page.locator('main [data-block="b"]')
    const start = await order(page)

    // into the middle, from the palette: what is held is as large as the canvas shows it
    await openShelf(page, 'Say')
    const notify = await boxOf(onShelf(page, 'Notify'))
    const place = await boxOf(b)
    await drag(page, [notify.x + 14, notify.y + 20], [place.x + 14 * zoom + 4, place.y + 20 * zoom + 4])
    await joins('a.next>say/notify hat.next>a say/notify.next>b')
    await undo(page)
    await joins(start)

    // an empty C-block wraps what is below
    await openShelf(page, 'Control')
    const repeat = await boxOf(onShelf(page, 'Repeat'))
    await drag(page, [repeat.x + 14, repeat.y + 20], [place.x + 14 * zoom + 4, place.y + 20 * zoom + 4])
    await joins('a.next>control/repeat control/repeat.each>b hat.next>a')
    await undo(page)
    await joins(start)

    // with Alt only the block, and the gap heals
    const a = await boxOf(block(page, 'log a'))
    await page.keyboard.down('Alt')
    await drag(page, [a.x + 8 * zoom, a.y + 20 * zoom], [a.x + 8 * zoom + 300, a.y + 20 * zoom])
    await page.keyboard.up('Alt')
    await joins('hat.next>b')

    // a wire from its dot to the block, and a block onto that wire
    const loose = await boxOf(page.locator('main [data-block="a"]'))
    const dot = [loose.x + loose.width, loose.y + 24 * zoom] as const
    const goal = await boxOf(b)
    await page.mouse.move(loose.x + 8 * zoom, loose.y + 20 * zoom)
    await drag(page, dot, [goal.x + 20 * zoom, goal.y + 24 * zoom])
    await joins('a.next~b hat.next>b')
    await undo(page)
    await undo(page)
    await joins(start)

    // thrown away on the palette, with all below
    const shelf = await boxOf(palette(page))
    await drag(page, [place.x + 8 * zoom, place.y + 20 * zoom], [shelf.x + 150, shelf.y + 300])
    await joins('hat.next>a')
    await undo(page)
    await joins(start)
  })
