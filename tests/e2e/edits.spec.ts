import type { Page } from '@playwright/test'
import {
  block,
  blocks,
  canvas,
  choose,
  drag,
  dragNew,
  flowName,
  onShelf,
  redo,
  saved,
  startEmpty,
  undo,
  writeOn,
} from './hand.ts'
import { expect, test } from './studio-test.ts'

/** Run, wait, log, say: one stack. */
async function buildStack(page: Page) {
  await startEmpty(page)
  await dragNew(page, 'Control', 'Wait', { below: block(page, 'when I press Run') })
  await dragNew(page, 'Say', 'Log', { below: block(page, 'wait') })
  await dragNew(page, 'Say', 'Say', { below: block(page, 'log') })
}

const places = (page: Page) =>
  blocks(page).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))

test('undo and redo go back and forth, and what they left is there after a reload', async ({ page }) => {
  await buildStack(page)
  await undo(page)
  await undo(page)
  await expect(blocks(page)).toHaveCount(2)
  await redo(page)
  await expect(block(page, 'log')).toBeVisible()
  await saved(page)
  await page.reload()
  await expect(blocks(page)).toHaveCount(3)
  await expect(block(page, 'log')).toHaveAccessibleName('log text, 3 of 3')
})

test('undo reaches back over a saved version', async ({ page }) => {
  await buildStack(page)
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('banner').getByText('Saved · version 1')).toBeVisible()
  await undo(page)
  await expect(blocks(page)).toHaveCount(3)
})

test('typing is one undo step, a field at a time', async ({ page }) => {
  await buildStack(page)
  await block(page, 'log').getByText('text').click()
  await page.keyboard.type('good morning')
  await page.keyboard.press('Enter')
  await block(page, 'say').getByText('text').click()
  await page.keyboard.type('good night')
  await page.keyboard.press('Enter')
  await undo(page)
  await expect(block(page, 'say text')).toBeVisible()
  await expect(block(page, 'log good morning')).toBeVisible()
  await undo(page)
  await expect(block(page, 'log text')).toBeVisible()
  await expect(blocks(page)).toHaveCount(4)
  await redo(page)
  await expect(block(page, 'log good morning')).toBeVisible()
})

test('Escape takes the typing back', async ({ page }) => {
  await buildStack(page)
  await writeOn(block(page, 'log'), 'text', 'kept')
  await block(page, 'log').getByText('kept').click()
  await page.keyboard.type('not kept')
  await page.keyboard.press('Escape')
  await expect(block(page, 'log kept')).toBeVisible()
})

test('deleting a block heals the stack', async ({ page }) => {
  await buildStack(page)
  await block(page, 'log').click({ position: { x: 14, y: 18 } })
  await page.keyboard.press('Delete')
  await expect(blocks(page)).toHaveCount(3)
  await expect(block(page, 'say')).toHaveAccessibleName('say text, 3 of 3')
  await undo(page)
  expect(await places(page)).toEqual([
    'when I press Run, 1 of 4',
    expect.stringMatching(/^wait .*2 of 4/),
    'log text, 3 of 4',
    'say text, 4 of 4',
  ])
})

test('a drag takes all that hangs below; with Alt only the block, and the gap heals', async ({ page }) => {
  await buildStack(page)
  await page.keyboard.down('Alt')
  await drag(page, block(page, 'log'), { at: [480, 60] })
  await page.keyboard.up('Alt')
  await expect(block(page, 'log')).toHaveAccessibleName('log text')
  await expect(block(page, 'say')).toHaveAccessibleName('say text, 3 of 3')
  await undo(page)
  await expect(block(page, 'say')).toHaveAccessibleName('say text, 4 of 4')
  await drag(page, block(page, 'log'), { at: [480, 60] })
  await expect(block(page, 'log')).toHaveAccessibleName('log text, 1 of 2')
  await expect(block(page, 'say')).toHaveAccessibleName('say text, 2 of 2')
})

test('a stack dropped on the palette is deleted, in one step', async ({ page }) => {
  await buildStack(page)
  const from = await block(page, 'log').boundingBox()
  if (!from) throw new Error('no log')
  await page.mouse.move(from.x + 14, from.y + 18)
  await page.mouse.down()
  await page.mouse.move(180, 500, { steps: 10 })
  await expect(page.getByText('Drop here to delete')).toBeVisible()
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(2)
  await undo(page)
  await expect(blocks(page)).toHaveCount(4)
})

