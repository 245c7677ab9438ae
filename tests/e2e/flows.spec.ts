import type { Page } from '@playwright/test'
import { blocks, keepFlow } from './hand.ts'
import { expect, test } from './studio-test.ts'

const hat = [{ id: 'b1', type: 'start/manual', name: 'Start' }] as const
const rows = (page: Page) => page.getByRole('main').getByRole('listitem')
const names = (page: Page) => rows(page).locator('.flow-row-link').allTextContents()

test('flows are told apart by tags, put in order, and renamed, tagged and deleted by keys', async ({
  page,
}) => {
  await keepFlow(page, 'Bills', hat, { tags: ['home'] })
  await keepFlow(page, 'Alarm', hat, { tags: ['home', 'night'] })
  await keepFlow(page, 'Crops', hat)
  await page.goto('/#/flows')
  await expect(rows(page)).toHaveCount(3)
  const tags = page.getByRole('group', { name: 'Tags' })
  await tags.getByRole('button', { name: /^home/ }).click()
  await expect(rows(page)).toHaveCount(2)
  await tags.getByRole('button', { name: /^home/ }).click()
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('combobox', { name: 'Order' }).click()
  await page.getByRole('option', { name: 'By name' }).click()
  await expect.poll(() => names(page)).toEqual(['Alarm', 'Bills', 'Crops'])
  await page.getByRole('link', { name: 'Alarm' }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByLabel('Name').fill('Acres')
  await page.keyboard.press('Enter')
  await expect.poll(() => names(page)).toEqual(['Acres', 'Alarm', 'Bills'])
  await page.getByRole('button', { name: 'What to do with Acres' }).click()
  await page.getByRole('menuitem', { name: 'Tags …' }).click()
  await page.getByRole('dialog').getByLabel('Tags').fill('field, night,  field')
  await page.keyboard.press('Enter')
  await tags.getByRole('button', { name: /^night/ }).click()
  await expect.poll(() => names(page)).toEqual(['Acres', 'Alarm'])
  await page.getByRole('link', { name: 'Acres' }).focus()
  await page.keyboard.press('Delete')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect.poll(() => names(page)).toEqual(['Alarm'])
  await expect(tags.getByRole('button', { name: /^field/ })).toHaveCount(0)
})

test('a flow file that is dropped on the list is kept and opened', async ({ page }) => {
  await keepFlow(page, 'Here', hat)
  await page.goto('/#/flows')
  await expect(rows(page)).toHaveCount(1)
  await page.locator('.drop-zone').evaluate(
    (zone, blocks) => {
      const document = { format: 1, name: 'Dropped', blocks, links: [] }
      const files = new DataTransfer()
      files.items.add(new File([JSON.stringify(document)], 'dropped.flow.json', { type: 'application/json' }))
      for (const type of ['dragenter', 'dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: files }))
    },
    [{ ...hat[0], version: 1, config: {}, at: [80, 40] }],
  )
  await expect(blocks(page)).toHaveCount(1)
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Dropped')
})
