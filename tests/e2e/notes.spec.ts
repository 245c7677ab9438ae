import AxeBuilder from '@axe-core/playwright'
import { block, blocks, choose, keepFlow, saved, startEmpty, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('a note is written, moved and sized by keys, kept, and deleted', async ({ page }) => {
  await startEmpty(page)
  await choose(block(page, 'when I press Run'))
  await page.keyboard.press('n')
  const text = page.getByRole('textbox', { name: 'Text of note 1' })
  await expect(text).toBeFocused()
  await page.keyboard.type('Only on Mondays')
  const note = page.getByRole('region', { name: 'Note 1' })
  const before = await note.boundingBox()
  await page.getByRole('button', { name: 'Move note 1' }).press('ArrowRight')
  await page.getByRole('button', { name: 'Size of note 1' }).press('Shift+ArrowDown')
  const after = await note.boundingBox()
  if (!before || !after) throw new Error('no note')
  expect([after.x - before.x, after.height - before.height].map(Math.round)).toEqual([8, 40])
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  expect(
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
  ).toEqual([])
  await saved(page)
  await page.reload()
  await expect(text).toHaveValue('Only on Mondays')
  await page.getByRole('button', { name: 'Delete note 1' }).click()
  await expect(text).toHaveCount(0)
  await undo(page)
  await expect(text).toHaveValue('Only on Mondays')
  await page.screenshot({ path: test.info().outputPath('notes.png') })
})

test('notes are chosen, doubled, deleted and found like blocks', async ({ page }) => {
  const notes = [
    { at: [480, 60], size: [240, 120], text: 'Water the plants' },
    { at: [480, 220], size: [240, 120], text: 'Only on Mondays' },
  ]
  const id = await keepFlow(page, 'Noted', [{ id: 'start', type: 'start/manual', name: 'Start' }], { notes })
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(1)
  const note = page.getByRole('region', { name: /^Note \d/ })
  const chosen = page.getByRole('button', { name: /^Move note/, pressed: true })
  await expect(note).toHaveCount(2)

  // a box drawn around all of it
  const [top, bottom] = [await note.first().boundingBox(), await note.last().boundingBox()]

  if (!top || !bottom) throw new Error('no notes')
  await page.keyboard.down('Shift')
  await page.mouse.move(top.x + top.width + 20, top.y - 20)
  await page.mouse.down()
  await page.mouse.move(top.x + 20, bottom.y + bottom.height + 10, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(chosen).toHaveCount(2)
  await page.screenshot({ path: test.info().outputPath('chosen.png') })

  await page.getByRole('button', { name: 'Move note 1' }).focus()
  await page.keyboard.press('Control+d')
  await expect(note).toHaveCount(4)
  await expect(chosen).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(note).toHaveCount(2)
  await undo(page)
  await undo(page)
  await expect(note).toHaveCount(2)

  // one by keys, with the block beside it
  await page.getByRole('button', { name: 'Move note 2' }).press('Enter')
  await expect(chosen).toHaveCount(1)
  await page.keyboard.press('Control+a')
  await expect(chosen).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(note).toHaveCount(0)
  await expect(blocks(page)).toHaveCount(0)
  await undo(page)
  await expect(note).toHaveCount(2)

  await page.keyboard.press('Control+f')
  await page.getByPlaceholder('Text of a block or note').fill('mondays')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Text of note 2' })).toBeFocused()
  await expect(chosen).toHaveCount(1)
})
