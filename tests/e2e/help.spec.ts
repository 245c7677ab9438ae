import { block, choose, dragNew, inspector, onShelf, openShelf, startEmpty } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('the page of a block opens from the inspector, from the palette and by F1, without a network', async ({
  page,
  context,
}) => {
  await startEmpty(page)
  await dragNew(page, 'Files', 'Zip', { below: block(page, 'when I press Run') })
  await choose(block(page, 'zip'))
  await inspector(page).getByRole('button', { name: 'Help for Zip' }).click()
  const help = page.getByRole('region', { name: /^Help for/ })
  await expect(help.getByRole('heading', { name: 'Zip', exact: true })).toBeFocused()
  await expect(help).toContainText('What can go wrong')
  await expect(help.getByRole('heading', { name: 'Fields' })).toBeVisible()
  await expect(help.getByRole('heading', { name: 'What it does to the world' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(inspector(page).getByRole('button', { name: 'Help for Zip' })).toBeFocused()

  await context.setOffline(true)
  await openShelf(page, 'Data')
  await onShelf(page, 'Code').focus()
  await page.keyboard.press('F1')
  await expect(page.getByRole('region', { name: 'Help for Code' })).toContainText('ctx.idempotencyKey')
  await page.keyboard.press('Escape')
  await expect(onShelf(page, 'Code')).toBeFocused()
  await onShelf(page, 'Filter').hover()
  await page.getByRole('button', { name: 'Help for Filter', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Help for Filter' })).toBeVisible()
  await context.setOffline(false)
})
