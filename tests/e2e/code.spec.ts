import type { Page } from '@playwright/test'
import { block, choose, dragNew, inspector, runButton, startEmpty, strip } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** Monaco's own element, which comes after the plain field. */
const editor = (page: Page) => page.locator('.monaco-editor').first()

async function codeBlock(page: Page) {
  await startEmpty(page)
  await dragNew(page, 'Data', 'Code', { below: block(page, 'when I press Run') })
  await choose(block(page, 'run JavaScript'))
  await expect(editor(page)).toBeVisible({ timeout: 30_000 })
}

async function write(page: Page, code: string) {
  await editor(page).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(code)
}

test('code is written, checked against what arrives, run, and marked where it failed', async ({ page }) => {
  test.slow()
  const scripts: string[] = []
  page.on('response', (answer) => {
    if (answer.url().endsWith('.js')) scripts.push(new URL(answer.url()).pathname)
  })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Start empty' })).toBeVisible()
  expect(scripts.filter((path) => /editor|worker/.test(path))).toEqual([])
  await codeBlock(page)
  await choose(block(page, 'when I press Run'))
  await inspector(page).getByRole('textbox').first().fill('{{ [{ "name": "lamp", "price": 12 }] }}')
  await choose(block(page, 'run JavaScript'))
  await inspector(page).getByRole('combobox', { name: 'Language' }).click()
  await page.getByRole('option', { name: 'TypeScript' }).click()

  await write(page, 'const a = 1\nreturn input.no.such.thing')
  await runButton(page).click()
  await expect(block(page, 'run TypeScript')).toHaveAccessibleName(/failed/)
  await expect(page.locator('.squiggly-error').first()).toBeVisible()
  await editor(page).click()
  await page.keyboard.press('Alt+F8')
  await expect(page.locator('.marker-widget')).toContainText('The code failed at line 2')
  await page.keyboard.press('Escape')

  await write(page, 'const total: number = 6 * 7\nreturn { total }')
  await expect(page.locator('.squiggly-error')).toHaveCount(0)
  await runButton(page).click()
  await expect(block(page, 'run TypeScript')).toHaveAccessibleName(/done/)
  await strip(page).getByRole('tab', { name: 'Data' }).click()
  await expect(strip(page)).toContainText('42')
})

test('the keyboard leaves the code: by Escape, and by Tab when it is told so', async ({ page }) => {
  await codeBlock(page)
  await write(page, 'return input')
  const inside = () => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null)
  expect(await inside()).toBe(true)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Code in a large editor' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect.poll(inside).toBe(true)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Tab')
  expect(await inside()).toBe(true)
  await page.keyboard.press('Control+m')
  await page.keyboard.press('Tab')
  expect(await inside()).toBe(false)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('where the editor cannot be loaded, a plain field takes the code', async ({ page }) => {
  await page.route(/code-editor/, (route) => route.abort())
  await startEmpty(page)
  await dragNew(page, 'Data', 'Code', { below: block(page, 'when I press Run') })
  await choose(block(page, 'run JavaScript'))
  await expect(inspector(page)).toContainText('The code editor could not be loaded.')
  await inspector(page).getByRole('textbox', { name: 'Code', exact: true }).fill('return 6 * 7')
  await runButton(page).click()
  await expect(block(page, 'run JavaScript')).toHaveAccessibleName(/done/)
})
