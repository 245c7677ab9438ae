import { countScripts } from '../support/count-scripts.ts'
import { block, blocks, canvas, flowName, palette, saved, search, startEmpty } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('a newcomer sees the ways in, makes an empty flow, and finds it in the list', async ({ page }) => {
  await startEmpty(page)
  await flowName(page).fill('My chore')
  await expect(page).toHaveTitle('My chore · Blockloom')
  await saved(page)
  await page.getByRole('link', { name: 'Flows', exact: true }).click()
  await expect(page.getByRole('link', { name: 'My chore' })).toBeVisible()
})

test('the palette finds blocks by other words for them', async ({ page }) => {
  await startEmpty(page)
  await search(page).fill('upload')
  await expect(page.getByText('1 block found')).toBeVisible()
  await search(page).fill('http')
  await expect(page.getByText(/^\d+ blocks found$/)).toBeVisible()
  await search(page).press('Enter')
  await expect(block(page, 'ask')).toBeVisible()
  await search(page).fill('no such thing')
  await expect(palette(page)).toContainText('No block does “no such thing”.')
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(search(page)).toHaveValue('')
})

test('blocks added or found by the keyboard come into sight', async ({ page }) => {
  await startEmpty(page)
  for (let i = 2; i < 20; i++) {
    await search(page).fill('log')
    await search(page).press('Enter')
    await expect(blocks(page)).toHaveCount(i)
  }
  await expect(blocks(page).last()).toBeInViewport()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('press run')
  await page.keyboard.press('Enter')
  await expect(blocks(page).first()).toBeInViewport({ ratio: 0.9 })
})

test('a flow is renamed, copied, exported, imported and deleted from the list', async ({ page }, info) => {
  await startEmpty(page)
  await page.getByRole('link', { name: 'Flows', exact: true }).click()
  const act = async (name: string, action: string) => {
    await page.getByRole('button', { name: `What to do with ${name}`, exact: true }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('New flow', 'Rename')
  await page.getByRole('dialog').getByLabel('Name').fill('Tidy')
  await page.keyboard.press('Enter')
  await act('Tidy', 'Duplicate')
  await expect(page.getByRole('link', { name: 'Tidy 2' })).toBeVisible()
  const download = page.waitForEvent('download')
  await act('Tidy', 'Export as a file')
  const file = info.outputPath('Tidy.flow.json')
  await (await download).saveAs(file)
  await act('Tidy 2', 'Delete')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Tidy 2' })).toBeHidden()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import a file' }).click()
  await (await chooser).setFiles(file)
  await page.getByRole('button', { name: 'Keep both' }).click()
  await expect(flowName(page)).toHaveValue(/Tidy/)
  await expect(canvas(page).getByText('when I press Run')).toBeVisible()
})

test('the look is chosen once, and stays', async ({ page }) => {
  await startEmpty(page)
  const html = page.locator('html')
  for (const [name, id] of [
    ['Dark', 'dark'],
    ['High contrast', 'contrast'],
    ['Light', 'light'],
  ] as const) {
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitemradio', { name }).click()
    await expect(html).toHaveAttribute('data-theme', id)
    await page.reload()
    await expect(html).toHaveAttribute('data-theme', id)
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(html).toHaveAttribute('data-theme', 'light')
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitemradio', { name: 'Like the system' }).click()
  await expect(html).toHaveAttribute('data-theme', 'dark')
})

test('before a flow can be worked on less than 1.5 MB of scripts are sent', async ({ page }) => {
  await startEmpty(page)
  await saved(page)
  const scripts = await countScripts(page)
  await page.reload()
  await expect(block(page, 'when I press Run')).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(scripts.bytes()).toBeGreaterThan(500_000)
  expect(scripts.bytes()).toBeLessThan(1_500_000)
})
