import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { holdingServer } from '../support/holding-server.ts'
import {
  block,
  blocks,
  dragNew,
  inspector,
  openRuns,
  palette,
  runButton,
  saved,
  startEmpty,
  stopButton,
  strip,
  writeOn,
} from './hand.ts'
import { expect, test } from './studio-test.ts'

async function deleteInTheList(page: Page, name: string) {
  await page.goto('/#/flows')
  await page.getByRole('button', { name: `What to do with ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText(`Deleted “${name}”.`)).toBeVisible()
}

async function waitFor(page: Page, time: string) {
  await startEmpty(page)
  await dragNew(page, 'Control', 'Wait', { below: block(page, 'when I press Run') })
  await block(page, 'wait').locator('[data-field]').click()
  await page.getByRole('main').getByRole('textbox').fill(time)
  await page.keyboard.press('Enter')
}

test('a flow with problems does not run, and says why at the block', async ({ page, folder }) => {
  writeFileSync(join(folder, 'a.txt'), 'a')
  await startEmpty(page)
  await dragNew(page, 'Files', 'Move file', { below: block(page, 'when I press Run') })
  await expect(block(page, 'move')).toHaveAccessibleName(/something is missing or wrong/)
  await runButton(page).click()
  const alert = page.getByRole('alert').filter({ hasText: 'cannot run' })
  await expect(alert).toContainText('2 things are wrong')
  await expect(alert).toContainText('Move file')
  await expect(alert).toContainText('From')
  await strip(page)
    .getByRole('tab', { name: /Problems/ })
    .click()
  await expect(strip(page).getByRole('listitem')).toHaveCount(2)
  await expect(inspector(page).getByLabel('From', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await writeOn(block(page, 'move'), 'file', '~/Downloads/a.txt')
  await runButton(page).click()
  await expect(alert).toContainText('To')
  await writeOn(block(page, 'move'), 'folder/', '~/Downloads/b/')
  await expect(block(page, 'move')).not.toHaveAccessibleName(/something is missing or wrong/)
  await runButton(page).click()
  await expect(alert).toBeHidden()
  await expect.poll(() => existsSync(join(folder, 'b', 'a.txt'))).toBe(true)
})

test('a run that fails says what, where and what to do', async ({ page }) => {
  await startEmpty(page)
  await dragNew(page, 'Files', 'Read file', { below: block(page, 'when I press Run') })
  await writeOn(block(page, 'read'), 'file', '~/Downloads/not there.txt')
  await runButton(page).click()
  await expect(block(page, 'read')).toHaveAccessibleName(/failed/)
  await block(page, 'read').hover()
  await expect(page.getByRole('note')).toContainText('not there.txt')
  await expect(strip(page).getByText('Failed', { exact: true })).toBeVisible()
  await expect(strip(page).getByRole('log')).toContainText('not there.txt')
  await openRuns(page)
  await page.getByRole('link', { name: /New flow/ }).click()
  const what = page.getByRole('alert').first()
  await expect(what).toContainText(/not there\.txt/)
  await expect(what).toContainText(/Check|Choose|Make|Give/)
  await expect(page.getByRole('tree', { name: 'Steps of the run' })).toContainText('Read file')
  await page.getByRole('button', { name: 'Open on canvas' }).click()
  await expect(block(page, 'read')).toHaveAccessibleName(/failed/)
})

test('Stop ends a long wait', async ({ page }) => {
  await waitFor(page, '1h')
  await runButton(page).click()
  await expect(block(page, 'wait')).toHaveAccessibleName(/waiting/)
  const other = await page.context().newPage()
  await other.goto('/#/flows')
  await expect(other.getByRole('link', { name: 'Runs 1 running' })).toBeVisible()
  await stopButton(page).click()
  await expect(runButton(page)).toBeVisible()
  await expect(other.getByRole('link', { name: 'Runs', exact: true })).toBeVisible()
  await expect(strip(page).getByText('Stopped')).toBeVisible()
  await page.goto('/#/flows')
  await expect(page.getByRole('listitem').filter({ hasText: 'New flow' })).toContainText('Stopped')
})

test('a sign-in link that was used says so, and one without a sign-in says where to find it', async ({
  page,
  studio,
  browser,
}) => {
  await expect(page.getByRole('heading', { name: 'What should your computer do for you?' })).toBeVisible()
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(studio.link)
  await expect(stranger.getByRole('heading', { name: 'This link was used already' })).toBeVisible()
  await stranger.getByRole('link', { name: 'Back to the studio' }).click()
  await expect(stranger.getByRole('heading', { name: 'Open the link from the terminal' })).toBeVisible()
  await stranger.context().close()
})

test('a run that does not exist says so', async ({ page }) => {
  await page.goto('/#/runs/run_none')
  await expect(page.getByRole('region', { name: 'One run' }).getByRole('alert')).toBeVisible()
})

test('the address of a flow that does not exist says so and leads back', async ({ page }) => {
  await page.goto('/#/flows/flw_none')
  await expect(page.getByRole('alert')).toContainText('This flow is not here, or not any more.')
  await expect(runButton(page)).toBeHidden()
  await page.getByRole('link', { name: 'Go to the flows' }).click()
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible()
})

test('an address that leads nowhere leads back', async ({ page }) => {
  await page.goto('/#/what')
  await page.getByRole('link', { name: 'Go to the flows' }).click()
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible()
})

test('a part of the studio that does not come is asked for again, and nothing else goes with it', async ({
  page,
}) => {
  await startEmpty(page)
  const script = /assets\/runs-page-.*\.js$/
  await page.route(script, (route) => route.abort())
  await page.goto('/#/runs')
  await expect(page.getByRole('alert').getByText('This part of the studio has not come.')).toBeVisible()
  await page.unroute(script)
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible({ timeout: 15_000 })
})

test('a flow deleted in another window says so in the window where it is open', async ({ page, context }) => {
  await startEmpty(page)
  await saved(page)
  const other = await context.newPage()
  await deleteInTheList(other, 'New flow')
  await expect(page.getByRole('alert').getByText('“New flow” was deleted.')).toBeVisible()
  await expect(runButton(page)).toBeHidden()
  await expect(blocks(page)).toHaveCount(0)
  await expect(palette(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Bring back' }).click()
  await expect(blocks(page)).toHaveCount(1)
  await expect(palette(page)).toBeVisible()
})

test('a flow deleted in another window while it runs comes to its end', async ({ page, context, folder }) => {
  const server = await holdingServer()
  server.hold('/slow')
  await startEmpty(page)
  await dragNew(page, 'Web', 'Web request', { below: block(page, 'when I press Run') })
  await dragNew(page, 'Files', 'Write file', { below: block(page, 'ask') })
  await writeOn(block(page, 'ask'), 'address', `${server.url}/slow`)
  await writeOn(block(page, 'write'), 'text', 'done all the same')
  await writeOn(block(page, 'write'), 'file', '~/Downloads/end.txt')
  await runButton(page).click()
  await server.until('/slow')
  const other = await context.newPage()
  await deleteInTheList(other, 'New flow')
  await expect(page.getByRole('alert').getByText('“New flow” was deleted.')).toBeVisible()
  expect(existsSync(join(folder, 'end.txt'))).toBe(false)
  server.release('/slow')
  await expect.poll(() => existsSync(join(folder, 'end.txt'))).toBe(true)
  await other.goto('/#/runs')
  await other.getByRole('link', { name: /New flow/ }).click()
  await expect(other.getByRole('region', { name: 'One run' }).getByText('Succeeded')).toBeVisible()
  await server.close()
})

test('a file that is no flow is refused with the place of the mistake, and nothing is made', async ({
  page,
}) => {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'or choose it' }).click()
  const buffer = Buffer.from('{\n "format": }')
  await (await chooser).setFiles({ name: 'x.flow.json', mimeType: 'application/json', buffer })
  await expect(page.getByRole('alert')).toContainText('line 2')
  await page.goto('/#/flows')
  await expect(page.getByText('No flows yet.')).toBeVisible()
})
