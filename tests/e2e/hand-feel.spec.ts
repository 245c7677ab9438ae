import type { Locator, Page } from '@playwright/test'
import { block, blocks, canvas, choose, keepFlow, onShelf, openShelf, quickAdd, saved, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

/* What the hand feels: things follow the pointer, whatever else happens under it. */

const hat = { id: 'hat', type: 'start/manual', name: 'Run' }
const says = (id: string) => ({ id, type: 'say/log', name: id, config: { text: id } })

/** One stack of a start and three logs. */
async function openStack(page: Page): Promise<void> {
  const id = await keepFlow(page, 'Hand', [hat, says('a'), says('b'), says('c')])
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(4)
}

/** The stack, and two blocks that stand alone. */
async function openThree(page: Page): Promise<void> {
  const id = await page.evaluate(async () => {
    const log = (id: string, at?: readonly [number, number]) => ({
      ...{ id, type: 'say/log', version: 1, name: id, config: { text: id } },
      ...(at && { at }),
    })
    const start = (id: string, at: readonly [number, number]) => ({
      ...{ id, type: 'start/manual', version: 1, name: id, config: {}, at },
    })
    const answer = await fetch('/api/v1/flows', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        document: {
          ...{ format: 1, name: 'Three' },
          blocks: [start('hat', [40, 40]), log('a'), log('x', [400, 40]), log('y', [480, 140])],
          links: [{ from: 'hat', out: 'next', to: 'a', snap: true }],
          notes: [{ at: [400, 240], size: [200, 80], text: 'beside' }],
        },
      }),
    })
    return (await answer.json()).id as string
  })
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(4)
}

const boxOf = async (of: Locator) => {
  const box = await of.boundingBox()
  if (!box) throw new Error(`nothing to be seen of ${of}`)
  return box
}

/** Where a block is now, px from the top; above all when it was scrolled away. */
const topOf = (page: Page, id: string) =>
  page.evaluate((id) => {
    const found = document.querySelector(`main [data-block="${id}"]`)
    return found ? found.getBoundingClientRect().y : Number.NEGATIVE_INFINITY
  }, id)

const inHand = (page: Page): Locator => page.locator('.in-hand svg').first()

/** Takes a block and holds it `by` px from where it was. */
async function hold(page: Page, taken: Locator, to: readonly [number, number]): Promise<void> {
  const { x, y } = await boxOf(taken)
  await page.mouse.move(x + 14, y + 22)
  await page.mouse.down()
  await page.mouse.move(to[0] + 14, to[1] + 22, { steps: 10 })
}

const isAt = (page: Page, [x, y]: readonly [number, number]) =>
  expect.poll(async () => {
    const box = await boxOf(inHand(page))
    return Math.hypot(box.x - x, box.y - y)
  })

test('what is held stays at the pointer when the wheel moves the canvas', async ({ page }) => {
  await openStack(page)
  await hold(page, block(page, 'log b'), [700, 400])
  await isAt(page, [700, 400]).toBeLessThan(3)
  await page.mouse.wheel(0, 160)
  await expect(block(page, 'log a')).toBeVisible()
  await isAt(page, [700, 400]).toBeLessThan(3)
  await page.mouse.up()
  await expect.poll(async () => Math.abs((await boxOf(block(page, 'log b'))).y - 400)).toBeLessThan(5)
})

test('a new block is seen all the way from the palette, and the canvas scrolls for it at its far edge', async ({
  page,
}) => {
  await openStack(page)
  await openShelf(page, 'Say')
  const shelf = onShelf(page, 'Say')
  const { x, y } = await boxOf(shelf)
  await page.mouse.move(x + 20, y + 20)
  await page.mouse.down()
  await page.mouse.move(x + 60, y + 30, { steps: 4 })
  await expect(inHand(page)).toBeVisible()
  const area = await boxOf(canvas(page))
  // in over the left edge: that is no wish to scroll
  const before = await boxOf(block(page, 'log a'))
  await page.mouse.move(area.x + 20, area.y + 300, { steps: 4 })
  await page.mouse.move(area.x + 300, area.y + 300, { steps: 4 })
  expect(await boxOf(block(page, 'log a'))).toEqual(before)
  await page.mouse.move(area.x + 300, area.y + area.height - 8, { steps: 4 })
  await expect.poll(() => topOf(page, 'c')).toBeLessThan(before.y)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  // how far it scrolled depends on how long this took: what is out of sight is not drawn
  await page.getByRole('button', { name: 'Show all blocks' }).click()
  await expect(blocks(page)).toHaveCount(4)
})

test('dropped on a panel a block goes back to where it was', async ({ page }) => {
  await openStack(page)
  const { x, width } = await boxOf(canvas(page))
  await hold(page, block(page, 'log b'), [x + width + 100, 300])
  await page.mouse.up()
  await expect(block(page, 'log b')).toHaveAccessibleName('log b, 3 of 4')
  await expect(inHand(page)).toHaveCount(0)
})

