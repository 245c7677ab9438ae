import type { Page } from '@playwright/test'
import { block, choose, dragNew, inspector, saved, startEmpty, writeOn } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const carries = (page: Page) => inspector(page).getByRole('group', { name: 'What it must carry' })

async function placeEvent(page: Page) {
  await startEmpty(page)
  await dragNew(page, 'Start', 'When an event comes', { at: [60, 320] })
  await writeOn(block(page, 'when event'), 'order-paid', 'order-paid')
  await choose(block(page, 'when event'))
  await inspector(page).getByRole('button', { name: 'More', exact: true }).click()
}

/** As a program sends it, by REST. */
const emit = (page: Page, payload: unknown) =>
  page.evaluate(
    async (sent) => {
      const answer = await fetch('/api/v1/events/order-paid', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(sent),
      })
      return (await answer.json()).heard.map((one: { outcome: string; why?: string }) => [
        one.outcome,
        one.why,
      ])
    },
    { payload },
  )

test('fields are asked for by a table, which is kept as a JSON Schema', async ({ page }) => {
  await placeEvent(page)
  await expect(carries(page)).toContainText('whatever it carries')
  await carries(page).getByRole('button', { name: 'Add a field' }).click()
  await expect(carries(page).getByLabel('Name of field 1')).toBeFocused()
  await page.keyboard.type('order')
  await carries(page).getByRole('combobox', { name: 'Kind of order' }).click()
  await page.getByRole('option', { name: 'number' }).click()
  await carries(page).getByRole('button', { name: 'Add a field' }).click()
  await page.keyboard.type('order')
  await expect(carries(page).getByRole('status').first()).toContainText('“order” stands here twice')
  await page.keyboard.type('edAt')
  await carries(page).getByRole('combobox', { name: 'Kind of orderedAt' }).click()
  await page.getByRole('option', { name: 'date and time' }).click()
  await carries(page).getByLabel('orderedAt must be there').uncheck()
  await expectNoFaults(page)

  await carries(page).getByRole('button', { name: 'Write as JSON' }).click()
  const json = carries(page).getByRole('textbox', { name: 'What it must carry' })
  await expect(inspector(page).getByRole('region', { name: 'Who sends it' })).toContainText(
    `blockloom emit order-paid --data '{"order":1,"orderedAt":"2026-01-05T09:00:00Z"}'`,
  )
  expect(JSON.parse(await json.inputValue())).toEqual({
    type: 'object',
    properties: { order: { type: 'number' }, orderedAt: { type: 'string', format: 'date-time' } },
    required: ['order'],
  })
  await carries(page).getByRole('button', { name: 'Show as a table' }).click()
  await expect(carries(page).getByLabel('Name of field 2')).toHaveValue('orderedAt')
})

test('a schema that says more than the table stays JSON; a slip names line and column and loses nothing', async ({
  page,
}) => {
  await placeEvent(page)
  await carries(page).getByRole('button', { name: 'Write as JSON' }).click()
  const json = carries(page).getByRole('textbox', { name: 'What it must carry' })
  await json.fill('{ "type": "object", "minProperties": 2 }')
  await expect(carries(page)).toContainText('more than a table can show')
  await json.fill('{\n  "type": "object",\n  "minProperties": ,\n}')
  await expect(carries(page).getByRole('status')).toContainText(/line 3, column \d+/)
  await expectNoFaults(page)
  await saved(page)
  await page.reload()
  await choose(block(page, 'when event'))
  await inspector(page).getByRole('button', { name: 'More', exact: true }).click()
  await expect(carries(page).getByRole('textbox')).toHaveValue(/"minProperties": 2/)
  await carries(page).getByRole('button', { name: 'Ask for nothing' }).click()
  await expect(carries(page)).toContainText('whatever it carries')
})

test('fields are made of the sample, then of the last event; an event that does not fit is told which field', async ({
  page,
}) => {
  await placeEvent(page)
  const make = carries(page).getByRole('button', { name: 'Fields from the last event' })
  await make.click()
  await expect(carries(page).getByRole('status')).toContainText('No event has come yet')
  const sample = inspector(page).locator('[data-field="sample"]')
  await sample.getByRole('button', { name: /nothing/ }).click()
  await page.getByRole('menuitemradio', { name: 'list' }).click()
  await make.click()
  await expect(carries(page).getByRole('status')).toContainText('has no fields')
  await sample.getByRole('textbox').fill('{ "at": "2026-03-01T09:30:00Z" }')
  await make.click()
  await expect(carries(page).getByLabel('Name of field 1')).toHaveValue('at')
  await expect(carries(page).getByRole('combobox', { name: 'Kind of at' })).toContainText('date and time')
  await carries(page).getByRole('button', { name: 'Remove field at' }).click()

  await dragNew(page, 'Say', 'Log', { below: block(page, 'when event') })
  await writeOn(block(page, 'log'), '', 'paid')
  await saved(page)
  await page.getByRole('banner').getByRole('switch', { name: 'Run by itself' }).click()
  await expect(page.getByRole('banner').getByRole('switch', { name: 'Run by itself' })).toBeChecked()
  expect(await emit(page, { order: 7, buyer: 'Ada', gift: false })).toEqual([['started', undefined]])
  await choose(block(page, 'when event'))
  await expect(inspector(page).getByRole('region', { name: 'Who sends it' })).toContainText(
    `--data '{"order":7,"buyer":"Ada","gift":false}'`,
  )

  await choose(block(page, 'when event'))
  await inspector(page).getByRole('button', { name: 'More', exact: true }).click()
  await expect(async () => {
    await make.click()
    await expect(carries(page).getByLabel('Name of field 3')).toHaveValue('gift', { timeout: 1000 })
  }).toPass()
  await expect(carries(page).getByRole('combobox', { name: 'Kind of order' })).toContainText('number')
  await expect(carries(page).getByRole('combobox', { name: 'Kind of gift' })).toContainText('yes or no')
  await carries(page).getByRole('button', { name: 'Remove field gift' }).click()
  await expectNoFaults(page)
  await saved(page)
  await page.getByRole('banner').getByRole('button', { name: 'Update' }).click()
  const why = '"buyer" is missing. "order" has to be a number, and is a text.'
  await expect.poll(() => emit(page, { order: 'seven' })).toEqual([['refused', why]])
  expect(await emit(page, { order: 8, buyer: 'Bob', note: 'more' })).toEqual([['started', undefined]])
})
