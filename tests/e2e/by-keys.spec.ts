import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { block, blocks, canvas, choose, drag, dragNew, startEmpty, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** Run, repeat (log), say: one stack. */
async function buildStack(page: Page) {
  await startEmpty(page)
  await dragNew(page, 'Control', 'Repeat', { below: block(page, 'when I press Run') })
  await dragNew(page, 'Say', 'Say', { below: block(page, 'repeat') })
  await dragNew(page, 'Say', 'Log', { inside: block(page, 'repeat') })
}

const wires = (page: Page) => canvas(page).locator('[data-wire]')
const bar = (page: Page, name: RegExp) => page.getByRole('application', { name })
const faults = async (page: Page) => {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
}

test('M takes a block up, arrows go through its places and say them, Enter drops, Escape puts back', async ({
  page,
}) => {
  await buildStack(page)
  await block(page, 'say').focus()
  await page.keyboard.press('m')
  const moving = bar(page, /^Moving say/)
  await expect(moving).toBeFocused()
  await expect(moving.getByRole('status')).toHaveText('below repeat 10 times, 3 of 3')
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('ArrowUp')
  await expect(moving.getByRole('status')).toHaveText('below log text, inside Repeat, 2 of 2')
  await page.keyboard.press('ArrowUp')
  await expect(moving.getByRole('status')).toHaveText('first inside Repeat, 1 of 2')
  await page.keyboard.press('Enter')
  await expect(block(page, 'say')).toBeFocused()
  await expect(block(page, 'say')).toHaveAccessibleName('say text, inside Repeat, 1 of 2')
  await page.keyboard.press('m')
  await page.keyboard.press('End')
  await page.keyboard.press('Escape')
  await expect(block(page, 'say')).toHaveAccessibleName('say text, inside Repeat, 1 of 2')
  await undo(page)
  await expect(block(page, 'say')).toHaveAccessibleName('say text, 3 of 3')
})

test('M takes what hangs below along, with Alt only the block', async ({ page }) => {
  await buildStack(page)
  await block(page, 'repeat').focus()
  await page.keyboard.press('Alt+m')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(block(page, 'repeat')).toHaveAccessibleName(/3 of 3$/)
  await expect(block(page, 'say')).toHaveAccessibleName('say text, 2 of 3')
  await expect(block(page, 'log')).toHaveAccessibleName('log text, inside Repeat')
})

test('W draws a wire to a chosen block', async ({ page }) => {
  await buildStack(page)
  await dragNew(page, 'Control', 'Wait', { at: [560, 120] })
  await block(page, 'say').focus()
  await page.keyboard.press('w')
  const wiring = bar(page, /^Wire from the end of say/)
  await expect(wiring.getByRole('status')).toContainText('to ')
  for (let i = 0; i < 9; i++) {
    if ((await wiring.getByRole('status').textContent())?.startsWith('to wait')) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(wires(page)).toHaveCount(1)
  await expect(block(page, 'say')).toBeFocused()
  await undo(page)
  await expect(wires(page)).toHaveCount(0)
})

test('a block is switched off and on by its key and by its menu, and the menu opens by keys', async ({
  page,
}) => {
  await buildStack(page)
  await choose(block(page, 'say'))
  await page.keyboard.press('d')
  await expect(block(page, 'say')).toHaveAccessibleName(/disabled/)
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: /^Enable/ })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.getByRole('menuitem', { name: /^Enable/ }).click()
  await expect(block(page, 'say')).not.toHaveAccessibleName(/disabled/)
  await block(page, 'log').click({ button: 'right', position: { x: 14, y: 22 } })
  await page.getByRole('menuitem', { name: /^Delete/ }).click()
  await expect(block(page, 'log')).toHaveCount(0)
})

test('tidying puts stacks apart in one step that undo takes back', async ({ page }) => {
  await startEmpty(page)
  await dragNew(page, 'Control', 'Wait', { at: [560, 200] })
  await dragNew(page, 'Say', 'Log', { at: [600, 330] })
  await drag(page, block(page, 'log'), { at: [540, 236] })
  const before = await blocks(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y))
  await page.keyboard.press('Control+Shift+l')
  const boxes = await blocks(page).evaluateAll((all) =>
    all.map((one) => one.querySelector('path')?.getBoundingClientRect().toJSON()),
  )
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(a.x < b.right && b.x < a.right && a.y < b.bottom - 8 && b.y < a.bottom - 8).toBe(false)
  await undo(page)
  expect(await blocks(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y))).toEqual(
    before,
  )
})
