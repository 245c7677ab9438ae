import AxeBuilder from '@axe-core/playwright'
import { keepFlow, runButton, saved } from './hand.ts'
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

test('a long list or text a variable begins with is one line, which the keyboard opens, changes and closes', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Long', [{ id: 'b1', type: 'start/manual', name: 'When I press Run' }], {
    variables: [
      { name: 'rows', value: Array.from({ length: 5000 }, (_, i) => i) },
      { name: 'letter', value: 'Dear all, '.repeat(200) },
      { name: 'after', value: 'short' },
    ],
  })
  await page.goto(`/#/flows/${id}`)
  const rows = page.getByRole('button', { name: 'What rows begins with: list of 5000' })
  const letter = page.getByRole('button', { name: /^What letter begins with: Dear all/ })
  for (const line of [rows, letter]) expect((await line.boundingBox())?.height).toBe(32)
  await expect(page.getByRole('textbox', { name: 'What after begins with' })).toHaveValue('short')

  const text = page.getByRole('textbox', { name: 'What letter begins with' })
  await letter.press('Enter')
  await expect(letter).toHaveAttribute('aria-expanded', 'true')
  await expect(text).toBeFocused()
  expect((await text.boundingBox())?.height).toBeLessThan(260)
  await page.keyboard.press('Control+End')
  await page.keyboard.type('Ada')
  await page.keyboard.press('Escape')
  await expect(text).toHaveCount(0)
  await expect(letter).toBeFocused()
  await saved(page)
  await page.reload()
  await letter.click()
  await expect(text).toHaveValue(/all, Ada$/)

  // no longer long, it goes on where it is until it is closed
  await text.fill('Hi')
  await expect(text).toBeFocused()
  const line = page.getByRole('button', { name: 'What letter begins with: Hi' })
  await line.click()
  await expect(line).toHaveCount(0)
  await expect(text).toHaveValue('Hi')
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
})

test('a variable that is added is named by the next keys; undo and redo take no keyboard away', async ({
  page,
}) => {
  const id = await keepFlow(page, 'New', [{ id: 'b1', type: 'start/manual', name: 'When I press Run' }])
  await page.goto(`/#/flows/${id}`)
  const names = page.getByRole('textbox', { name: /^Name of the variable/ })
  for (const name of ['total', 'rows']) {
    const count = await names.count()
    await page.getByRole('button', { name: 'Add a variable' }).click()
    await expect(names.nth(count)).toBeFocused()
    await page.keyboard.type(name)
    await expect(names.nth(count)).toHaveValue(name)
  }
  const undo = page.getByRole('button', { name: 'Undo', exact: true })
  await undo.click()
  await undo.click()
  await expect(names).toHaveCount(1)
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await expect(names).toHaveCount(2)
  await expect(names.nth(1)).not.toBeFocused()
})
