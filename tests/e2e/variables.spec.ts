import AxeBuilder from '@axe-core/playwright'
import { keepFlow, runButton } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('the panel of a flow says what its variables hold in a run, and after it, what they held last', async ({
  page,
}) => {
  const id = await keepFlow(
    page,
    'Counting',
    [
      { id: 'b1', type: 'start/manual', name: 'When I press Run' },
      { id: 'b2', type: 'data/change-variable', name: 'Count', config: { name: 'count', by: 3 } },
      { id: 'b3', type: 'control/wait', name: 'Wait', config: { for: '4s' } },
      { id: 'b4', type: 'data/change-variable', name: 'Count on', config: { name: 'count', by: 100 } },
    ],
    {
      variables: [
        { name: 'count', value: 4 },
        { name: 'rows', value: Array.from({ length: 5000 }, (_, i) => i) },
      ],
    },
  )
  await page.goto(`/#/flows/${id}`)
  const panel = page.getByRole('complementary', { name: 'This flow' })
  const count = panel.getByRole('status', { name: 'What count holds' })
  await expect(panel.getByRole('heading', { name: 'Variables' })).toBeVisible()
  await expect(count).toHaveCount(0)
  await runButton(page).click()
  await expect(count).toHaveText('7')
  await expect(panel.getByText('Now', { exact: true })).toHaveCount(2)
  await expect(count).toHaveText('107')
  await expect(panel.getByText('Last run', { exact: true })).toHaveCount(2)
  await expect(panel.getByRole('status', { name: 'What rows holds' })).toHaveText('list of 5000')
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
})
