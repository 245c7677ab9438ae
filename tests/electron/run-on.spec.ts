import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { blockloom } from '../support/blockloom-command.ts'
import {
  type Desktop,
  dropHome,
  electronBinary,
  launchDesktop,
  launchInTray,
  makeHome,
} from './launch-desktop.ts'

type Tray = { words: string; menu: string[]; loginIsOn: boolean; pictures: number }

test.skip(electronBinary() !== undefined, 'nobody presses keys, or puts the real machine to sleep')

let home: string
let desktop: Omit<Desktop, 'page'> & { page?: Desktop['page'] }
test.beforeEach(async () => {
  home = makeHome()
  desktop = await launchDesktop(home)
  const heading = { name: 'What should your computer do for you?' }
  await expect(desktop.page?.getByRole('heading', heading) as Locator).toBeVisible()
})
test.afterEach(async () => {
  await desktop.quit().catch(() => {})
  dropHome(home)
})

const tray = () => desktop.ask<Tray>('tray')
const choose = (label: string) => desktop.ask('chooseInTray', label)

/** Keeps a flow and switches it on. @returns its id */
async function switchOn(hat: string, config: object, then: object = { type: 'control/return', config: {} }) {
  const file = join(home, 'on.flow.json')
  const blocks = [
    { id: 'b1', type: hat, version: 1, name: 'Start', config },
    { id: 'b2', version: 1, name: 'Then', ...then },
  ]
  const links = [{ from: 'b1', out: 'next', to: 'b2' }]
  writeFileSync(file, JSON.stringify({ format: 1, name: 'Unattended', blocks, links }))
  const made = await blockloom(['flows', 'import', file, '--json'], { home })
  expect(made.err).toBe('')
  const { id } = JSON.parse(made.out) as { id: string }
  expect(await blockloom(['flows', 'on', id], { home })).toMatchObject({ code: 0 })
  return id
}

/** How many runs there are: the command writes one a line. */
async function runs(): Promise<number> {
  const { out } = await blockloom(['runs', 'list', '--json'], { home })
  return out.split('\n').filter((line) => line !== '').length
}

test('with nothing switched on, closing the window ends it', async () => {
  test.skip(process.platform === 'darwin', 'programs stay there until they are quit')
  await desktop.page?.close()
  expect(await desktop.ended()).toBe(0)
})

test('while a trigger is on it stays in the tray, says so once, shows itself again, and quits in order', async () => {
  await switchOn('start/hotkey', { keys: 'Ctrl+Shift+K' })
  await expect.poll(async () => (await tray()).words).toBe('Blockloom: 1 flow runs by itself')
  await desktop.page?.close()
  const told = [{ title: 'Blockloom keeps running', body: expect.any(String) }]
  await expect.poll(() => desktop.ask('notified')).toEqual(told)
  await desktop.ask('pressKeys', 'Ctrl+Shift+K')
  await expect.poll(runs).toBe(1)
  expect(await desktop.startAgain()).toBe(0)
  await (await desktop.window()).close()
  await expect.poll(() => desktop.ask('closed')).toBe(2)
  await choose('Open')
  await (await desktop.window()).close()
  await expect.poll(() => desktop.ask('closed')).toBe(3)
  expect(await desktop.ask('notified')).toEqual(told)
  await choose('Quit')
  expect(await desktop.ended()).toBe(0)
  expect(desktop.words()).toBe('')
})

test('its menu pauses all triggers, over a restart too, and lets them go on', async () => {
  await switchOn('start/hotkey', { keys: 'Ctrl+Shift+K' })
  expect(await tray()).toMatchObject({ menu: ['Open', 'Pause all', 'Start at login', 'Quit'], pictures: 2 })
  await choose('Pause all')
  await expect.poll(async () => (await tray()).words).toBe('Blockloom: all triggers are paused')
  expect(await desktop.ask('keys')).toEqual([])
  await desktop.quit()
  desktop = await launchDesktop(home)
  expect((await tray()).menu).toContain('Go on')
  await choose('Go on')
  await expect.poll(() => desktop.ask('keys')).toEqual(['Ctrl+Shift+K'])
  await expect.poll(async () => (await tray()).menu).toContain('Pause all')
})

