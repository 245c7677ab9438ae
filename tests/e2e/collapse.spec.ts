import {
  block,
  blocks,
  canvas,
  choose,
  drag,
  dragNew,
  keepFlow,
  onShelf,
  openShelf,
  quickAdd,
  saved,
  undo,
  wire,
} from './hand.ts'
import { expect, test } from './studio-test.ts'

async function openSums(page: Parameters<typeof keepFlow>[0]): Promise<void> {
  const id = await keepFlow(page, 'Sums', [
    { id: 'b1', type: 'start/manual', name: 'When I press Run', config: { sample: 21 } },
    { id: 'b2', type: 'data/value', name: 'Double', config: { value: '{{ input.gone.away() }}' } },
    { id: 'b3', type: 'data/text', name: 'Words', config: { text: 'It is {{ input }}' } },
    { id: 'b4', type: 'say/say', name: 'Say', config: { text: '{{ input }}' } },
  ])
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(4)
}

test('a stack is collapsed by a key, tells what fails inside, and opens for a block that is looked for', async ({
  page,
}) => {
  await openSums(page)
  await block(page, 'when I press Run').focus()
  await page.keyboard.press('c')
  await expect(blocks(page)).toHaveCount(1)
  await expect(blocks(page).first()).toBeFocused()
  await expect(blocks(page).first()).toHaveAttribute('aria-label', /collapsed, 3 blocks/)
  await expect(blocks(page).first()).toContainText('and 3 more blocks')
  await page.keyboard.press('Control+Enter')
  await expect(blocks(page).first()).toHaveAttribute('aria-label', /Double inside: failed/)
  await expect(canvas(page).getByRole('note').filter({ hasText: '“Double” failed inside' })).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('Words')
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(4)
  await expect(block(page, 'text')).toBeFocused()
  // to look is no step, and what it opened again is none any more: a press that does nothing is not offered
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible()
})

test('what is added below a collapsed stack goes to its end and opens it, in one step', async ({ page }) => {
  await openSums(page)
  await block(page, 'when I press Run').focus()
  await page.keyboard.press('c')
  await expect(blocks(page)).toHaveCount(1)
  await openShelf(page, 'Data')
  await drag(page, onShelf(page, 'Value'), { below: blocks(page).first() })
  await expect(blocks(page)).toHaveCount(5)
  await expect(blocks(page).last()).toHaveAttribute('aria-label', /5 of 5/)
  await undo(page)
  await expect(blocks(page)).toHaveCount(1)
  await blocks(page).first().focus()
  await page.keyboard.press('/')
  await quickAdd(page).fill('log')
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(5)
  await expect(blocks(page).last()).toHaveAttribute('aria-label', /5 of 5/)
  await expect(blocks(page).last()).toBeFocused()
  await undo(page)
  await expect(blocks(page)).toHaveCount(1)
})

test('a wire leaves a collapsed stack from its end, by hand and by keys', async ({ page }) => {
  await openSums(page)
  await block(page, 'value').focus()
  await page.keyboard.press('c')
  await expect(blocks(page)).toHaveCount(2)
  await dragNew(page, 'Say', 'Say', { at: [440, 60] })
  await wire(page, block(page, 'value'), blocks(page).last())
  await expect(canvas(page).locator('[data-wire^="b4|next|"]')).toHaveCount(1)
  await undo(page)
  await expect(canvas(page).locator('[data-wire]')).toHaveCount(0)
  await block(page, 'value').focus()
  await page.keyboard.press('w')
  await page.keyboard.press('Enter')
  await expect(canvas(page).locator('[data-wire^="b4|next|"]')).toHaveCount(1)
  await expect(block(page, 'value')).toBeFocused()
})

test('a collapsed stack is opened by its menu, kept with the flow, deleted and brought back whole', async ({
  page,
}) => {
  await openSums(page)
  await block(page, 'value').click({ position: { x: 14, y: 22 }, button: 'right' })
  await page.getByRole('menuitem', { name: 'Collapse to one block' }).click()
  await expect(blocks(page)).toHaveCount(2)
  await saved(page)
  await page.reload()
  await expect(blocks(page)).toHaveCount(2)
  await choose(block(page, 'value'))
  await page.keyboard.press('Delete')
  await expect(blocks(page)).toHaveCount(1)
  await undo(page)
  await expect(blocks(page)).toHaveCount(2)
  await block(page, 'value').click({ position: { x: 14, y: 22 }, button: 'right' })
  await page.getByRole('menuitem', { name: 'Open what is collapsed' }).click()
  await expect(blocks(page)).toHaveCount(4)
})
