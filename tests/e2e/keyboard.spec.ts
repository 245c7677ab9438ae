import type { Page } from '@playwright/test'
import { block, blocks, flowName, runButton, search } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** Presses Tab until something by that name has the focus; the name as a screen reader says it. */
async function tabTo(page: Page, role: 'button' | 'link' | 'textbox' | 'tree', name: string | RegExp) {
  const wanted = page.getByRole(role, { name, ...(typeof name === 'string' && { exact: true }) }).first()
  for (let i = 0; i < 60; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`60 times Tab did not reach ${role} ${name}`)
}

async function startEmpty(page: Page) {
  await tabTo(page, 'button', 'Start empty')
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(1)
}

/** Finds a block by a word and adds it below the one with the keyboard; with Shift inside it. Without one, `/` is the palette's. */
async function add(page: Page, words: string, keys = 'Enter') {
  const before = await blocks(page).count()
  const atBlock = await page.evaluate(() => document.activeElement?.closest('[data-block]') !== null)
  await page.keyboard.press('/')
  await expect(atBlock ? page.getByRole('combobox', { name: 'Add a block' }) : search(page)).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press(keys)
  await expect(blocks(page)).toHaveCount(before + 1)
}

test('from the first page to a finished run and its page, without a mouse', async ({ page }) => {
  await startEmpty(page)

  await tabTo(page, 'textbox', 'Name of the flow')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Tea timer')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle('Tea timer · Blockloom')
  await expect(flowName(page)).not.toBeFocused()

  await add(page, 'repeat')
  await expect(block(page, 'repeat')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(block(page, 'repeat 3 times')).toBeFocused()

  await add(page, 'log', 'Shift+Enter')
  await expect(block(page, 'log')).toHaveAccessibleName('log text, inside Repeat')
  await expect(block(page, 'log')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('a cup')
  await page.keyboard.press('Enter')
  await expect(block(page, 'log a cup')).toBeFocused()

  await page.keyboard.press('ArrowLeft')
  await expect(block(page, 'repeat 3 times')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(block(page, 'when I press Run')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(block(page, 'log a cup')).toBeFocused()

  await page.keyboard.press('Control+Enter')
  await expect(block(page, 'log a cup')).toHaveAccessibleName(/done/)
  await expect(block(page, 'repeat').getByText('3 passes')).toBeVisible()
  await expect(runButton(page)).toBeVisible()

  await tabTo(page, 'link', /today/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Tea timer' })).toBeVisible()
  const steps = page.getByRole('tree', { name: 'Steps of the run' })
  await tabTo(page, 'tree', 'Steps of the run')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(steps.getByRole('treeitem', { name: /^Pass 1/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('region', { name: 'Data of Log' })).toBeVisible()
})

test('blocks are deleted, copied and brought back without a mouse', async ({ page }) => {
  await startEmpty(page)
  await add(page, 'log')
  await expect(block(page, 'log')).toBeFocused()
  await page.keyboard.press('Control+d')
  await expect(block(page, 'log')).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(block(page, 'log')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(block(page, 'log')).toHaveCount(2)
  await page.keyboard.press('Control+Shift+z')
  await expect(block(page, 'log')).toHaveCount(1)
})

test('a block is found in the flow by a word in its fields, and gets the focus', async ({ page }) => {
  await startEmpty(page)
  await add(page, 'say')
  await expect(block(page, 'say')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('a needle')
  await page.keyboard.press('Enter')
  await add(page, 'log')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('needle')
  await page.keyboard.press('Enter')
  await expect(block(page, 'say a needle')).toBeFocused()
})
