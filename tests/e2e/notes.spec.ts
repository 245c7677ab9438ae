import AxeBuilder from '@axe-core/playwright'
import { block, choose, saved, startEmpty, undo } from './hand.ts'
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
