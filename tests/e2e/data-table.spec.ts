import { block, choose, inspector, keepFlow, runButton, strip } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('a list of 100,000 rows is walked, sorted and picked from as a table', async ({ page }) => {
  test.slow()
  const code =
    'return Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: "file " + ((i * 7919) % 100_000), size: i % 10 }))'
  const id = await keepFlow(
    page,
    'Many rows',
    [
      { id: 'b1', type: 'start/manual', name: 'When I press Run' },
      { id: 'b2', type: 'data/code', name: 'Many', config: { code, language: 'javascript' } },
      { id: 'b3', type: 'data/set-variable', name: 'Keep', config: { name: 'kept', value: '' } },
    ],
    { variables: [{ name: 'kept', value: '' }] },
  )
  await page.goto(`/#/flows/${id}`)
  await runButton(page).click()
  // so many rows take their time through a worker, the journal and the page on a busy machine
  await expect(block(page, 'set kept')).toHaveAccessibleName(/done/, { timeout: 45_000 })
  await choose(block(page, 'set kept'))
  await inspector(page).getByRole('button', { name: 'Table', exact: true }).click()
  const table = inspector(page).getByRole('grid', { name: 'What arrives' })
  await expect(table).toHaveAttribute('aria-rowcount', '100001')
  await expect(table.getByRole('gridcell', { name: 'file 7919', exact: true })).toBeVisible()

  await table.focus()
  await page.keyboard.press('End')
  await expect(table.getByRole('gridcell', { name: '99999', exact: true })).toBeVisible()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(' ')
  await expect(table.getByRole('columnheader', { name: 'name' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(table.getByRole('row').nth(2)).toContainText('file 1')

  // the second row of the sorted view: its code names where it lies in the list
  await inspector(page).getByLabel('Value', { exact: true }).click()
  await table.getByRole('gridcell', { name: 'file 1', exact: true }).click()
  await expect(block(page, 'set kept')).toContainText(/input\[\d+\]\.name/)
  await expect(inspector(page).getByText('file 1', { exact: true }).first()).toBeVisible()

  await strip(page).getByRole('tab', { name: 'Data' }).click()
  await strip(page)
    .getByRole('group', { name: 'View of: What arrived' })
    .getByRole('button', { name: 'Table' })
    .click()
  await expect(strip(page).getByRole('grid')).toHaveAttribute('aria-rowcount', '100001')
})
