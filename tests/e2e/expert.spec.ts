import type { Page } from '@playwright/test'
import { block, blocks, canvas, choose, quickAdd, saved, startEmpty, strip, wire } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** A few letters at the chosen block; `then` says where it goes. */
async function add(page: Page, words: string, then = 'Enter'): Promise<void> {
  const before = await blocks(page).count()
  await page.keyboard.press('/')
  await expect(quickAdd(page)).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press(then)
  await expect(blocks(page)).toHaveCount(before + 1)
}

/** Into the first field of the block that has the keyboard. */
async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Enter')
  await expect(page.locator(':focus')).toHaveRole('textbox')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

test('an expert builds a graph of ten blocks by quick add, paste and wires, and it runs', async ({
  page,
  context,
}, info) => {
  test.slow()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await startEmpty(page)
  const began = Date.now()
  await choose(block(page, 'when I press Run'))
  await add(page, 'text')
  await write(page, 'one')
  await add(page, 'repeat')
  await write(page, '3')
  await add(page, 'log', 'Shift+Enter')
  await write(page, 'pass {{ index }}')
  // beside, at the end of a wire
  await page.keyboard.press('ArrowLeft')
  await add(page, 'text', 'Alt+Enter')
  await write(page, 'two')
  await add(page, 'log')
  await write(page, 'branch')
  // the pair again, from the clipboard
  await choose(block(page, 'text two'))
  await page.keyboard.down('Shift')
  await choose(block(page, 'log branch'))
  await page.keyboard.up('Shift')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(blocks(page)).toHaveCount(8)
  await page.keyboard.press('Control+v')
  await expect(blocks(page)).toHaveCount(10)
  await page.keyboard.press('Control+Shift+l')
  await wire(page, block(page, 'log branch').first(), block(page, 'text two').nth(1))
  await wire(page, block(page, 'log branch').nth(1), block(page, 'text two').nth(2))
  const seconds = (Date.now() - began) / 1000
  info.annotations.push({ type: 'ten blocks', description: `${seconds.toFixed(1)} s of scripted input` })
  console.info(`ten blocks in ${seconds.toFixed(1)} s of scripted input`)

  await expect(canvas(page).locator('[data-wire]')).toHaveCount(3)
  await saved(page)
  await page.keyboard.press('Control+Enter')
  await expect(strip(page).getByText('Succeeded')).toBeVisible()
  await expect(strip(page).getByRole('log')).toContainText('pass 2')
  for (const which of [0, 1, 2])
    await expect(block(page, 'log branch').nth(which)).toHaveAccessibleName(/done$/)
})
