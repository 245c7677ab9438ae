import { block, choose, inspector, runButton, strip } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('a list of 100,000 rows is walked, sorted and picked from as a table', async ({ page }) => {
  test.slow()
  const id = await page.evaluate(async () => {
    const code =
      'return Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: "file " + ((i * 7919) % 100_000), size: i % 10 }))'
    const blocks = [
      { id: 'b1', type: 'start/manual', version: 1, name: 'When I press Run', config: {}, at: [80, 40] },
      { id: 'b2', type: 'data/code', version: 1, name: 'Many', config: { code, language: 'javascript' } },
      { id: 'b3', type: 'data/set-variable', version: 1, name: 'Keep', config: { name: 'kept', value: '' } },
    ]
    const links = [
      { from: 'b1', out: 'next', to: 'b2', snap: true },
      { from: 'b2', out: 'next', to: 'b3', snap: true },
    ]
    const document = { format: 1, name: 'Many rows', variables: [{ name: 'kept', value: '' }], blocks, links }
    const answer = await fetch('/api/v1/flows', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ document }),
    })
    return (await answer.json()).id as string
  })
  await page.goto(`/#/flows/${id}`)
  await runButton(page).click()
  await expect(block(page, 'set kept')).toHaveAccessibleName(/done/)
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
