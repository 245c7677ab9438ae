import type { Locator, Page } from '@playwright/test'
import { call } from './call-api.ts'
import { blocks, keepFlow } from './hand.ts'
import { type HeldAnswers, holdAnswers } from './hold-answers.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const notices = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })

/** Holds the answer back while something is done: it is said to be under way, and no longer once it is over. */
async function isSaid(page: Page, wire: HeldAnswers, words: string, act: () => Promise<void>): Promise<void> {
  await test.step(words, async () => {
    wire.hold()
    await act()
    const said = notices(page).getByRole('status').filter({ hasText: words })
    await expect(said).toBeVisible()
    wire.release()
    await expect(said).toBeHidden()
  })
}

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(words)
  await page.keyboard.press('Enter')
}

test('whatever is not done in a moment says that it is under way, and what', async ({ page }, info) => {
  const wire = await holdAnswers(page)
  const flow = await keepFlow(page, 'Tick', [
    { id: 'b1', type: 'start/every', name: 'Every so often', config: { interval: '1d' } },
    { id: 'b2', type: 'control/fail', name: 'Give up', config: { message: 'no' } },
  ])
  await page.goto('/#/flows')
  await page.reload()
  const flowSwitch = page.getByRole('switch', { name: 'Run “Tick” by itself' })
  await expect(flowSwitch).toBeVisible()
  const choose = async (item: string) => {
    await page.getByRole('button', { name: 'What to do with Tick', exact: true }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const turn = () => flowSwitch.click()
  await isSaid(page, wire, 'Switching “Tick” on', async () => {
    await turn()
    await expect(notices(page)).toContainText('Switching')
    await page.screenshot({ path: info.outputPath('switching.png') })
    await expectNoFaults(page)
  })
  await expect(flowSwitch).toBeChecked()
  await isSaid(page, wire, 'Switching “Tick” off', turn)
  await isSaid(page, wire, 'Exporting “Tick”', () => choose('Export as a file'))
  await isSaid(page, wire, 'Copying “Tick”', () => choose('Duplicate'))
  await expect(page.getByRole('listitem').filter({ hasText: 'Tick 2' })).toBeVisible()

  await isSaid(page, wire, 'Deleting “Tick 2”', async () => {
    await page.getByRole('button', { name: 'What to do with Tick 2' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  })
  await isSaid(page, wire, 'Bringing “Tick 2” back', () =>
    notices(page).getByRole('button', { name: 'Undo' }).click(),
  )
  await expect(page.getByRole('listitem').filter({ hasText: 'Tick 2' })).toBeVisible()

  await page.goto('/#/triggers')
  await expect(page.getByRole('button', { name: 'Pause all' })).toBeVisible()
  await isSaid(page, wire, 'Pausing all triggers', () => command(page, 'pause all'))
  await isSaid(page, wire, 'Making a backup', () => command(page, 'back up'))
  await expect(page.getByRole('heading', { name: 'Storage and backups' })).toBeVisible()

  const { id: run } = await call<{ id: string }>(page, 'POST', `/flows/${flow}/run`, { wait: '20s' })
  await page.goto(`/#/runs/${run}`)
  const retry = page.getByRole('button', { name: 'Retry the failed step' })
  await expect(retry).toBeVisible()
  await isSaid(page, wire, 'Starting “Tick” again', () => retry.click())
  await expect(page.getByRole('region', { name: 'One run' })).toContainText('from the failed step')

  await page.goto(`/#/flows/${flow}`)
  await expect(blocks(page)).toHaveCount(2)
  await isSaid(page, wire, 'Saving a version', () => page.keyboard.press('Control+s'))
  await isSaid(page, wire, 'Exporting “Tick”', () => command(page, 'export'))
  await isSaid(page, wire, 'Copying “Tick”', () => command(page, 'duplicate flow'))
  await expect(page.getByLabel('Name of the flow')).toHaveValue('Tick 2')
})
