import type { Page } from '@playwright/test'
import { block, choose, dragNew, inspector, saved, startEmpty, writeOn } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const panel = (page: Page) => inspector(page).getByRole('region', { name: 'Calling it' })
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function placeWebhook(page: Page) {
  await startEmpty(page)
  await dragNew(page, 'Start', 'When a web call arrives', { at: [60, 320] })
  await writeOn(block(page, 'when POST arrives'), 'orders/new', 'orders/{id}')
  await choose(block(page, 'when POST arrives'))
}

test('a test call is caught while the flow is off, shown, and kept for the blocks below', async ({
  page,
  studio,
}) => {
  await placeWebhook(page)
  await expect(panel(page)).toContainText(`${studio.url}/hooks/orders/{id}`)
  await expect(panel(page)).toContainText('The flow is switched off: calls get 404')
  expect((await post(`${studio.url}/hooks/orders/7`, {})).status).toBe(404)

  await panel(page).getByRole('button', { name: 'Catch a test call' }).click()
  await expect(panel(page)).toContainText(`${studio.url}/hooks-test/orders/{id}`)
  await expectNoFaults(page)
  const answer = await post(`${studio.url}/hooks-test/orders/7`, { paid: true, city: 'Köln' })
  expect(answer.status).toBe(200)
  await expect(panel(page)).toContainText('A call came. It is kept as the sample')
  await expect(panel(page).getByRole('tree', { name: 'call' })).toContainText('body')
  await expect(panel(page)).toContainText(`curl '${studio.url}/hooks/orders/7'`)
  await expectNoFaults(page)

  await dragNew(page, 'Say', 'Log', { below: block(page, 'when POST arrives') })
  await choose(block(page, 'log'))
  await expect(inspector(page).getByRole('tree', { name: 'What arrives' })).toContainText('params')
})

test('waiting ends when it is stopped, and the test address with it', async ({ page, studio }) => {
  await placeWebhook(page)
  await panel(page).getByRole('button', { name: 'Catch a test call' }).click()
  await expect(panel(page)).toContainText('/hooks-test/orders/{id}')
  await expect(panel(page)).toContainText(/Waiting for a call, until \d\d:\d\d at the latest/)
  await panel(page).getByRole('button', { name: 'Stop waiting' }).click()
  await expect(panel(page)).not.toContainText('/hooks-test/')
  await expect(async () => {
    expect((await post(`${studio.url}/hooks-test/orders/7`, {})).status).toBe(404)
  }).toPass()
})

test('the flow is switched on from the panel; the address that stands there then starts runs', async ({
  page,
  studio,
}) => {
  await placeWebhook(page)
  await dragNew(page, 'Say', 'Log', { below: block(page, 'when POST arrives') })
  await writeOn(block(page, 'log'), '', 'paid')
  await choose(block(page, 'when POST arrives'))
  await saved(page)
  await panel(page).getByRole('button', { name: 'Switch on' }).click()
  await expect(panel(page)).not.toContainText('switched off')
  expect((await post(`${studio.url}/hooks/orders/8`, { paid: true })).status).toBe(202)
  await panel(page).getByRole('button', { name: 'Catch a test call' }).click()
  await expect(panel(page)).toContainText('/hooks-test/')
  expect((await post(`${studio.url}/hooks/orders/9`, { paid: true })).status).toBe(202)
  await expect(panel(page)).toContainText('A call came')
  await expect(panel(page)).toContainText('/hooks/orders/9')
})

test('who may call is chosen, its missing secret set there, and then only who knows it comes in', async ({
  page,
  studio,
}) => {
  await placeWebhook(page)
  const auth = inspector(page).locator('[data-field="auth"]')
  await expect(auth).toContainText('Anybody who reaches this address can start the flow.')
  await auth.getByRole('combobox', { name: 'Who may call' }).click()
  await page.getByRole('option', { name: 'Who knows a token' }).click()
  await expect(auth).not.toContainText('can start the flow')
  await auth.getByRole('combobox', { name: 'Secret' }).click()
  await page.getByRole('option', { name: /New secret/ }).click()
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('SHOP_TOKEN')
  await page.getByRole('dialog').getByLabel('Value').fill('correct horse battery')
  await page.keyboard.press('Enter')
  await expect(panel(page)).toContainText("-H 'Authorization: Bearer SHOP_TOKEN'")
  await expectNoFaults(page)
  await saved(page)
  await panel(page).getByRole('button', { name: 'Switch on' }).click()
  await expect(panel(page)).not.toContainText('switched off')
  const url = `${studio.url}/hooks/orders/7`
  expect((await post(url, {})).status).toBe(401)
  expect((await post(url, {}, { authorization: 'Bearer correct horse battery' })).status).toBe(401)
  expect((await post(url, {}, { 'x-blockloom-token': 'correct horse battery' })).status).toBe(202)
})

test('the line for a terminal follows the method and the kind of terminal', async ({ page, studio }) => {
  await placeWebhook(page)
  const methods = inspector(page).locator('[data-field="methods"]')
  await methods.getByLabel('GET').check()
  await methods.getByLabel('POST').uncheck()
  await expect(panel(page)).toContainText(`curl '${studio.url}/hooks/orders/id'`)
  await methods.getByLabel('GET').uncheck()
  await methods.getByLabel('PUT').check()
  await panel(page).getByRole('combobox', { name: 'Which terminal' }).click()
  await page.getByRole('option', { name: 'PowerShell' }).click()
  await expect(panel(page)).toContainText(`'{"hello":"world"}' | curl.exe -X PUT`)
})

test('an event says how it is sent, and which flow sends it', async ({ page }) => {
  await startEmpty(page)
  await dragNew(page, 'Start', 'When an event comes', { at: [60, 320] })
  await writeOn(block(page, 'when event'), 'order-paid', 'order-paid')
  await choose(block(page, 'when event'))
  const who = inspector(page).getByRole('region', { name: 'Who sends it' })
  await expect(who).toContainText('blockloom emit order-paid')
  await expect(who).toContainText('No flow does.')
  await dragNew(page, 'Control', 'Send an event', { below: block(page, 'when I press Run') })
  await writeOn(block(page, 'send event'), '', 'order-paid')
  await choose(block(page, 'when event'))
  await expect(who.getByRole('link', { name: 'New flow' })).toBeVisible()
  await expectNoFaults(page)
})
