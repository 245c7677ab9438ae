import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { block, choose, dragNew, openRuns, runButton, startEmpty, strip, writeOn } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** What axe finds, of any weight, with the place it stands at. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${impact} ${id}: ${node.target} ${node.html.slice(0, 300)} ${node.failureSummary}`),
  )
}

const settled = (page: Page) =>
  page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))

/** Looks at the page once what moves has come to rest: half-way colours are nobody's fault. */
async function expectNoFaults(page: Page) {
  await settled(page)
  expect(await faults(page)).toEqual([])
}

for (const { theme, id } of [
  { theme: 'Light', id: 'light' },
  { theme: 'Dark', id: 'dark' },
  { theme: 'High contrast', id: 'contrast' },
])
  test(`every page is without faults in ${id}`, async ({ page, browser, studio }) => {
    test.slow()
    await startEmpty(page)
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitemradio', { name: theme }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', id)
    await page.keyboard.press('Escape')
    await dragNew(page, 'Say', 'Log', { below: block(page, 'when I press Run') })
    await dragNew(page, 'Control', 'If', { below: block(page, 'log') })
    await test.step('the studio with a chosen block and a problem', () => expectNoFaults(page))
    await strip(page)
      .getByRole('tab', { name: /Problems/ })
      .click()
    await test.step('the list of problems', () => expectNoFaults(page))
    await writeOn(block(page, 'if'), '', 'input == null')
    await dragNew(page, 'Files', 'Read file', { inside: block(page, 'if') })
    await writeOn(block(page, 'read'), 'file', '~/Downloads/not there.txt')
    await strip(page).getByRole('tab', { name: 'Last run' }).click()
    await runButton(page).click()
    await expect(block(page, 'read')).toHaveAccessibleName(/failed/)
    await test.step('the studio after a run that failed', () => expectNoFaults(page))
    await choose(block(page, 'log'))
    await test.step('the inspector with what arrived', () => expectNoFaults(page))
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await test.step('what arrived as a table', () => expectNoFaults(page))
    await page.keyboard.press('F1')
    await expect(page.getByRole('region', { name: 'Help for Log' })).toBeVisible()
    await test.step('the help of a block', () => expectNoFaults(page))
    await page.keyboard.press('Escape')
    await dragNew(page, 'Data', 'Code', { at: [60, 420] })
    await choose(block(page, 'run JavaScript'))
    await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 30_000 })
    await test.step('a code field', () => expectNoFaults(page))
    await page.getByRole('button', { name: 'Code in a large editor' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await test.step('the large code editor', () => expectNoFaults(page))
    await page.getByRole('button', { name: 'Done' }).click()
    await dragNew(page, 'Control', 'Switch', { at: [60, 500] })
    await choose(block(page, 'choose'))
    await test.step('rows of a table', () => expectNoFaults(page))
    await page.keyboard.press('Escape')
    await strip(page).getByRole('tab', { name: 'Data' }).click()
    await test.step('the data of a run', () => expectNoFaults(page))
    await openRuns(page)
    await test.step('runs', () => expectNoFaults(page))
    await page.getByRole('link', { name: /New flow/ }).click()
    await expect(page.getByRole('tree', { name: 'Steps of the run' })).toContainText('Read file')
    await test.step('a run', () => expectNoFaults(page))

    await page.goto('/#/welcome')
    await expect(page.getByRole('heading', { name: 'What should your computer do for you?' })).toBeVisible()
    await test.step('first run', () => expectNoFaults(page))
    await page.goto('/#/flows')
    await expect(page.getByRole('link', { name: 'New flow' })).toBeVisible()
    await test.step('flows', () => expectNoFaults(page))
    await page.goto('/#/secrets')
    await page.getByRole('button', { name: 'Set the first secret' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await test.step('a new secret', () => expectNoFaults(page))
    await page.getByLabel('Name').fill('TOKEN')
    await page.getByLabel('Value').fill('a long enough value')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('listitem').filter({ hasText: 'TOKEN' })).toBeVisible()
    await test.step('secrets', () => expectNoFaults(page))
    await page.goto('/#/templates')
    await page.getByRole('button', { name: 'Use Sort a folder' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await test.step('templates, with the question', () => expectNoFaults(page))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await test.step('templates', () => expectNoFaults(page))

    const colorScheme = id === 'dark' ? 'dark' : 'light'
    const contrast = id === 'contrast' ? 'more' : 'no-preference'
    await page.emulateMedia({ colorScheme, contrast })
    await page.goto('/api/docs')
    await expect(page.getByRole('heading').first()).toBeVisible()
    await test.step('the page about the API', () => expectNoFaults(page))
    const stranger = await (await browser.newContext({ colorScheme, contrast })).newPage()
    await stranger.goto(studio.url)
    await expect(stranger.getByRole('heading', { name: 'Open the link from the terminal' })).toBeVisible()
    await test.step('sign-in', () => expectNoFaults(stranger))
    await stranger.goto(studio.link)
    await expect(stranger.getByRole('heading', { name: 'This link was used already' })).toBeVisible()
    await test.step('a used link', () => expectNoFaults(stranger))
    await stranger.context().close()
  })
