import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { block, blocks, choose, saved, startEmpty } from './hand.ts'
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
