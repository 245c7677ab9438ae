import type { Locator, Page } from '@playwright/test'
import { block, choose, inspector, keepFlow, saved, undo } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

/** A flow of Run and one block, which is chosen. */
async function inspect(page: Page, type: string, config: object, says: string): Promise<Locator> {
  const id = await keepFlow(page, 'Inspected', [
    { id: 'b1', type: 'start/manual', name: 'When I press Run' },
    { id: 'b2', type, name: 'Looked at', config },
  ])
  await page.goto(`/#/flows/${id}`)
  await choose(block(page, says))
  const panel = inspector(page)
  await expect(panel.getByRole('heading', { name: 'Looked at' })).toBeVisible()
  return panel
}

/** Chooses from a list that opens. */
async function pick(page: Page, from: Locator, title: string) {
  await from.click()
  await page.getByRole('option', { name: title, exact: true }).click()
}

test('fields are there while they count, and what stood in them comes back', async ({ page }) => {
  const panel = await inspect(page, 'data/date', { pattern: 'd. MMMM' }, 'write')
  await expect(panel.getByLabel('Written as', { exact: true })).toHaveValue('d. MMMM')
  await expect(panel.getByLabel('Move by', { exact: true })).toHaveCount(0)

  await pick(page, panel.getByRole('combobox', { name: 'Do' }), 'move')
  await expect(panel.getByLabel('Written as', { exact: true })).toHaveCount(0)
  await panel.getByLabel('Move by', { exact: true }).fill('-3')
  await pick(page, panel.getByRole('combobox', { name: 'Do' }), 'write')
  await expect(panel.getByLabel('Written as', { exact: true })).toHaveValue('d. MMMM')
  await undo(page)
  await expect(panel.getByLabel('Move by', { exact: true })).toHaveValue('-3')
  await saved(page)
})

test('what is missing or wrong is told at the field as it is written', async ({ page }) => {
  const panel = await inspect(page, 'data/replace', { find: '(' }, 'in')
  const find = panel.locator('[data-field="find"]')
  await expect(find.getByText('no regular expression')).toHaveCount(0)
  await pick(page, panel.getByRole('combobox', { name: 'Find means' }), 'a regular expression')
  await expect(find).toContainText('"(" is no regular expression: unterminated group')
  await expect(find.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
  await find.getByRole('textbox').fill('(a)')
  await expect(find.getByText('no regular expression')).toHaveCount(0)
  await expectNoFaults(page)
})

test('how to sign in is chosen, and its parts are filled in, with the keyboard alone', async ({ page }) => {
  const panel = await inspect(page, 'web/request', { url: 'https://example.org' }, 'ask')
  await panel.getByRole('button', { name: 'More' }).press('Enter')
  const signIn = panel.locator('[data-field="auth"]')
  await signIn.getByRole('combobox', { name: 'How, Sign in' }).press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(signIn.getByRole('textbox', { name: 'User, Sign in' })).toBeVisible()
  await expect(signIn).toContainText('"Sign in": "User" is missing.')
  await signIn.getByRole('textbox', { name: 'User, Sign in' }).focus()
  await page.keyboard.type('ada')
  await expect(signIn.getByText('"User" is missing')).toHaveCount(0)
  await expect(signIn.getByRole('combobox', { name: 'Password, Sign in' })).toBeVisible()
  await expectNoFaults(page)
})

test('cases are rows: added, filled in, ordered and taken away with the keyboard alone', async ({ page }) => {
  const panel = await inspect(page, 'control/switch', { value: '{{ input }}' }, 'choose')
  const cases = panel.locator('[data-field="cases"]')
  await expect(cases.locator('.table-row')).toHaveCount(2)
  await cases.getByRole('button', { name: 'Add an item' }).focus()
  await page.keyboard.press('Enter')
  // who adds a row writes into it next
  await expect(cases.getByRole('textbox', { name: 'Name of row 3' })).toBeFocused()
  await page.keyboard.type('b')
  await expect(cases).toContainText('Two entries of "Cases" are called "b".')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('large')
  await cases.getByRole('textbox', { name: 'Equals of row 3' }).fill('L')
  await expect(cases.getByText('Two entries')).toHaveCount(0)
  await cases.getByRole('button', { name: 'Move row 3 up' }).press('Enter')
  await expect(cases.getByRole('textbox', { name: 'Name of row 2' })).toHaveValue('large')
  await expectNoFaults(page)
})
