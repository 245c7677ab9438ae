import type { Page } from '@playwright/test'
import { block, choose, dragNew, inspector, saved, startEmpty } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const times = (page: Page) => inspector(page).locator('[data-field="cron"]')
const nextOf = (page: Page) =>
  times(page).getByRole('region', { name: 'The next 5 times' }).getByRole('listitem')

async function choosesHow(page: Page, how: string) {
  await times(page).getByRole('combobox', { name: 'How often' }).click()
  await page.getByRole('option', { name: how }).click()
}

async function placeSchedule(page: Page) {
  await startEmpty(page)
  await dragNew(page, 'Start', 'On a schedule', { at: [60, 320] })
  await choose(block(page, 'on schedule'))
}

test('a schedule is put together from parts, said in words on its block, and its next times are told', async ({
  page,
}) => {
  await placeSchedule(page)
  await choosesHow(page, 'Every weekday')
  await expect(block(page, 'on schedule every weekday at 09:00')).toBeVisible()
  await expect(nextOf(page)).toHaveCount(5)
  await expect(nextOf(page).first()).toContainText(/^(Mon|Tue|Wed|Thu|Fri), .*09:00/)

  await times(page).getByRole('button', { name: 'Add a time' }).click()
  await times(page).getByLabel('Time 2', { exact: true }).fill('17:30')
  await expect(block(page, 'on schedule every weekday at 09:00 and 17:30')).toBeVisible()

  await choosesHow(page, 'On days of the week')
  await times(page).getByRole('button', { name: 'Saturday' }).click()
  await times(page).getByRole('button', { name: 'Friday' }).click()
  // what is long is shortened on the block
  await expect(block(page, 'on schedule every Monday, Tuesday, Wed')).toBeVisible()
  await expect(times(page).getByRole('button', { name: 'Saturday' })).toHaveAttribute('aria-pressed', 'true')
  await expect(times(page).getByRole('button', { name: 'Friday' })).toHaveAttribute('aria-pressed', 'false')

  await choosesHow(page, 'On days of the month')
  await times(page).getByRole('button', { name: 'last day' }).click()
  await times(page).getByRole('button', { name: 'Remove time 2' }).click()
  await expect(block(page, 'on schedule on the 1st and last day of')).toBeVisible()
  await expectNoFaults(page)

  await choosesHow(page, 'As cron, or in words')
  await expect(times(page).getByLabel('Cron pattern, or words')).toHaveValue('0 9 1,L * *')
  await saved(page)
  await page.reload()
  await choose(block(page, 'on schedule'))
  await expect(times(page).getByRole('combobox', { name: 'How often' })).toContainText('On days of the month')
  await expect(times(page).getByRole('button', { name: 'last day' })).toHaveAttribute('aria-pressed', 'true')
})

test('a cron pattern is read back into parts where it has them; one that never comes says why', async ({
  page,
}) => {
  await placeSchedule(page)
  await choosesHow(page, 'As cron, or in words')
  const text = times(page).getByLabel('Cron pattern, or words')
  await text.fill('0 0 30 2 *')
  await expect(times(page)).toContainText('never comes: February has 29 days at most')
  await expect(text).toHaveAttribute('aria-invalid', 'true')
  await expect(nextOf(page)).toHaveCount(0)
  await text.fill('0 9 15W * *')
  await expect(nextOf(page)).toHaveCount(5)
  await text.fill('*/20 * * * *')
  await expect(block(page, 'on schedule every 20 minutes')).toBeVisible()
  // chosen anew it is read back
  await choose(block(page, 'when I press Run'))
  await choose(block(page, 'on schedule'))
  await expect(times(page).getByRole('combobox', { name: 'Minutes in between' })).toContainText('20')
})

test('a time zone is found by its city; the next times are told in it, with what clock changes do', async ({
  page,
}) => {
  // a minute before clocks go forward in Berlin
  await page.clock.setFixedTime(new Date('2027-03-27T12:00:00Z'))
  await placeSchedule(page)
  await choosesHow(page, 'Every day')
  await times(page).getByLabel('Time 1', { exact: true }).fill('02:30')
  const zone = inspector(page).locator('[data-field="zone"]').getByRole('combobox')
  await expect(zone).toHaveAttribute('placeholder', /^this machine’s: /)
  await zone.fill('berl')
  await page.getByRole('option', { name: 'Europe/Berlin' }).click()
  await expect(zone).toHaveValue('Europe/Berlin')
  await expect(nextOf(page).first()).toContainText('Sun, Mar 28, 03:00 GMT+2')
  await expect(nextOf(page).first()).toContainText('There is no 02:30 that day')
  await expect(nextOf(page).nth(1)).toContainText('Mon, Mar 29, 02:30')
  await expect(nextOf(page).nth(1)).not.toContainText('There is no')
  await zone.fill('Europe/Berlinn')
  await expect(inspector(page).locator('[data-field="zone"]')).toContainText('Did you mean Europe/Berlin?')
})

test('a schedule is built, and its limit set, by the keyboard alone', async ({ page }) => {
  await placeSchedule(page)
  await times(page).getByRole('combobox', { name: 'How often' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('every day')
  await page.keyboard.press('Enter')
  await expect(block(page, 'on schedule every day at 09:00')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(times(page).getByLabel('Time 1', { exact: true })).toBeFocused()
  const limit = inspector(page).getByRole('group', { name: 'Limit' })
  await limit.getByLabel('At most so many runs').focus()
  await page.keyboard.type('10')
  await expect(limit).toContainText('runs in')
  await page.keyboard.press('Tab')
  await expect(limit.getByLabel('Within how long', { exact: true })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('2')
  await expect(limit.getByLabel('Within how long', { exact: true })).toHaveValue('2')
  await expectNoFaults(page)
})
