import type { Page } from '@playwright/test'
import { block, blocks, canvas, flowName, keepFlow } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const hat = { id: 'b1', type: 'start/manual', name: 'Start' }
const bell = { id: 'b1', type: 'start/event', name: 'Bell', config: { name: 'bell' } }
const log = { id: 'b2', type: 'say/log', name: 'Say', config: { text: 'Hello' } }
const rows = (page: Page) => page.getByRole('main').getByRole('listitem')
const notices = (page: Page) => page.getByRole('region', { name: 'Messages' })
const link = (page: Page) => page.getByRole('link', { name: 'Deleted flows' })
const remove = async (page: Page, name: string) => {
  await page.getByRole('link', { name, exact: true }).focus()
  await page.keyboard.press('Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
}
const ask = (page: Page, method: string, path: string) =>
  page.evaluate(async ([method, path]) => (await fetch(`/api/v1${path}`, { method })).status, [method, path])

test('a deleted flow comes back by Undo, by its key and from the deleted ones; for good it does not', async ({
  page,
}) => {
  await keepFlow(page, 'Bills', [hat])
  const ring = await keepFlow(page, 'Ring', [bell, log])
  expect(await ask(page, 'POST', `/flows/${ring}/on`)).toBe(200)
  await page.goto('/#/flows')
  await expect(rows(page)).toHaveCount(2)
  await expect(link(page)).toHaveCount(0)

  await remove(page, 'Bills')
  await notices(page).getByRole('button', { name: 'Undo' }).click()
  await expect(notices(page)).toContainText('“Bills” is back.')
  await expect(rows(page)).toHaveCount(2)
  await expect(link(page)).toHaveCount(0)

  await remove(page, 'Ring')
  await page.keyboard.press('Control+z')
  await expect(notices(page)).toContainText('“Ring” is back. It ran by itself before; now it is off.')
  const isOn = rows(page).filter({ hasText: 'Ring' }).getByRole('switch')
  await expect(isOn).not.toBeChecked()
  await notices(page).getByRole('button', { name: 'Switch on' }).click()
  await expect(isOn).toBeChecked()
  // taken back once is taken back: there is nothing left that the key could bring back
  await page.keyboard.press('Control+z')
  await expect(notices(page)).toContainText('“Ring” runs by itself again.')

  await remove(page, 'Ring')
  await remove(page, 'Bills')
  await expectNoFaults(page)
  await link(page).click()
  await expect(page.getByRole('heading', { name: 'Deleted flows' })).toBeVisible()
  await expect(rows(page)).toContainText([/Bills.*in 30 days/, /Ring.*ran by itself.*in 30 days/])
  await expectNoFaults(page)

  const other = await keepFlow(page, 'Ring 2', [bell, log])
  expect(await ask(page, 'POST', `/flows/${other}/on`)).toBe(200)
  const back = (name: string) => page.getByRole('button', { name: `Bring back ${name}`, exact: true })
  await back('Bills').focus()
  await page.keyboard.press('ArrowDown')
  await expect(back('Ring')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(notices(page)).toContainText('"Ring 2" waits for the event "bell" too')
  await expect(rows(page)).toHaveCount(1)
  await expect(back('Bills')).toBeFocused()
  await page.keyboard.press('Delete')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('No deleted flows.', { exact: false })).toBeVisible()
  await expectNoFaults(page)
  await page.goto('/#/flows')
  await expect(rows(page)).toHaveCount(2)
  await expect(link(page)).toHaveCount(0)
})

test('an open flow that is deleted comes back with what was typed last; another window on it brings it back too', async ({
  page,
  context,
}) => {
  const id = await keepFlow(page, 'Greet', [hat, log])
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(2)
  const other = await context.newPage()
  await other.goto(`/#/flows/${id}`)
  await expect(blocks(other)).toHaveCount(2)

  await flowName(page).fill('Greet all')
  await flowName(page).press('Enter')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Delete the flow')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible()
  await expect(canvas(other).getByRole('alert')).toContainText('“Greet all” was deleted.')
  await notices(page).getByRole('button', { name: 'Undo' }).click()
  await expect(block(page, 'log')).toBeVisible()
  await expect(flowName(page)).toHaveValue('Greet all')

  await canvas(other).getByRole('button', { name: 'Bring back' }).click()
  await expect(blocks(other)).toHaveCount(2)
  await expect(flowName(other)).toHaveValue('Greet all')
})