test('in mid-drag no other button and no key but Escape does anything', async ({ page }) => {
  await openStack(page)
  await choose(block(page, 'log b'))
  await hold(page, block(page, 'log b'), [700, 400])
  await page.mouse.down({ button: 'right' })
  await page.mouse.up({ button: 'right' })
  await page.keyboard.press('Delete')
  await page.keyboard.press('/')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(quickAdd(page)).toHaveCount(0)
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(4)
  await expect(block(page, 'log c')).toHaveAccessibleName('log c, 2 of 2')
})

test('of several chosen blocks and notes one takes the others along, in one undo step', async ({ page }) => {
  await openThree(page)
  const note = page.getByRole('region', { name: 'Note 1' })
  const [x, y, n] = [await boxOf(block(page, 'log x')), await boxOf(block(page, 'log y')), await boxOf(note)]
  await page.keyboard.down('Shift')
  await page.mouse.move(x.x - 20, x.y - 20)
  await page.mouse.down()
  await page.mouse.move(n.x + n.width + 20, n.y + n.height + 10, { steps: 8 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await hold(page, block(page, 'log x'), [x.x + 40, x.y + 200])
  expect((await boxOf(note)).y).toBeGreaterThan(n.y + 150)
  await page.mouse.up()
  const moved = async (of: Locator, from: { x: number; y: number }) => {
    const now = await boxOf(of)
    return [Math.round(now.x - from.x), Math.round(now.y - from.y)]
  }
  await expect.poll(() => moved(block(page, 'log x'), x)).toEqual([40, 200])
  expect(await moved(block(page, 'log y'), y)).toEqual([40, 200])
  expect(await moved(note, n)).toEqual([40, 200])

  // by the note's bar they go too, and Escape puts all back
  const bar = page.getByRole('button', { name: /^Move note 1/ })
  await hold(page, bar, [(await boxOf(bar)).x, (await boxOf(bar)).y - 80])
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await moved(note, n)).toEqual([40, 200])
  await undo(page)
  await expect.poll(() => moved(block(page, 'log y'), y)).toEqual([0, 0])
  expect(await moved(note, n)).toEqual([0, 0])
  expect(await moved(block(page, 'log x'), x)).toEqual([0, 0])
})

test('a wire that cannot be made says why, and scrolls the canvas at its edge', async ({ page }) => {
  await openThree(page)
  await saved(page)
  const x = await boxOf(block(page, 'log x'))
  await block(page, 'log x').hover({ position: { x: 14, y: 18 } })
  await page.mouse.move(x.x + x.width, x.y + 24, { steps: 4 })
  await page.mouse.down()
  const start = await boxOf(block(page, 'when I press Run'))
  await page.mouse.move(start.x + 30, start.y + 30, { steps: 8 })
  const why = page.getByText('A flow starts here: nothing leads to a start block.')
  await expect(why).toBeVisible()
  const area = await boxOf(canvas(page))
  await page.mouse.move(area.x + 300, area.y + area.height - 8, { steps: 4 })
  await expect(why).toHaveCount(0)
  await expect.poll(() => topOf(page, 'x')).toBeLessThan(x.y - 40)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(quickAdd(page)).toHaveCount(0)
})

test('the search at a block is a whole field, however much it finds', async ({ page }) => {
  await openStack(page)
  await choose(block(page, 'log c'))
  await page.keyboard.press('/')
  const { height } = await boxOf(quickAdd(page).locator('..'))
  expect(height).toBeGreaterThanOrEqual(32)
})

test('a value of the data panel is dropped on a field where it stands on the chosen block, and on no other block', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Values', [
    { ...hat, config: { sample: { name: 'Ada', ok: true } } } as typeof hat,
    { id: 'a', type: 'say/log', name: 'a', config: { text: 'Hello ' } } as ReturnType<typeof says>,
    { id: 'if', type: 'control/if', name: 'Check' } as unknown as ReturnType<typeof says>,
  ])
  await page.goto(`/#/flows/${id}`)
  await choose(block(page, 'log Hello'))
  const pill = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}`) })
  const field = (id: string) => page.locator(`main [data-block="${id}"] [data-field]`).first()
  await pill('name').dragTo(field('if'))
  await pill('name').dragTo(field('a'))
  await expect(block(page, 'log Hello input.name')).toBeVisible()
  await expect(block(page, 'if')).not.toHaveAccessibleName(/input/)
  await undo(page)
  await expect(block(page, 'log Hello input.name')).toHaveCount(0)

  // yes or no, into the hexagon
  await choose(block(page, 'if'))
  await pill('ok').dragTo(field('if'))
  await expect(block(page, 'if')).toHaveAccessibleName(/input\.ok/)
})
