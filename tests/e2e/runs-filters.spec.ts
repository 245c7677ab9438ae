import type { Page } from '@playwright/test'
import { call } from './call-api.ts'
import { expectNoFaults } from './no-faults.ts'
import { comeOrders, keepOrders, runByHand, runLinks, runList, runSearch } from './past-runs.ts'
import { expect, test } from './studio-test.ts'

async function chooseFrom(page: Page, filter: string, choice: string): Promise<void> {
  await runList(page).getByRole('combobox', { name: filter }).click()
  await page.getByRole('option', { name: choice, exact: true }).click()
}

const ORDERS = [
  { who: 'Ada', shelf: 7 },
  { who: 'Grace', shelf: 'B "upper"' },
  { who: 'Zoë', shelf: 9 },
]

async function openHistory(page: Page): Promise<void> {
  const flow = await keepOrders(page)
  await comeOrders(page, flow, ORDERS)
  await runByHand(page)
  await page.goto('/#/runs')
  await expect(runLinks(page)).toHaveCount(5)
}

test('runs are found by what is in their data, and the search stays in the address', async ({
  page,
}, info) => {
  await openHistory(page)
  await runSearch(page).fill('müsli')
  await expect(runLinks(page)).toHaveCount(1)
  await expect(runLinks(page)).toHaveAccessibleName(/Shopping list/)
  await expect(runList(page).getByText('1 run found')).toBeAttached()
  // a log line, an error, an input, a name
  for (const [words, count] of [
    ['order of zoë', 1],
    ['no shelf b "UPPER"', 1],
    ['grace', 1],
    ['web ord', 3],
  ] as const) {
    await runSearch(page).fill(words)
    await page.keyboard.press('Enter')
    await expect(runLinks(page)).toHaveCount(count)
  }
  await page.reload()
  await expect(runSearch(page)).toHaveValue('web ord')
  await expect(runLinks(page)).toHaveCount(3)
  await page.screenshot({ path: info.outputPath('found.png') })
  await runLinks(page).first().click()
  await expect(page.getByRole('region', { name: 'One run' }).getByText('No shelf 9.').first()).toBeVisible()
  await expect(runLinks(page)).toHaveCount(3)
  expect(page.url()).toContain('text=web+ord')

  await runSearch(page).fill('nowhere at all')
  await expect(runList(page).getByText('No run has “nowhere at all”', { exact: false })).toBeVisible()
  await page.screenshot({ path: info.outputPath('nothing.png') })
  await expectNoFaults(page)
  await runList(page).getByRole('button', { name: 'Clear the search' }).click()
  await expect(runLinks(page)).toHaveCount(5)
  await expect(runSearch(page)).toHaveValue('')
  expect(page.url()).not.toContain('text=')
})

test('runs are shown by flow, result, start and time, one filter is taken back or all of them', async ({
  page,
}, info) => {
  await openHistory(page)
  await chooseFrom(page, 'Started by', 'By an event')
  await expect(runLinks(page)).toHaveCount(3)
  await chooseFrom(page, 'Result', 'Dead letters')
  await expect(runLinks(page)).toHaveCount(3)
  await chooseFrom(page, 'Time', 'Today')
  await expect(runLinks(page)).toHaveCount(3)
  await page.screenshot({ path: info.outputPath('filters.png') })
  await expectNoFaults(page)
  await page.reload()
  await expect(runLinks(page)).toHaveCount(3)
  await expect(runList(page).getByRole('combobox', { name: 'Result' })).toHaveText('Dead letters')

  await runList(page).getByRole('button', { name: 'Started by: show all again' }).click()
  await expect(runList(page).getByRole('combobox', { name: 'Started by' })).toBeFocused()
  await expect(runList(page).getByRole('combobox', { name: 'Started by' })).toHaveText('Any start')
  await chooseFrom(page, 'Result', 'Waiting')
  await expect(runLinks(page)).toHaveCount(1)
  await chooseFrom(page, 'Flow', 'Web orders')
  await expect(runList(page).getByText('No run fits these filters.', { exact: false })).toBeVisible()
  await runList(page).getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(runLinks(page)).toHaveCount(5)

  await chooseFrom(page, 'Time', 'Chosen days')
  await runList(page).getByLabel('From', { exact: true }).fill('2020-02-01')
  await runList(page).getByLabel('to', { exact: true }).fill('2020-02-03')
  await expect(runLinks(page)).toHaveCount(0)
  expect(page.url()).toContain('time=2020-02-01..2020-02-03')
  await page.screenshot({ path: info.outputPath('days.png') })
  await expectNoFaults(page)
  await runList(page).getByLabel('to', { exact: true }).fill('2120-02-03')
  await expect(runLinks(page)).toHaveCount(5)
  // where they cross, the other one goes along
  await runList(page).getByLabel('From', { exact: true }).fill('2121-01-01')
  await expect(runList(page).getByLabel('to', { exact: true })).toHaveValue('2121-01-01')
})

test('a search shows new runs with these words as they come, and no others', async ({ page }) => {
  await openHistory(page)
  await runSearch(page).fill('grace')
  await expect(runLinks(page)).toHaveCount(1)
  for (const who of ['Linus', 'Grace H.'])
    await call(page, 'POST', '/events/order', { payload: { who, shelf: 1 } })
  await expect(runLinks(page)).toHaveCount(2)
  await runSearch(page).fill('')
  await expect(runLinks(page)).toHaveCount(7)
})

test('a search that takes long says how far back it has looked, is stopped and goes on', async ({
  page,
}, info) => {
  await openHistory(page)
  const cursor = 'WzEsLTIsMF0'
  const held: (() => void)[] = []
  // the first page says that there is more, as one does whose time is over; the next one is held
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer()
    let more = true
    socket.onMessage((message) => {
      if (String(message).includes(cursor)) held.push(() => server.send(message))
      else server.send(message)
    })
    server.onMessage((message) => {
      const isFirst = more && String(message).includes('"searchedTo"')
      if (isFirst) more = false
      socket.send(isFirst ? String(message).replace('"next":null', `"next":"${cursor}"`) : message)
    })
  })
  await page.reload()
  await expect(runLinks(page)).toHaveCount(5)
  await runSearch(page).fill('grace')
  await expect(runList(page).getByText(/^Searched back to today, \d\d:\d\d$/)).toBeVisible()
  await expect(runList(page).getByText('Searching in the data of the runs')).toBeAttached()
  await expect(runLinks(page)).toHaveCount(1)
  await page.screenshot({ path: info.outputPath('searching.png') })
  await expectNoFaults(page)
  await runList(page).getByRole('button', { name: 'Stop searching' }).click()
  await runList(page).getByRole('button', { name: 'Search on' }).click()
  await expect.poll(() => held.length).toBe(2)
  held[1]?.()
  await expect(runList(page).getByText('1 run found')).toBeAttached()
  await expect(runList(page).getByText(/^Searched back to/)).toBeHidden()
})
