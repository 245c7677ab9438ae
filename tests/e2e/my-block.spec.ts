import type { Locator, Page } from '@playwright/test'
import { block, blocks, canvas, choose, keepFlow, openShelf, palette, saved, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** A price that is doubled, then said. */
async function openSums(page: Parameters<typeof keepFlow>[0]): Promise<void> {
  const id = await keepFlow(page, 'Sums', [
    { id: 'b1', type: 'start/manual', name: 'When I press Run', config: { sample: 21 } },
    { id: 'b2', type: 'data/value', name: 'Double', config: { value: '{{ input * 2 }}' } },
    { id: 'b3', type: 'data/text', name: 'Words', config: { text: 'It is {{ input }}' } },
    { id: 'b4', type: 'say/say', name: 'Say', config: { text: '{{ input }}' } },
  ])
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(4)
}

const run = async (page: Parameters<typeof keepFlow>[0]) => {
  await page.keyboard.press('Control+Enter')
  await expect(block(page, 'say').filter({ visible: true })).toHaveAttribute('aria-label', /done/)
}

/** Whether the form that asks for the name leaves this in sight. */
async function apart(page: Page, what: Locator): Promise<boolean> {
  const form = await page.getByRole('dialog', { name: 'Make a My block' }).boundingBox()
  const of = await what.boundingBox()
  if (!form || !of) throw new Error('not in sight')
  return (
    form.x >= of.x + of.width ||
    form.x + form.width <= of.x ||
    form.y >= of.y + of.height ||
    form.y + form.height <= of.y
  )
}

test('a My block is made of two blocks by the menu, used again from its shelf, renamed and deleted', async ({
  page,
}) => {
  await openSums(page)
  const kept = () =>
    page.evaluate(async () => {
      const answer = await fetch(`/api/v1/flows/${location.hash.split('/').at(-1)}`)
      return JSON.stringify((await answer.json()).document)
    })
  const before = await kept()
  await choose(block(page, 'value'))
  await block(page, 'text').click({ position: { x: 14, y: 22 }, modifiers: ['Shift'] })
  await block(page, 'text').click({ position: { x: 14, y: 22 }, button: 'right' })
  await page.getByRole('menuitem', { name: 'Make a My block' }).click()
  const name = page.getByRole('textbox', { name: 'Name of the My block' })
  await expect(name).toBeFocused()
  for (const one of ['value', 'text']) expect(await apart(page, block(page, one)), one).toBe(true)
  await page.screenshot({ path: test.info().outputPath('naming.png') })
  await name.fill('Say double')
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(3)
  await expect(block(page, 'Say double')).toBeFocused()
  await run(page)
  await undo(page)
  await expect(blocks(page)).toHaveCount(4)
  // the blocks are back, to the byte; what was made of them stays, and says so
  await saved(page)
  expect(await kept()).toBe(before)
  await expect(page.getByText('“Say double” stays among your blocks')).toBeVisible()
  await page.keyboard.press('Control+Shift+Z')
  await expect(blocks(page)).toHaveCount(3)

  await openShelf(page, 'My blocks')
  const onShelf = palette(page).getByRole('button', { name: 'Say double', exact: true })
  await page.screenshot({ path: test.info().outputPath('shelf.png') })
  await choose(block(page, 'Say double'))
  await onShelf.dblclick()
  await expect(block(page, 'Say double')).toHaveCount(2)
  await saved(page)

  await palette(page).getByRole('button', { name: 'More for Say double' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Twice')
  await page.keyboard.press('Enter')
  await expect(block(page, 'Twice')).toHaveCount(2)
  await palette(page).getByRole('button', { name: 'More for Twice' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText('Sums uses it and will fail where it does.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()

  await block(page, 'Twice')
    .first()
    .dblclick({ position: { x: 14, y: 22 } })
  await expect(block(page, 'when called')).toBeVisible()
  await expect(blocks(page)).toHaveCount(3)
  await page.screenshot({ path: test.info().outputPath('definition.png') })
})

test('with keys alone: made, and opened; what cannot be one is told in words', async ({ page }) => {
  await openSums(page)
  await block(page, 'when I press Run').focus()
  await page.keyboard.press('b')
  await expect(page.getByText('"When I press Run" starts the flow.')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('b')
  await page.keyboard.type('Double')
  await page.keyboard.press('Enter')
  await expect(block(page, 'Double')).toBeFocused()
  await page.keyboard.press('o')
  await expect(block(page, 'when called')).toBeVisible()
  await expect(canvas(page).getByRole('group', { name: /^value/ })).toBeVisible()
})
