import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROOT } from '../support/blockloom-command.ts'
import { block, choose, onShelf, openRuns, openShelf, runButton, search } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** Takes the pictures of the documents, from real runs; only where somebody asks for them. */
const wanted = process.env.BLOCKLOOM_PICTURES !== undefined

const KB = 1024
const FILES: Record<string, number> = {
  'Aunt Vera birthday.jpg': 2412 * KB,
  'boat trip.jpg': 1980 * KB,
  'electricity bill May.pdf': 84 * KB,
  'garden plan.png': 730 * KB,
  'letter to the school.docx': 41 * KB,
  'lighthouse at dusk.jpg': 3160 * KB,
  'morning run.mp3': 4870 * KB,
  'old photos.zip': 9200 * KB,
  'recipe apple cake.pdf': 112 * KB,
  'rent May.pdf': 67 * KB,
  'shopping list.txt': 1 * KB,
  'zoo.jpg': 2260 * KB,
}

/** Another flow with a run of its own, so that the history has more than one line; as a program would make it. */
async function runAnother(page: Page, name: string, block: { type: string; name: string; config: object }) {
  const blocks = [
    { id: 'b1', type: 'start/manual', version: 1, name: 'When I press Run', config: {}, at: [80, 40] },
    { id: 'b2', version: 1, ...block },
  ]
  const links = [{ from: 'b1', out: 'next', to: 'b2', snap: true }]
  const status = await page.evaluate(
    async (document) => {
      const headers = { 'content-type': 'application/json' }
      const post = (path: string, body: object) =>
        fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const { id } = await (await post('/flows', { document })).json()
      return (await post(`/flows/${id}/run`, {})).status
    },
    { format: 1, name, blocks, links },
  )
  expect(status).toBeLessThan(300)
}

async function settle(page: Page, { withMouse = false } = {}) {
  if (!withMouse) await page.mouse.move(720, 640)
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished.catch(() => {})),
    ),
  )
}

const pictureOf = (name: string) => join(ROOT, 'docs', 'pictures', `${name}.png`)

async function take(page: Page, name: string) {
  await settle(page)
  await page.screenshot({ path: pictureOf(name) })
}

async function dress(page: Page, theme: 'Light' | 'Dark') {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitemradio', { name: theme }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
}

test('the pictures of the documents', async ({ page, folder }) => {
  test.skip(!wanted, 'pictures are taken when BLOCKLOOM_PICTURES is set')
  test.slow()
  await page.setViewportSize({ width: 1440, height: 900 })
  mkdirSync(join(ROOT, 'docs', 'pictures'), { recursive: true })
  await take(page, 'first-run')

  await page.getByRole('button', { name: 'Look at templates' }).click()
  await page.getByRole('button', { name: 'Use Sort a folder' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('~/Downloads')
  await page.getByRole('button', { name: 'Make the flow' }).click()
  // the first run of a process takes longer; what is shown is how it is from then on
  await runButton(page).click()
  await expect(block(page, 'return')).toHaveAccessibleName(/done/)
  for (const [name, size] of Object.entries(FILES)) writeFileSync(join(folder, name), Buffer.alloc(size))
  await runButton(page).click()
  await expect(block(page, 'for each').getByText('12 passes')).toBeVisible()
  await expect(block(page, 'return')).toHaveAccessibleName(/done/)
  // a little smaller, so that what was said has room beside the stack
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await openShelf(page, 'Files')
  for (const theme of ['Light', 'Dark'] as const) {
    await dress(page, theme)
    await choose(block(page, 'move'))
    await take(page, `studio-${theme.toLowerCase()}`)
  }

  await dress(page, 'Light')
  await search(page).fill('write')
  const log = await onShelf(page, 'Log').boundingBox()
  const goal = await block(page, 'list files in').boundingBox()
  if (!log || !goal) throw new Error('nothing to drag')
  await page.mouse.move(log.x + 14, log.y + 18)
  await page.mouse.down()
  await page.mouse.move(goal.x + 40, goal.y + goal.height + 20, { steps: 12 })
  await settle(page, { withMouse: true })
  await page.screenshot({ path: pictureOf('palette') })
  await page.keyboard.press('Escape')
  await page.mouse.up()

  const missing = { path: '~/Desktop/shopping list.txt' }
  await runAnother(page, 'Print the shopping list', {
    type: 'files/read',
    name: 'Read the list',
    config: missing,
  })
  const soon = { for: '20m' }
  await runAnother(page, 'Bread in the oven', {
    type: 'control/wait',
    name: 'Wait for the bread',
    config: soon,
  })
  await openRuns(page)
  await page
    .getByRole('link', { name: /Sort a folder/ })
    .first()
    .click()
  await page.evaluate(() => localStorage.removeItem('blockloom.settings'))
  await page.reload()
  const steps = page.getByRole('tree', { name: 'Steps of the run' })
  await steps.getByRole('treeitem', { name: /^For each/ }).click()
  await page.keyboard.press('ArrowRight')
  await steps.getByRole('treeitem', { name: /^Pass 3/ }).click()
  await page.keyboard.press('ArrowRight')
  for (const theme of ['Light', 'Dark'] as const) {
    await page.emulateMedia({ colorScheme: theme === 'Light' ? 'light' : 'dark' })
    await page.getByRole('heading', { name: 'Runs' }).click()
    await take(page, `runs-${theme.toLowerCase()}`)
  }
})
