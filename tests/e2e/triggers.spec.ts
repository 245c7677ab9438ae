import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  block,
  choose,
  dragNew,
  flowName,
  keepFlow,
  saved,
  startEmpty,
  strip,
  undo,
  writeOn,
} from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const bar = (page: Page) => page.getByRole('banner')
const flowSwitch = (page: Page) => bar(page).getByRole('switch', { name: 'Run by itself' })
const list = (page: Page) => page.getByRole('region', { name: 'Triggers', exact: true })
const one = (page: Page) => page.getByRole('region', { name: 'One trigger' })

async function openTriggers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Triggers' }).click()
  await expect(page.getByRole('heading', { name: 'Triggers', exact: true })).toBeVisible()
}

/** A flow that begins with this hat and says something, on the screen. */
async function flowStartedBy(page: Page, name: string, hat: string, sentence: string): Promise<void> {
  await page.goto('/#/flows')
  await page.getByRole('button', { name: 'New flow', exact: true }).click()
  await expect(block(page, 'when I press Run')).toBeVisible()
  await flowName(page).fill(name)
  await page.keyboard.press('Enter')
  await choose(block(page, 'when I press Run'))
  await page.keyboard.press('Delete')
  await dragNew(page, 'Start', hat, { at: [96, 120] })
  await dragNew(page, 'Say', 'Log', { below: block(page, sentence) })
  await writeOn(block(page, 'log'), '', 'It ran')
  await saved(page)
}

