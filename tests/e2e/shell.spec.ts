import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { type StudioServer, startStudio } from '../support/studio-server.ts'

let studio: StudioServer
let broken: string[] = []

test.beforeEach(async ({ page }) => {
  broken = []
  page.on('pageerror', (error) => broken.push(String(error)))
  studio = await startStudio()
  await page.goto(studio.link)
})
test.afterEach(async () => {
  await studio.end()
  expect(broken).toEqual([])
})

const flowName = (page: Page) => page.getByLabel('Name of the flow')
const blocks = (page: Page) => page.getByRole('main').locator('[data-block]')
const saved = (page: Page) => expect(page.getByRole('banner').getByText(/^Saved/)).toBeVisible()
const category = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Kinds of blocks' }).getByRole('button', { name }).click()
async function emptyFlow(page: Page) {
  await page.getByRole('button', { name: 'Start empty' }).click()
  await expect(blocks(page)).toHaveCount(1)
}
const search = (page: Page) => page.getByPlaceholder('Search blocks')

test('a newcomer sees the ways in, makes an empty flow, and finds it in the list', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'What should your computer do for you?' })).toBeVisible()
  await emptyFlow(page)
  await flowName(page).fill('My chore')
  await expect(page).toHaveTitle('My chore · Blockloom')
  await saved(page)
  await page.getByRole('link', { name: 'Flows', exact: true }).click()
  await expect(page.getByRole('link', { name: 'My chore' })).toBeVisible()
})

