import type { Page } from '@playwright/test'
import { block, blocks, canvas, choose, quickAdd, saved, search, startEmpty, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

const options = (page: Page) => page.getByRole('listbox', { name: 'Blocks', exact: true }).getByRole('option')

async function addHere(page: Page, words: string, keys = 'Enter') {
  await page.keyboard.press('/')
  await expect(quickAdd(page)).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press(keys)
}

test('a few letters and Enter add below, inside and beside; what was added last comes first', async ({
  page,
}) => {
  await startEmpty(page)
  await choose(block(page, 'when I press Run'))
  await addHere(page, 'repeat')
  await expect(block(page, 'repeat')).toBeFocused()
  await addHere(page, 'log', 'Shift+Enter')
  await expect(block(page, 'log')).toHaveAccessibleName('log text, inside Repeat')
  await addHere(page, 'say', 'Alt+Enter')
  await expect(block(page, 'say')).toBeFocused()
  await expect(canvas(page).locator('[data-wire]')).toHaveCount(1)
  await undo(page)
  await expect(blocks(page)).toHaveCount(3)
  await expect(canvas(page).locator('[data-wire]')).toHaveCount(0)

  await choose(block(page, 'repeat'))
  await page.keyboard.press('/')
  await expect(options(page).first()).toHaveAccessibleName('Say')
  await expect(options(page).nth(1)).toHaveAccessibleName('Log')
  await page.keyboard.press('ArrowDown')
  await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(block(page, 'log')).toHaveCount(2)
  await saved(page)
})

test('Tab on a chosen block opens it, and never holds the keyboard; Escape goes back to the block', async ({
  page,
}) => {
  await startEmpty(page)
  await choose(block(page, 'when I press Run'))
  await page.keyboard.press('Tab')
  await expect(quickAdd(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(block(page, 'when I press Run')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(quickAdd(page)).toHaveCount(0)
  await expect(block(page, 'when I press Run')).not.toBeFocused()
})

test('without a chosen block the slash is the palette’s', async ({ page }) => {
  await startEmpty(page)
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
})

test('a double click on the empty canvas adds there, a wire let go there gets its block', async ({
  page,
}) => {
  await startEmpty(page)
  const area = await canvas(page).boundingBox()
  if (!area) throw new Error('no canvas')
  await page.mouse.dblclick(area.x + 420, area.y + 320)
  await expect(quickAdd(page)).toBeFocused()
  await page.keyboard.type('wait')
  await page.keyboard.press('Enter')
  await expect(block(page, 'wait')).toBeFocused()

  const hat = await block(page, 'when I press Run').boundingBox()
  if (!hat) throw new Error('no hat')
  await block(page, 'when I press Run').hover({ position: { x: 14, y: 30 } })
  const dot = await page.locator('[data-port$=" next"]').first().boundingBox()
  if (!dot) throw new Error('no dot')
  await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2)
  await page.mouse.down()
  await page.mouse.move(area.x + 460, area.y + 140, { steps: 10 })
  await page.mouse.up()
  await expect(quickAdd(page)).toBeFocused()
  await page.keyboard.type('log')
  await page.keyboard.press('Enter')
  await expect(block(page, 'log')).toBeFocused()
  await expect(canvas(page).locator('[data-wire]')).toHaveCount(1)
})
