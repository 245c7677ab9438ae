import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { block, choose, dragNew, inspector, runButton, startEmpty, strip, writeOn } from './hand.ts'
import { expect, test } from './studio-test.ts'

const VALUE = 'correct horse battery staple'

/** A server that keeps what it was asked with. */
async function listening() {
  const seen: (string | undefined)[] = []
  const server = createServer((request, answer) => {
    seen.push(request.headers.authorization)
    answer.end('{"fine":true}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prices`
  return { seen, url, end: () => new Promise((resolve) => server.close(resolve)) }
}

/** All that the page holds: what is written, what is typed, what is kept. */
const everything = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const typed = [...document.querySelectorAll('input, textarea')].map(
      (one) => (one as HTMLInputElement).value,
    )
    return [document.documentElement.outerHTML, ...typed, JSON.stringify(localStorage)].join('\n')
  })

test('a secret is set on its page, changed, and deleted with a word about who names it', async ({ page }) => {
  await page.goto('/#/flows')
  await page.getByRole('link', { name: 'Secrets' }).click()
  await page.getByRole('button', { name: 'Set the first secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('SHOP TOKEN')
  await dialog.getByLabel('Value').fill('short')
  await dialog.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(dialog).toContainText('cannot be the name of a secret')
  await dialog.getByLabel('Name', { exact: true }).fill('SHOP_TOKEN')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('at least 6 characters')
  await expect(dialog.getByLabel('Value')).toHaveAttribute('type', 'password')
  await dialog.getByLabel('Value').fill(VALUE)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  const row = page.getByRole('listitem').filter({ hasText: 'SHOP_TOKEN' })
  await expect(row).toContainText('all flows')
  await expect(row).toContainText('Never')
  expect(await everything(page)).not.toContain(VALUE)

  const act = async (action: string) => {
    await page.getByRole('button', { name: 'What to do with SHOP_TOKEN' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('Set a new value')
  await dialog.getByLabel('New value').fill('quite another value')
  await page.keyboard.press('Enter')
  await expect(page.getByText('“SHOP_TOKEN” is set.')).toBeVisible()
  await act('Delete')
  await expect(dialog).toContainText('No flow names it.')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: 'Set the first secret' })).toBeVisible()
})

test('a secret that is missing is set where its problem is told, and the flow runs with it', async ({
  page,
}) => {
  const shop = await listening()
  await startEmpty(page)
  await dragNew(page, 'Web', 'Web request', { below: block(page, 'when I press Run') })
  await writeOn(block(page, 'ask'), '', shop.url)
  await choose(block(page, 'ask'))
  const headers = inspector(page).locator('[data-field="headers"]')
  await headers.getByRole('button', { name: 'Add a field' }).click()
  await headers.getByPlaceholder('name').fill('Authorization')
  await headers.getByPlaceholder('value').fill('Bearer {{ secrets.SHOP_TOKEN }}')
  await strip(page)
    .getByRole('tab', { name: /Problems/ })
    .click()
  await expect(strip(page)).toContainText('There is no secret "SHOP_TOKEN".')
  await strip(page).getByRole('button', { name: 'Set SHOP_TOKEN' }).click()
  await page.getByRole('dialog').getByLabel('Value').fill(VALUE)
  await page.keyboard.press('Enter')
  await expect(strip(page)).toContainText('Nothing is wrong with this flow.')
  await runButton(page).click()
  await expect(block(page, 'ask')).toHaveAccessibleName(/done/)
  expect(shop.seen).toEqual([`Bearer ${VALUE}`])
  expect(await everything(page)).not.toContain(VALUE)
  await shop.end()

  await page.goto('/#/secrets')
  const row = page.getByRole('listitem').filter({ hasText: 'SHOP_TOKEN' })
  await expect(row).toContainText('New flow')
  await expect(row).toContainText(/Today, \d\d:\d\d.*Today, \d\d:\d\d/)
})
