import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { block, blocks, choose, keepFlow, saved, startEmpty } from './hand.ts'
import { expect, test } from './studio-test.ts'

const commands = (page: Page) => page.getByRole('combobox', { name: 'Search commands and flows' })

async function command(page: Page, words: string) {
  await page.keyboard.press('Control+k')
  await expect(commands(page)).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await expect(commands(page)).toHaveCount(0)
}

const faults = async (page: Page) => {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
}

test('everything is done by name: undo, colours, pages and flows', async ({ page }) => {
  await startEmpty(page)
  await choose(block(page, 'when I press Run'))
  await command(page, 'duplicate')
  await expect(blocks(page)).toHaveCount(2)
  await command(page, 'undo')
  await expect(blocks(page)).toHaveCount(1)
  await command(page, 'colours dark')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await saved(page)
  await command(page, 'go runs')
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()
  await command(page, 'new flow')
  await expect(block(page, 'when I press Run')).toBeVisible()
})

test('all keys are listed, and both lists are without faults', async ({ page }) => {
  await startEmpty(page)
  await page.locator('body').press('?')
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(keys.getByText('Save a version')).toBeVisible()
  await expect(keys.getByText('Ctrl+S', { exact: true })).toBeVisible()
  expect(await faults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(keys).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(commands(page)).toBeFocused()
  expect(await faults(page)).toEqual([])
})

test('a key of the studio is not taken while a list of its own is open', async ({ page }) => {
  await startEmpty(page)
  await choose(block(page, 'when I press Run'))
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Escape')
  await expect(block(page, 'when I press Run')).toBeVisible()
})

/** What stands in the bar, the menus and on the canvas now: which command it says it is. */
const offered = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'header button, .zoom-controls button, .panel-head button, [role="menuitem"], [role="menuitemradio"]',
      ),
      ...document.querySelectorAll('.frame-link, header [role="switch"], .frame-main h1 ~ button'),
    ]
      // a button that opens a menu is none itself; what is chosen, or cannot be done now, is no command now
      .filter((one) => !one.matches('[aria-haspopup="menu"], [aria-checked="true"][role="menuitemradio"]'))
      .filter((one) => one.getAttribute('aria-disabled') !== 'true')
      .map((one) => one.getAttribute('data-command') ?? `no command: ${one.textContent || one.ariaLabel}`),
  )

async function listed(page: Page): Promise<string[]> {
  await page.keyboard.press('Control+k')
  await expect(commands(page)).toBeFocused()
  const ids = await page
    .getByRole('dialog', { name: 'All commands' })
    .getByRole('option')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-command') ?? ''))
  await page.keyboard.press('Escape')
  await expect(commands(page)).toHaveCount(0)
  return ids
}

test('whatever a button or a menu does is in the list of commands too', async ({ page }) => {
  await startEmpty(page)
  await saved(page)
  await choose(block(page, 'when I press Run'))
  // its panel comes with a script of its own
  await expect(page.getByRole('button', { name: 'What to do with this block', exact: true })).toBeVisible()
  const known = new Set(await listed(page))
  const lacking = async () => (await offered(page)).filter((id) => !known.has(id))
  expect((await offered(page)).length).toBeGreaterThan(7)
  expect(await lacking()).toEqual([])
  for (const menu of ['Menu', 'What to do with this block']) {
    await page.getByRole('button', { name: menu, exact: true }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await lacking()).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
  }
  await block(page, 'when I press Run').click({ button: 'right', position: { x: 14, y: 22 } })
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await lacking()).toEqual([])
  await page.keyboard.press('Escape')
  await page.goto('/#/flows')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  for (const id of await listed(page)) known.add(id)
  await page.getByRole('button', { name: /^What to do with/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await lacking()).toEqual([])
})

test('a flow is switched, exported, looked back at and deleted by name; words grow and motion stops', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Hourly', [
    { id: 'b1', type: 'start/every', name: 'Each hour', config: { every: '1h' } },
    { id: 'b2', type: 'say/log', name: 'Log', config: { text: 'x' } },
  ])
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(2)
  const itself = page.getByRole('banner').getByRole('switch')
  await command(page, 'switch the flow on')
  await expect(itself).toBeChecked()
  await command(page, 'switch the flow off')
  await expect(itself).not.toBeChecked()
  const file = page.waitForEvent('download')
  await command(page, 'export the flow')
  expect((await file).suggestedFilename()).toBe('hourly.flow.json')
  await command(page, 'larger')
  await expect(page.locator('html')).toHaveAttribute('data-text', 'larger')
  await command(page, 'motion less')
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'less')
  await command(page, 'past runs of the flow')
  await expect(page.getByRole('combobox', { name: 'Flow' })).toContainText('Hourly')
  await command(page, 'go to about')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Blockloom')
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(2)
  await command(page, 'delete the flow')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('Deleted “Hourly”.')).toBeVisible()
})