test('blocks are dragged from the palette, undone and redone, and survive a reload', async ({ page }) => {
  await emptyFlow(page)
  await category(page, 'Say')
  const item = page.locator('[data-block-type="say/log"]')
  const from = await item.boundingBox()
  const to = await blocks(page).first().boundingBox()
  if (!from || !to) throw new Error('nothing to drag')
  await page.mouse.move(from.x + 20, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(to.x + 30, to.y + to.height + 24, { steps: 12 })
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(blocks(page)).toHaveCount(1)
  await page.keyboard.press('Control+Shift+z')
  await expect(blocks(page)).toHaveCount(2)
  await saved(page)
  await page.reload()
  await expect(blocks(page)).toHaveCount(2)
})

test('Escape puts a block back that is on its way', async ({ page }) => {
  await emptyFlow(page)
  const from = await page.locator('.palette-item').first().boundingBox()
  if (!from) throw new Error('no palette')
  await page.mouse.move(from.x + 20, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(800, 400, { steps: 8 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(1)
})

test('a flow is built by the keyboard alone, by synonyms', async ({ page }) => {
  await emptyFlow(page)
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type('http')
  await expect(page.getByText('1 block found')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(2)
  await search(page).fill('no such thing')
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(search(page)).toHaveValue('')
})

test('blocks added or found by the keyboard come into sight', async ({ page }) => {
  await emptyFlow(page)
  for (let i = 0; i < 18; i++) {
    await search(page).fill('log')
    await search(page).press('Enter')
  }
  await expect(page.getByRole('main').locator('[data-block]').last()).toBeInViewport()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('press run')
  await page.keyboard.press('Enter')
  await expect(blocks(page).first()).toBeInViewport({ ratio: 0.9 })
})

test('a flow with a problem says which block and what to do instead of running', async ({ page }) => {
  await emptyFlow(page)
  await search(page).fill('http')
  await search(page).press('Enter')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Web request')
  await expect(page.getByRole('alert')).toContainText('Address')
})

test('Stop is in sight while a run is alive, and ends it', async ({ page }) => {
  await emptyFlow(page)
  await search(page).fill('wait')
  await search(page).press('Enter')
  await saved(page)
  // set as another window would; the page follows
  const status = await page.evaluate(async () => {
    const flow = `/api/v1/flows/${location.hash.split('/').at(-1)}`
    const { revision, document } = await (await fetch(flow)).json()
    const edits = [{ do: 'set-config', id: document.blocks[1].id, key: 'for', value: '1h' }]
    const body = JSON.stringify({ base: revision, edits, client: 'another window' })
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${flow}/edits`, { method: 'POST', headers, body })).status
  })
  expect(status).toBe(200)
  await expect(page.getByRole('main').getByText('1 h', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
})

test('edits made while the runtime is down are kept and sent when it is back', async ({ page }) => {
  await emptyFlow(page)
  await flowName(page).fill('Before')
  await saved(page)
  await studio.kill()
  await flowName(page).fill('While it was down')
  await expect(page.getByText('The connection to Blockloom was lost.')).toBeVisible()
  await expect(page.getByText('Not saved yet')).toBeVisible()
  await studio.startAgain()
  await saved(page)
  await expect(page.getByText('The connection to Blockloom was lost.')).toBeHidden()
  await page.reload()
  await expect(flowName(page)).toHaveValue('While it was down')
})

test('two windows on one flow see one another', async ({ page, context }) => {
  await emptyFlow(page)
  const other = await context.newPage()
  await other.goto(page.url())
  await flowName(other).fill('From the other window')
  await expect(flowName(page)).toHaveValue('From the other window')
  await search(page).fill('log')
  await search(page).press('Enter')
  await expect(blocks(other)).toHaveCount(2)
})

test('a template asks for its folder and becomes a flow that runs', async ({ page }) => {
  await page.getByRole('button', { name: 'Look at templates' }).click()
  await page.getByRole('button', { name: 'Use Sort a folder' }).click()
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await expect(page.getByTitle(studio.home, { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  const folder = test.info().outputPath('to sort')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'ü b.pdf'), 'pdf')
  await page.getByRole('dialog').getByRole('textbox').fill(folder)
  await page.getByRole('button', { name: 'Make the flow' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => readdirSync(folder)).toEqual(['Documents'])
})

test('a flow is renamed, copied, exported, imported and deleted from the list', async ({ page }) => {
  await emptyFlow(page)
  await page.getByRole('link', { name: 'Flows', exact: true }).click()
  const act = async (name: string, action: string) => {
    await page.getByRole('button', { name: `What to do with ${name}`, exact: true }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('New flow', 'Rename')
  await page.getByRole('dialog').getByLabel('Name').fill('Tidy')
  await page.keyboard.press('Enter')
  await act('Tidy', 'Duplicate')
  await expect(page.getByRole('link', { name: 'Tidy 2' })).toBeVisible()
  const download = page.waitForEvent('download')
  await act('Tidy', 'Export as a file')
  const file = join(tmpdir(), `blockloom-export-${process.pid}.flow.json`)
  await (await download).saveAs(file)
  await act('Tidy 2', 'Delete')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Tidy 2' })).toBeHidden()
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Keep both' }).click()
  await expect(flowName(page)).toHaveValue(/Tidy/)
})

test('a broken flow file is refused with the place of the mistake', async ({ page }) => {
  const broken = { name: 'x.flow.json', mimeType: 'application/json', buffer: Buffer.from('{\n "format": }') }
  await page.locator('input[type=file]').setInputFiles(broken)
  await expect(page.getByRole('alert')).toContainText('line 2')
})

test('an address that leads nowhere and a flow that is gone lead back', async ({ page }) => {
  await page.goto(`${studio.url}/#/flows/flw_none`)
  await expect(page.getByText('This flow is not here')).toBeVisible()
  await page.goto(`${studio.url}/#/what`)
  await page.getByRole('link', { name: 'Go to the flows' }).click()
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible()
})

for (const theme of ['Light', 'Dark', 'High contrast'])
  test(`is accessible in ${theme.toLowerCase()}, and remembers the choice`, async ({ page }) => {
    await emptyFlow(page)
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('menuitemradio', { name: theme }).click()
    const id = theme === 'High contrast' ? 'contrast' : theme.toLowerCase()
    const html = page.locator('html')
    await expect(html).toHaveAttribute('data-theme', id)
    await page.reload()
    await expect(html).toHaveAttribute('data-theme', id)
    await expect(blocks(page)).toHaveCount(1)
    for (const place of [
      page.url(),
      `${studio.url}/#/flows`,
      `${studio.url}/#/templates`,
      `${studio.url}/#/welcome`,
    ]) {
      await page.goto(place)
      await expect(page.getByRole('heading').first()).toBeAttached()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id: rule, nodes }) => `${place} ${rule} ${nodes[0]?.html}`)).toEqual([])
    }
  })