test('Escape puts back what is on its way, from the palette and from the canvas', async ({ page }) => {
  await buildStack(page)
  const from = await block(page, 'log').boundingBox()
  if (!from) throw new Error('no log')
  await page.mouse.move(from.x + 14, from.y + 18)
  await page.mouse.down()
  await page.mouse.move(900, 500, { steps: 8 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(block(page, 'log')).toHaveAccessibleName('log text, 3 of 4')
  const shelf = await onShelf(page, 'Say').boundingBox()
  if (!shelf) throw new Error('no shelf')
  await page.mouse.move(shelf.x + 14, shelf.y + 18)
  await page.mouse.down()
  await page.mouse.move(900, 500, { steps: 8 })
  await expect(blocks(page)).toHaveCount(4)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(4)
})

test('copied blocks are pasted with what is in them, also into another flow', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await buildStack(page)
  await writeOn(block(page, 'log'), 'text', 'copied')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(block(page, 'log copied')).toHaveCount(2)
  await saved(page)
  await page.goto('/#/flows')
  await page.getByRole('button', { name: 'New flow', exact: true }).click()
  await expect(blocks(page)).toHaveCount(1)
  await block(page, 'when I press Run').click({ position: { x: 14, y: 18 } })
  await page.keyboard.press('Control+v')
  await expect(block(page, 'log copied')).toHaveCount(1)
})

test('with nothing but the ground of the canvas pressed, copies are pasted into sight and not onto one another', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await buildStack(page)
  const area = await canvas(page).boundingBox()
  if (!area) throw new Error('no canvas')
  const ground = () => page.mouse.click(area.x + area.width / 2, area.y + 40)
  await ground()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await ground()
  await page.keyboard.press('Control+v')
  await expect(blocks(page)).toHaveCount(8)
  await ground()
  await page.keyboard.press('Control+v')
  await expect(blocks(page)).toHaveCount(12)
  const tops = await blocks(page).evaluateAll((all) =>
    all.map((one) => JSON.stringify(one.getBoundingClientRect())),
  )
  expect(new Set(tops).size).toBe(12)

  // far away from all that was copied
  await page.mouse.wheel(0, 4000)
  await expect(blocks(page)).toHaveCount(0)
  await page.keyboard.press('Control+v')
  await expect(block(page, 'when I press Run')).toBeInViewport()

  // and where the menu was opened
  await page.mouse.click(area.x + area.width - 200, area.y + 60, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Paste' }).click()
  await expect
    .poll(async () => {
      const boxes = await blocks(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x))
      return Math.round(Math.max(...boxes) - area.x - area.width)
    })
    .toBeCloseTo(-200, -1)
})

test('text that is no blocks is not pasted, and that is said', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await buildStack(page)
  await page.evaluate(() => navigator.clipboard.writeText('Dear Ada, …'))
  await choose(block(page, 'log'))
  await page.keyboard.press('Control+v')
  await expect(page.getByText('There are no blocks on the clipboard.')).toBeVisible()
  await expect(blocks(page)).toHaveCount(4)
})

test('two windows on one flow see one another, and neither takes the other back', async ({
  page,
  context,
}) => {
  await buildStack(page)
  await saved(page)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(blocks(other)).toHaveCount(4)
  await writeOn(block(other, 'log'), 'text', 'from the other window')
  await expect(block(page, 'log from the other window')).toBeVisible()
  await writeOn(block(page, 'say'), 'text', 'from this one')
  await expect(block(other, 'say from this one')).toBeVisible()
  await undo(page)
  await expect(block(other, 'say text')).toBeVisible()
  await expect(block(page, 'log from the other window')).toBeVisible()
  await flowName(other).fill('Seen by both')
  await expect(flowName(page)).toHaveValue('Seen by both')
  // what this window made, the other may delete
  await block(other, 'say').click({ position: { x: 14, y: 18 } })
  await other.keyboard.press('Delete')
  await expect(blocks(page)).toHaveCount(3)
  // and what can no longer be taken back is told
  await undo(page)
  await expect(page.getByText('It was deleted in another window')).toBeVisible()
  await expect(blocks(page)).toHaveCount(3)
})

test('kill -9 two seconds after the last key loses nothing', async ({ page, studio, browser }) => {
  await startEmpty(page)
  await dragNew(page, 'Say', 'Log', { below: block(page, 'when I press Run') })
  await block(page, 'log').getByText('text').click()
  await page.keyboard.type('typed before the lights went out')
  // the promise itself, not a wait for something that could be seen
  await page.waitForTimeout(2000)
  await studio.kill()
  const url = page.url()
  await page.close({ runBeforeUnload: false })
  await studio.startAgain()
  const another = await (await browser.newContext()).newPage()
  await another.goto(studio.link)
  await another.goto(url)
  await block(another, 'log').getByText('typed before').click()
  await expect(another.getByRole('main').getByRole('textbox')).toHaveValue('typed before the lights went out')
  await another.context().close()
})

test('what is done while the runtime is down is kept, and sent when it is back', async ({ page, studio }) => {
  await buildStack(page)
  await saved(page)
  const lost = page.getByText('The connection to Blockloom was lost.')
  await studio.kill()
  await writeOn(block(page, 'log'), 'text', 'written while it was down')
  await dragNew(page, 'Say', 'Say', { below: block(page, 'say') })
  await expect(lost).toBeVisible()
  await expect(page.getByText('Not saved yet')).toBeVisible()
  await studio.startAgain()
  await saved(page)
  await expect(lost).toBeHidden()
  await page.reload()
  await expect(block(page, 'log written while it was down')).toBeVisible()
  await expect(blocks(page)).toHaveCount(5)
})