test('a flow is switched on, seen firing as it does, paused with all others, and fired by hand with data', async ({
  page,
}) => {
  await flowStartedBy(page, 'Tick', 'Every so often', 'every')
  await writeOn(block(page, 'every'), '5 m', '1s')
  await saved(page)
  await flowSwitch(page).click()
  await expect(flowSwitch(page)).toBeChecked()
  await expect(page.getByText('Runs by itself: every second.', { exact: true }).first()).toBeVisible()
  await expect(block(page, 'every')).toHaveAccessibleName(/next today, \d\d:\d\d/)

  await openTriggers(page)
  await list(page)
    .getByRole('link', { name: /Every second/ })
    .click()
  await expect(one(page)).toContainText('starts Tick')
  const started = one(page).getByText(/^\d+ started$/)
  const past = one(page).getByRole('listitem').filter({ hasText: 'Ran' })
  await expect(past.first()).toBeVisible()
  const before = Number.parseInt((await started.textContent()) ?? '', 10)
  await expect
    .poll(async () => Number.parseInt((await started.textContent()) ?? '', 10))
    .toBeGreaterThan(before + 1)

  await list(page).getByRole('button', { name: 'Pause all' }).click()
  await expect(list(page).getByRole('status')).toContainText('All triggers are paused since today')
  await expect(page.getByRole('link', { name: 'Triggers paused' })).toBeVisible()
  await expect(one(page)).toContainText('Paused')
  const atRest = await started.textContent()

  await one(page).getByRole('button', { name: 'Fire now' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('What arrives')).toHaveValue(/"missed": 0/)
  await dialog.getByLabel('What arrives').fill('{ "due": ')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('button', { name: 'Fire', exact: true }).click()
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('What arrives').fill('{ "mine": "by hand" }')
  await expect(dialog.getByRole('alert')).toBeHidden()
  await dialog.getByRole('button', { name: 'Fire', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(started).toHaveText(`${Number.parseInt(atRest ?? '', 10) + 1} started`)
  await past.first().getByRole('link').click()
  await expect(page.getByRole('tree', { name: 'Steps of the run' })).toContainText('Log')
  await expect(page.getByRole('region', { name: 'One run' })).toContainText('by hand')

  await page.goBack()
  await list(page).getByRole('button', { name: 'Go on' }).click()
  await expect(list(page).getByRole('button', { name: 'Pause all' })).toBeVisible()
  await expect
    .poll(async () => Number.parseInt((await started.textContent()) ?? '', 10))
    .toBeGreaterThan(Number.parseInt(atRest ?? '', 10) + 2)
  await one(page).getByRole('switch', { name: 'This trigger' }).click()
  await expect(list(page).getByRole('region', { name: 'Switched off' })).toContainText('Every second')
})

test('a hat that cannot listen says why beside it, and listens once that is mended', async ({
  page,
  studio,
}) => {
  const folder = join(studio.home, 'Scans')
  await flowStartedBy(page, 'Scans', 'When a file changes', 'when a file is')
  await writeOn(block(page, 'when a file is'), 'folder', '~/Scans')
  await saved(page)
  await flowSwitch(page).click()
  const failure = page.getByRole('main').getByRole('alert')
  await expect(failure).toContainText('Scans')
  await expect(block(page, 'when a file is')).toHaveAccessibleName(/not working: .*Scans/)
  await page.goto('/#/flows')
  await page.getByRole('link', { name: /^Does not start by itself: .*Scans/ }).click()
  await expect(one(page).getByRole('alert')).toContainText('Scans')
  await list(page).getByRole('region', { name: 'Not working' }).getByRole('link').click()
  await expect(one(page).getByRole('alert')).toContainText('Scans')
  await one(page).getByRole('button', { name: 'Open on canvas' }).click()
  expect(existsSync(folder)).toBe(false)
  await failure.getByRole('button', { name: 'Try now' }).click()
  await expect(failure).toBeVisible()
  // it is tried again by itself, so that nobody need press anything
  mkdirSync(folder)
  await expect(failure).toBeHidden({ timeout: 30_000 })
  await expect(block(page, 'when a file is')).toHaveAccessibleName(/listening/)
})

test('of two webhooks at one path the second says whose it is, in the flow and across flows', async ({
  page,
}) => {
  await flowStartedBy(page, 'First shop', 'When a web call arrives', 'when POST arrives')
  await writeOn(block(page, 'when POST arrives'), 'orders/new', 'orders')
  await saved(page)
  await flowSwitch(page).click()
  await expect(block(page, 'when POST arrives')).toHaveAccessibleName(/listening/)

  await flowStartedBy(page, 'Second shop', 'When a web call arrives', 'when POST arrives')
  await writeOn(block(page, 'when POST arrives'), 'orders/new', 'orders')
  await saved(page)
  await flowSwitch(page).click()
  const failure = page.getByRole('main').getByRole('alert')
  await expect(failure).toContainText('of "First shop" already')
  await writeOn(block(page, 'when POST arrives'), 'orders', 'orders/second')
  await bar(page).getByRole('button', { name: 'Update' }).click()
  await expect(page.getByText(/What is on is as you see it now/)).toBeVisible()
  await expect(failure).toBeHidden()
  await expect(bar(page).getByRole('button', { name: 'Update' })).toBeHidden()

  await dragNew(page, 'Start', 'When a web call arrives', { at: [96, 320] })
  const other = block(page, 'when POST arrives at orders/new')
  await writeOn(other, 'orders/new', 'orders/second')
  await strip(page)
    .getByRole('tab', { name: /Problems/ })
    .click()
  await expect(strip(page)).toContainText('has this path and method already')
})

test('switching on says what is missing: a start block, or the block that has a problem', async ({
  page,
}) => {
  await startEmpty(page)
  await flowSwitch(page).click()
  await expect(page.getByRole('alert')).toContainText('Nothing would start this flow by itself.')
  await expect(flowSwitch(page)).not.toBeChecked()
  await dragNew(page, 'Start', 'On a schedule', { at: [96, 320] })
  await page.keyboard.press('Escape')
  await saved(page)
  await flowSwitch(page).click()
  await expect(page.getByRole('alert')).toContainText('cannot be switched on yet')
  await expect(page.getByRole('complementary', { name: 'Chosen block' })).toContainText('"Times" is missing')

  await page.goto('/#/flows')
  await page.getByRole('switch', { name: 'Run “New flow” by itself' }).click()
  await expect(page.getByRole('complementary', { name: 'Chosen block' })).toContainText('"Times" is missing')
  await expect(page.getByRole('alert')).toContainText('cannot be switched on')
})

test('what was changed since it was switched on is told, until it is taken over or taken back', async ({
  page,
}) => {
  await flowStartedBy(page, 'Nightly', 'On a schedule', 'on schedule')
  await writeOn(block(page, 'on schedule'), 'every weekday at 09:00', 'every day at 02:00')
  await saved(page)
  await flowSwitch(page).click()
  await expect(flowSwitch(page)).toBeChecked()
  const update = bar(page).getByRole('button', { name: 'Update' })
  await expect(update).toBeHidden()
  await writeOn(block(page, 'log'), 'It ran', 'It ran in the night')
  await expect(update).toHaveAccessibleDescription(/Version \d+ is on. Your changes since then are not./)
  await undo(page)
  await expect(update).toBeHidden()
  await writeOn(block(page, 'log'), 'It ran', 'It ran at last')
  await expect(update).toBeVisible()

  await page.goto('/#/flows')
  const row = page.getByRole('listitem').filter({ hasText: 'Nightly' })
  await expect(row).toContainText('Runs by itself: every day at 02:00.')
  await row.getByRole('button', { name: 'Update what is on of “Nightly”' }).click()
  await expect(row.getByRole('button', { name: /Update/ })).toBeHidden()
  await row.getByRole('switch').click()
  await expect(row.getByRole('switch')).not.toBeChecked()
  await page.goto('/#/triggers')
  await expect(list(page)).toContainText('No flow runs by itself yet.')
})

test('with the keyboard alone: paused, gone on, searched, chosen, fired', async ({ page }) => {
  await flowStartedBy(page, 'Hourly', 'Every so often', 'every')
  await flowSwitch(page).focus()
  await page.keyboard.press('Space')
  await expect(flowSwitch(page)).toBeChecked()
  await page.goto('/#/triggers')
  await list(page).getByRole('button', { name: 'Pause all' }).focus()
  await page.keyboard.press('Enter')
  await expect(list(page).getByRole('button', { name: 'Go on' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(list(page).getByRole('button', { name: 'Pause all' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('nothing like it')
  await expect(list(page)).toContainText('No trigger fits these words and filters.')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('hour')
  // whoever goes on by keys sees first where to
  await expect(list(page).getByRole('link', { name: /Every 5 minutes/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(list(page).getByRole('link', { name: /Every 5 minutes/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await one(page).getByRole('button', { name: 'Fire now' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('What arrives')).toHaveValue(/due/)
  await page.getByRole('dialog').getByRole('button', { name: 'Fire', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(one(page).getByText('1 started')).toBeVisible()
  await expect(one(page).getByRole('button', { name: 'Fire now' })).toBeFocused()
})

test('what a trigger did is told to the second, page by page, and what does not work says why in the list', async ({
  page,
}, info) => {
  const log = { id: 'b2', type: 'say/log', name: 'Log', config: { text: 'hi' } }
  const folder = { id: 'b1', type: 'start/file-changed', name: 'A scan', config: { folders: ['~/Nowhere'] } }
  const event = { id: 'b1', type: 'start/event', name: 'An order', config: { name: 'order' } }
  const scans = await keepFlow(page, 'Scans', [folder, log])
  const orders = await keepFlow(page, 'Orders', [event, log])
  await page.evaluate(
    async (flows) => {
      const post = (path: string) => fetch(`/api/v1/${path}`, { method: 'POST' })
      for (const flow of flows) await post(`flows/${flow}/on`)
      for (let i = 0; i < 60; i++) await post('events/order')
    },
    [scans, orders],
  )
  await page.goto('/#/triggers')
  await expect(
    list(page).getByRole('link', { name: /Scans: The folder .*Nowhere is not there/ }),
  ).toBeVisible()
  await list(page)
    .getByRole('link', { name: /event order comes/ })
    .click()
  const past = one(page).getByRole('listitem')
  await expect(past).toHaveCount(50)
  await expect(past.first().getByRole('time')).toHaveText(/^Today, \d\d:\d\d:\d\d$/)
  await one(page).getByRole('button', { name: 'Show older' }).click()
  await expect(past).toHaveCount(60)
  await expect(one(page).getByRole('button', { name: 'Show older' })).toBeHidden()
  await page.screenshot({ path: info.outputPath('past.png') })
  await expectNoFaults(page)

  await list(page).getByRole('searchbox').fill('nothing is called this')
  await list(page).getByRole('button', { name: 'Show all triggers' }).click()
  await expect(list(page).getByRole('link')).toHaveCount(2)
})
