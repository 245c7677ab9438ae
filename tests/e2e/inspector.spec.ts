import type { Locator, Page } from '@playwright/test'
import { block, canvas, choose, inspector, keepFlow, runButton, saved, undo } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

/** A flow of Run and one block, which is chosen. */
async function inspect(page: Page, type: string, config: object): Promise<Locator> {
  const id = await keepFlow(page, 'Inspected', [
    { id: 'b1', type: 'start/manual', name: 'When I press Run' },
    { id: 'b2', type, name: 'Looked at', config },
  ])
  await page.goto(`/#/flows/${id}`)
  await choose(canvas(page).locator('[data-block="b2"]'))
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
  const panel = await inspect(page, 'data/date', { pattern: 'd. MMMM' })
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
  const panel = await inspect(page, 'data/replace', { find: '(' })
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
  const panel = await inspect(page, 'web/request', { url: 'https://example.org' })
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
  const panel = await inspect(page, 'control/switch', { value: '{{ input }}' })
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

/** A flow whose block was reached by a run with this input. */
async function afterRun(page: Page, input: unknown, type: string, config: object) {
  const id = await keepFlow(page, 'Ran', [
    { id: 'b1', type: 'start/manual', name: 'Order arrives', config: { sample: input } },
    { id: 'b2', type, name: 'Looked at', config },
  ])
  await page.goto(`/#/flows/${id}`)
  await runButton(page).click()
  await expect(block(page, 'when I press Run')).toHaveAccessibleName(/done/)
  await choose(canvas(page).locator('[data-block="b2"]'))
  return inspector(page)
}
const ORDER = { name: 'Ada', 'first name': 'A', lines: [{ price: 3 }, { price: 4 }], size: 2 }

test('an expression is written with what is there: roots, keys, blocks by name, functions', async ({
  page,
}) => {
  const panel = await afterRun(page, ORDER, 'data/text', { text: 'Dear' })
  const text = panel.getByRole('textbox', { name: 'Text', exact: true })
  const list = page.getByRole('listbox', { name: 'What can stand here' })
  await text.focus()
  await page.keyboard.press('End')
  await page.keyboard.type(' {{ inp')
  await expect(list.getByRole('option')).toHaveText([/^input/])
  await page.keyboard.press('Enter')
  await page.keyboard.type('.')
  await expect(list.getByRole('option', { name: /^name Ada/ })).toBeVisible()
  await page.keyboard.type('fi')
  await expect(text).toHaveAttribute('aria-activedescendant', /.+/)
  await page.keyboard.press('Enter')
  await expect(text).toHaveValue('Dear {{ input["first name"]')
  await page.keyboard.type(' }}')
  await expect(list).toHaveCount(0)
  await expect(panel.getByText('Dear A', { exact: true })).toBeVisible()

  // a block by its name, by the mouse, and Escape puts the list away without leaving the field
  await text.fill('{{ ord')
  await list.getByRole('option', { name: /^Order arrives/ }).click()
  await expect(text).toHaveValue('{{ blocks["Order arrives"]')
  await page.keyboard.type('.')
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await expect(text).toBeFocused()
  await page.keyboard.press('Control+Space')
  await expect(list.getByRole('option', { name: /^name/ })).toBeVisible()
  await expectNoFaults(page)
})

test('what is looked at for each item knows the first one, in the data and in the list', async ({ page }) => {
  const panel = await afterRun(page, ORDER, 'data/join-text', { list: '{{ input.lines }}', of: 'x' })
  await expect(panel.getByRole('treeitem', { name: /^item/ })).toBeVisible()
  const each = panel.getByRole('textbox', { name: 'Of each item' })
  await each.fill('{{ item.pri')
  await page.getByRole('option', { name: /^price 3/ }).click()
  await expect(each).toHaveValue('{{ item.price')
})

test('a tested value of a built condition is a path that is completed', async ({ page }) => {
  const panel = await afterRun(page, ORDER, 'control/if', { condition: '{{ input.size > 1 }}' })
  const tested = panel.locator('[data-field="condition"]').getByRole('textbox').first()
  await tested.fill('input.na')
  await page.getByRole('option', { name: /^name Ada/ }).click()
  await expect(tested).toHaveValue('input.name')
  await expect(canvas(page).locator('[data-block="b2"]')).toContainText('input.name')
})

test('a value is dragged from the data into a text, a number, a list, an object', async ({ page }) => {
  const panel = await afterRun(page, ORDER, 'web/respond', { status: 200, body: { a: 1 } })
  const size = panel.getByRole('treeitem', { name: /^size/ })
  await size.dragTo(panel.getByLabel('Status', { exact: true }))
  await expect(panel.getByLabel('Status', { exact: true })).toHaveValue('{{ input.size }}')

  const body = panel.locator('[data-field="body"]').getByRole('textbox')
  await body.fill('{ "a": "" }')
  await body.focus()
  await page.keyboard.press('End')
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
  await panel.getByRole('treeitem', { name: /^name/ }).click()
  await expect(body).toHaveValue('{ "a": "{{ input.name }}" }')
  await body.fill('{ "a": }')
  await expect(panel.locator('[data-field="body"]')).toContainText('JSON')
  await saved(page)
})
