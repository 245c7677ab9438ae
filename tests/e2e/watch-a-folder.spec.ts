import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { block, choose, dragNew, inspector, openRuns, saved, startEmpty } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('what has to happen to a file is ticked, and the flow starts when it does', async ({ page, folder }) => {
  await startEmpty(page)
  await dragNew(page, 'Start', 'When a file changes', { at: [120, 120] })
  const hat = block(page, 'when a file is')
  await choose(hat)
  const panel = inspector(page)
  await panel.getByRole('button', { name: 'Add a folder' }).click()
  // who adds one writes into it
  await expect(panel.getByRole('textbox', { name: 'Folders, item 1' })).toBeFocused()
  await expect(panel.getByText('"Folders" is missing.')).toBeVisible()
  await page.keyboard.type('~/Downloads')
  await expect(panel.getByText('"Folders" is missing.')).toBeHidden()
  await expect(panel.getByRole('button', { name: 'Choose a folder' })).toBeVisible()
  await panel.getByLabel('Names').fill('*.pdf')
  const kinds = panel.getByRole('group', { name: 'What happens' })
  await expect(kinds.getByLabel('created')).toBeChecked()
  await kinds.getByLabel('renamed').focus()
  await page.keyboard.press('Space')
  await kinds.getByLabel('changed').click()
  await expect(hat).toContainText('created, changed, renamed')
  await kinds.getByLabel('changed').click()
  await expect(hat).toContainText('created, renamed')
  await saved(page)
  const id = /flows\/(\w+)/.exec(page.url())?.[1]
  const on = await page.evaluate(
    async (flow) =>
      (
        await fetch(`/api/v1/flows/${flow}/on`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        })
      ).status,
    id,
  )
  expect(on).toBe(200)
  writeFileSync(join(folder, 'notes.txt'), 'x')
  writeFileSync(join(folder, 'invoice.pdf'), 'x')
  // the canvas shows what the trigger started
  await expect(hat).toHaveAccessibleName(/done/, { timeout: 15_000 })
  await openRuns(page)
  const runs = page.getByRole('link', { name: /a file changed/ })
  await expect(runs).toHaveCount(1, { timeout: 15_000 })
  await expect(runs).toHaveAccessibleName(/Succeeded/)
})
