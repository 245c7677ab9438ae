import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { blockloom } from '../support/blockloom-command.ts'
import { dropHome, electronBinary, launchDesktop, launchInTray, makeHome } from './launch-desktop.ts'

type Tray = { words: string; menu: string[] }
type Asks = Awaited<ReturnType<typeof launchInTray>>

test.skip(electronBinary() !== undefined, 'nobody reads the tray and the menu of the real one')

let home: string
let desktop: Asks
test.beforeEach(() => {
  home = makeHome()
})
test.afterEach(async () => {
  await desktop.quit().catch(() => {})
  dropHome(home)
})

/** As the setting stands in the studio; a page has the language it was loaded with. */
async function speak(page: Page, language: string) {
  await page.evaluate((word) => {
    localStorage.setItem('blockloom.settings', JSON.stringify({ state: { language: word }, version: 1 }))
    location.reload()
  }, language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

/** Every text is in brackets, which the made-up language puts around what is translated; names stay as they are. */
const isTranslated = (text: string) => /^\[.*\]$/s.test(text) || /^Blockloom \d/.test(text)

async function switchOnWhatFails() {
  const file = join(home, 'on.flow.json')
  const blocks = [
    { id: 'b1', type: 'start/hotkey', version: 1, name: 'Start', config: { keys: 'Ctrl+Shift+K' } },
    { id: 'b2', type: 'control/fail', version: 1, name: 'Then', config: { message: 'No paper' } },
  ]
  const links = [{ from: 'b1', out: 'next', to: 'b2' }]
  writeFileSync(file, JSON.stringify({ format: 1, name: 'Printer', blocks, links }))
  const { id } = JSON.parse((await blockloom(['flows', 'import', file, '--json'], { home })).out)
  expect(await blockloom(['flows', 'on', id], { home })).toMatchObject({ code: 0 })
}

test('tray, menu and notices speak the language of the studio, at once and without a window after the next start', async () => {
  const first = await launchDesktop(home)
  desktop = first
  const tray = () => desktop.ask<Tray>('tray')
  await expect.poll(async () => (await tray()).menu[0]).toBe('Open')
  await speak(first.page, 'ar-XB')
  await expect
    .poll(async () => (await tray()).menu)
    .toEqual([...['[Ópén··]', '[Páúsé áll····]', '[Stárt át lógín······]', '[Qúít··]']])
  expect((await tray()).words).toMatch(/^\[Blócklóóm: nóthíng .*·\]$/)
  const labels = await desktop.ask<string[]>('everyLabel')
  expect(labels.length).toBeGreaterThan(20)
  expect(labels.filter((text) => !isTranslated(text))).toEqual([])

  await switchOnWhatFails()
  await desktop.ask('pressKeys', 'Ctrl+Shift+K')
  const failed = { title: expect.stringMatching(/^\["Printer" fáíléd·+\]$/), body: 'No paper' }
  await expect.poll(() => desktop.ask('notified')).toEqual([failed])
  await first.page.close()
  const stays = {
    title: expect.stringMatching(/^\[Blócklóóm kééps/),
    body: expect.stringMatching(/^\[Whát ís/),
  }
  await expect.poll(() => desktop.ask('notified')).toEqual([failed, stays])
  await desktop.quit()

  desktop = await launchInTray(home)
  await expect.poll(async () => (await tray()).menu[0]).toBe('[Ópén··]')
  await expect.poll(async () => (await tray()).words).toMatch(/^\[Blócklóóm: 1 flów .*·\]$/)
  await desktop.ask('chooseInTray', '[Ópén··]')
  await speak(await desktop.window(), 'en')
  await expect.poll(async () => (await tray()).menu[0]).toBe('Open')
  expect(await desktop.ask('menuLabels')).toEqual(expect.arrayContaining(['File', 'Edit', 'View']))
})
