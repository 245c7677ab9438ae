import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

test('backups are made and listed, and the line that puts one back is that of the chosen one', async ({
  page,
}, info) => {
  await page.goto('/#/storage')
  await expect(page.getByText('There is no backup yet.', { exact: false })).toBeVisible()
  await expect(page.getByRole('definition').first()).toContainText(/[kM]B$/)
  const rows = page.getByRole('table').getByRole('row')
  for (const made of [2, 3]) {
    await page.getByRole('button', { name: 'Back up now' }).click()
    await expect(rows).toHaveCount(made)
  }
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('A backup is made: ')
  const names = await rows.locator('td:last-child').allTextContents()
  const line = page.getByRole('code')
  await expect(line).toContainText(`/backups/${names[0]}"`)
  await page.getByRole('combobox', { name: 'Which backup' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(line).toContainText(`/backups/${names[1]}"`)
  await page.screenshot({ path: info.outputPath('storage.png') })
  await expectNoFaults(page)
})
