import type { Page } from '@playwright/test'
import { call } from './call-api.ts'
import { expectNoFaults } from './no-faults.ts'
import { comeOrders, keepOrders, runByHand, runLinks, runList } from './past-runs.ts'
import { expect, test } from './studio-test.ts'

const boxes = (page: Page) => runList(page).getByRole('checkbox')
const bar = (page: Page) => page.getByRole('region', { name: 'Chosen runs' })
const told = (page: Page, text: string) => page.getByRole('region', { name: 'Messages' }).getByText(text)
/** the number of them, apart from what came of the last deed */
const count = (page: Page) => bar(page).getByText(/^\d+ runs? chosen$/)
const deadLetters = async (page: Page) =>
  (await call<{ items: unknown[] }>(page, 'GET', '/runs?dead=true&limit=500')).items.length

const orders = (count: number) => Array.from({ length: count }, (_, i) => ({ who: `Ada ${i}`, shelf: i }))

async function openHistory(page: Page, count = 4): Promise<string> {
  const flow = await keepOrders(page)
  await comeOrders(page, flow, orders(count))
  await runByHand(page)
  await page.goto('/#/runs')
  await expect(runLinks(page)).toHaveCount(count + 2)
  return flow
}

test('several runs are chosen with the mouse, the bar says what each deed is for, and does it', async ({
  page,
}, info) => {
  await openHistory(page)
  // the oven, the list, four orders
  await expect(boxes(page).first()).toBeVisible()
  await runLinks(page).nth(2).hover()
  await boxes(page).nth(2).check()
  await boxes(page)
    .nth(4)
    .click({ modifiers: ['Shift'] })
  await expect(count(page)).toHaveText('3 runs chosen')
  await boxes(page).nth(0).check()
  await expect(count(page)).toHaveText('4 runs chosen')
  await expect(bar(page).getByRole('button', { name: 'Retry 3 of 4 chosen' })).toBeVisible()
  await expect(bar(page).getByRole('button', { name: 'Put aside 3 of 4 chosen' })).toBeVisible()
  await page.screenshot({ path: info.outputPath('chosen.png') })
  await expectNoFaults(page)

  await bar(page).getByRole('button', { name: 'Stop 1 of 4 chosen' }).click()
  await expect(told(page, '1 run stopped.')).toBeVisible()
  await expect(runLinks(page).filter({ hasText: 'Oven' })).toHaveAccessibleName(/Stopped/)
  await expect(bar(page)).toBeHidden()

  await boxes(page).nth(2).check()
  await bar(page).getByRole('button', { name: 'Choose all 6 shown' }).click()
  await bar(page).getByRole('button', { name: 'Put aside 4 of 6 chosen' }).click()
  await expect(told(page, '4 runs put aside.')).toBeVisible()
  expect(await deadLetters(page)).toBe(0)
})

test('dead letters are done again with the flow as it is now, and what could not be done is told and stays chosen', async ({
  page,
}, info) => {
  const flow = await openHistory(page)
  await page.goto('/#/runs?result=dead')
  await expect(runLinks(page)).toHaveCount(4)
  // it is mended meanwhile: where it failed there is no block to fail any more
  await call(page, 'POST', `/flows/${flow}/edits`, {
    ...{ base: 0, client: 'test', edits: [{ do: 'remove-block', id: 'no' }] },
  })
  await boxes(page).nth(0).check()
  await bar(page).getByRole('button', { name: 'Retry 1 of 1 chosen' }).click()
  await page.screenshot({ path: info.outputPath('retry.png') })
  const now = page.getByRole('group', { name: 'With the flow as it is now' })
  await now.getByRole('menuitem', { name: /From the failed step/ }).click()
  await expect(bar(page).getByText('1 run could not be retried.')).toBeVisible()
  await expect(bar(page).getByText('no longer has "Fail"')).toBeVisible()
  await expect(count(page)).toHaveText('1 run chosen')
  await page.screenshot({ path: info.outputPath('refused.png') })
  await expectNoFaults(page)

  await bar(page).getByRole('button', { name: 'Choose all 4 shown' }).click()
  await bar(page).getByRole('button', { name: 'Retry 4 of 4 chosen' }).click()
  await now.getByRole('menuitem', { name: /From the start/ }).click()
  await expect(told(page, '4 runs retried.')).toBeVisible()
  await expect(runList(page).getByText('No dead letters.', { exact: false })).toBeVisible()
  await page.goto('/#/runs?result=succeeded&start=event')
  await expect(runLinks(page)).toHaveCount(4)
})

test('all of it goes by the keyboard alone', async ({ page }) => {
  await openHistory(page)
  await runLinks(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(runLinks(page).nth(2)).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+Space')
  await expect(count(page)).toHaveText('2 runs chosen')
  await expect(boxes(page).nth(3)).toHaveAccessibleName(/^Choose the run of Web orders, today, \d\d:\d\d$/)
  await page.keyboard.press('Escape')
  await expect(bar(page)).toBeHidden()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(count(page)).toHaveText('6 runs chosen')
  await bar(page).getByRole('button', { name: 'Retry 5 of 6 chosen' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: /From the failed step/ }).first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(told(page, '4 runs retried.')).toBeVisible()
  // each of them fails at the same block again
  await expect(runLinks(page)).toHaveCount(10)
  await expect(runLinks(page).filter({ hasText: 'dead letter' })).toHaveCount(4)
})

test('many take a while: it is told how far it is, and the rest can be left', async ({ page }, info) => {
  await openHistory(page, 50)
  await page.goto('/#/runs?result=dead')
  await expect(runLinks(page)).toHaveCount(50)
  // each piece is held until it is let go
  let letGo = () => {}
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer()
    let turn = Promise.resolve()
    socket.onMessage((message) => {
      if (String(message).includes('runs/batch'))
        turn = turn.then(
          () =>
            new Promise<void>((resolve) => {
              letGo = resolve
            }),
        )
      void turn.then(() => server.send(message))
    })
  })
  await page.reload()
  await expect(runLinks(page)).toHaveCount(50)
  await runLinks(page).first().focus()
  await page.keyboard.press('ControlOrMeta+a')
  await bar(page).getByRole('button', { name: 'Put aside 50 of 50 chosen' }).click()
  await expect(bar(page).getByRole('status')).toHaveText('Putting aside: 0 of 50')
  letGo()
  await expect(bar(page).getByRole('status')).toHaveText('Putting aside: 20 of 50')
  await page.screenshot({ path: info.outputPath('under-way.png') })
  await bar(page).getByRole('button', { name: 'Leave the rest' }).click()
  letGo()
  await expect(bar(page).getByText('40 runs put aside.')).toBeVisible()
  await expect(bar(page).getByText('10 were left as they are.')).toBeVisible()
  await expect(runLinks(page)).toHaveCount(10)
  await expect(count(page)).toHaveText('10 runs chosen')
  expect(await deadLetters(page)).toBe(10)
})