test('started at login it has no window until somebody wants one', async () => {
  await desktop.quit()
  desktop = await launchInTray(home)
  await expect.poll(async () => (await tray()).words).toBe('Blockloom: nothing runs by itself')
  expect(await desktop.ask('webPreferences')).toEqual([])
  expect(await desktop.startAgain('--in-tray')).toBe(0)
  expect(await desktop.ask('webPreferences')).toEqual([])
  await choose('Open')
  await desktop.window()
})

test('starting at login is switched in the tray', async () => {
  const file = join(home, 'config', 'autostart', 'blockloom.desktop')
  expect((await tray()).loginIsOn).toBe(false)
  await choose('Start at login')
  await expect.poll(async () => (await tray()).loginIsOn).toBe(true)
  expect(existsSync(file)).toBe(process.platform === 'linux')
  await choose('Start at login')
  await expect.poll(async () => (await tray()).loginIsOn).toBe(false)
  expect(existsSync(file)).toBe(false)
})

test('starting at login is offered once, when something runs by itself, and is a setting of the studio', async () => {
  const page = desktop.page as Page
  const offer = page.getByRole('region', { name: 'Start Blockloom when you log in?' })
  expect(await offer.count()).toBe(0)
  await switchOn('start/hotkey', { keys: 'Ctrl+Shift+K' })
  await offer.getByRole('button', { name: 'Start at login' }).click()
  await expect(offer).toBeHidden()
  await expect(page.getByText('Blockloom starts when you log in.')).toBeVisible()
  expect((await tray()).loginIsOn).toBe(true)
  await page.evaluate(() => location.assign('#/appearance'))
  const row = page.getByRole('switch', { name: 'Start at login' })
  await expect(row).toBeChecked()
  await row.click()
  await expect.poll(async () => (await tray()).loginIsOn).toBe(false)
  await expect(row).not.toBeChecked()
  await expect(offer).toBeHidden()
})

test('who does not want it is not asked again, over a restart too', async () => {
  await switchOn('start/hotkey', { keys: 'Ctrl+Shift+K' })
  const offerOn = (page: Page) => page.getByRole('region', { name: 'Start Blockloom when you log in?' })
  await offerOn(desktop.page as Page)
    .getByRole('button', { name: 'Not now' })
    .click()
  await expect(offerOn(desktop.page as Page)).toBeHidden()
  expect((await tray()).loginIsOn).toBe(false)
  await desktop.quit()
  desktop = await launchDesktop(home)
  const page = desktop.page as Page
  await page.evaluate(() => location.assign('#/triggers'))
  await expect(page.getByText('Ctrl+Shift+K').first()).toBeVisible()
  expect(await offerOn(page).count()).toBe(0)
})

test('times that went by in sleep are caught up with at once', async () => {
  await switchOn('start/every', { every: '1h' })
  await expect.poll(async () => (await tray()).words).toContain('Next: ')
  await desktop.ask('sleepHours', '3')
  await expect.poll(runs).toBe(1)
})

test('what is copied starts a flow', async () => {
  await desktop.ask('copy', 'from before')
  await switchOn('start/clipboard-changed', {})
  await desktop.ask('copy', 'new')
  await expect.poll(runs).toBe(1)
})

test('a run that fails with nobody there is told once, and pressing it opens the run', async () => {
  const fails = { type: 'control/fail', config: { message: 'No paper' } }
  await switchOn('start/hotkey', { keys: 'Ctrl+Shift+K' }, fails)
  await desktop.ask('pressKeys', 'Ctrl+Shift+K')
  const told = [{ title: '"Unattended" failed', body: 'No paper' }]
  await expect.poll(() => desktop.ask('notified')).toEqual(told)
  await desktop.ask('pressKeys', 'Ctrl+Shift+K')
  await expect.poll(runs).toBe(2)
  expect(await desktop.ask('notified')).toEqual(told)
  await desktop.ask('press')
  await expect(desktop.page as Desktop['page']).toHaveURL(/#\/runs\/run_/)
})

test('a computer that goes off ends it in order', async () => {
  await desktop.ask('shutDown')
  expect(await desktop.ended()).toBe(0)
})
