import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import {
  block,
  blocks,
  canvas,
  drag,
  type Goal,
  inspector,
  onShelf,
  palette,
  runButton,
  search,
  startEmpty,
  strip,
} from './hand.ts'
import { expect, test } from './studio-test.ts'

/*
 * Somebody who never programmed, from an empty data folder and with nothing but the screen: words of their own in
 * the search, what is shown is dragged, clicked and picked; no expression and no path is typed.
 */

/** Says in their own words what is wanted, and drags the first block that is found. */
async function find(page: Page, wish: string, title: string, goal: Goal): Promise<void> {
  await search(page).fill(wish)
  await expect(palette(page).getByRole('list').getByRole('button').first()).toHaveAccessibleName(title)
  await drag(page, onShelf(page, title), goal)
  await search(page).fill('')
}

const field = (page: Page, title: string): Locator => inspector(page).getByLabel(title, { exact: true })
const arrives = (page: Page): Locator => inspector(page).getByRole('tree', { name: 'What arrives' })
/** Clicks a value in what arrives, by its name. */
const pick = (page: Page, name: string) =>
  arrives(page)
    .getByRole('treeitem', { name: new RegExp(`^${name}\\b`) })
    .getByText(name, { exact: true })
    .click()

/** By the button behind the field. */
async function chooseDownloads(page: Page, which = 0): Promise<void> {
  await inspector(page).getByRole('button', { name: 'Choose a folder' }).nth(which).click()
  await page.getByRole('button', { name: 'Downloads', exact: true }).first().click()
  await page.getByRole('button', { name: 'Use this folder' }).click()
}

const nothingIsWrong = (page: Page) =>
  expect(canvas(page).getByRole('group', { name: /something is missing or wrong/ })).toHaveCount(0)
const succeeded = (page: Page) => expect(strip(page).getByText('Succeeded')).toBeVisible()

test('a newcomer sorts a folder from nothing', async ({ page, folder }) => {
  test.slow()
  for (const name of ['holiday.jpg', 'rent may.pdf', 'rent june.pdf']) writeFileSync(join(folder, name), name)
  mkdirSync(join(folder, 'old stuff'))

  await startEmpty(page)
  await expect(page.getByText('Drag the first block here, or press /')).toBeVisible()
  await find(page, 'list the files in a folder', 'List files', { below: block(page, 'when I press Run') })
  await chooseDownloads(page)
  await page.getByRole('button', { name: 'Run this block' }).click()
  await expect(page.getByRole('note').filter({ hasText: 'list of 4' })).toBeVisible()

  await find(page, 'for each file', 'For each', { below: block(page, 'list files') })
  await find(page, 'if', 'If', { inside: block(page, 'for each') })
  await pick(page, 'kind')
  await inspector(page).getByPlaceholder('text').fill('file')

  await find(page, 'move it', 'Move file', { inside: block(page, 'if') })
  await pick(page, 'path')
  await chooseDownloads(page, 1)
  await pick(page, 'ext')
  await expect(field(page, 'To')).toHaveValue(/Downloads\/\{\{ item\.ext \}\}\/$/)
  await nothingIsWrong(page)

  await runButton(page).click()
  await succeeded(page)
  expect(readdirSync(folder).sort()).toEqual(['jpg', 'old stuff', 'pdf'])
  expect(readdirSync(join(folder, 'pdf')).sort()).toEqual(['rent june.pdf', 'rent may.pdf'])
  expect(readdirSync(join(folder, 'jpg'))).toEqual(['holiday.jpg'])
})

test('who forgets the stroke behind a folder is told before every file gets the same name', async ({
  page,
}) => {
  await startEmpty(page)
  await find(page, 'move a file', 'Move file', { below: block(page, 'when I press Run') })
  await field(page, 'To').fill('~/Sorted/Images')
  await expect(inspector(page).getByText("The last part becomes the file's new name.")).toBeVisible()
  await inspector(page).getByRole('button', { name: 'Make it a folder: add /' }).click()
  await expect(field(page, 'To')).toHaveValue('~/Sorted/Images/')
  await expect(inspector(page).getByText('The last part becomes')).toHaveCount(0)
})

test('a newcomer asks a web address every hour and keeps what is new', async ({ page, folder }) => {
  test.slow()
  const news = [{ id: 1, title: 'First' }]
  const web = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify({ feed: { items: news } }))
  })
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done))
  const address = `http://127.0.0.1:${(web.address() as AddressInfo).port}/news`
  const kept = join(folder, 'news.txt')
  try {
    await startEmpty(page)
    await find(page, 'every hour', 'Every so often', { at: [100, 56] })
    await expect(blocks(page)).toHaveCount(1)
    await field(page, 'Every, unit').click()
    await page.getByRole('option', { name: 'hours' }).click()
    await field(page, 'Every').fill('1')

    await find(page, 'ask a web address', 'Web request', { below: block(page, 'every 1') })
    await field(page, 'Address').fill(address)
    await page.getByRole('button', { name: 'Run this block' }).click()
    await expect(page.getByRole('note').filter({ hasText: 'status: 200' })).toBeVisible()

    await find(page, 'keep what is new', 'Only new', { below: block(page, 'ask') })
    await inspector(page).getByRole('button', { name: 'Take input.body.feed.items: 1 item' }).click()
    await find(page, 'for each', 'For each', { below: block(page, 'only new') })
    await find(page, 'add to a file', 'Append to file', { inside: block(page, 'for each') })
    await pick(page, 'title')
    await chooseDownloads(page)
    await page.keyboard.type('news.txt')
    await nothingIsWrong(page)

    await runButton(page).click()
    await succeeded(page)
    expect(readFileSync(kept, 'utf8')).toBe('First\n')
    news.unshift({ id: 2, title: 'Second' })
    await runButton(page).click()
    await expect(block(page, 'for each').getByText('1 pass')).toBeVisible()
    await succeeded(page)
    expect(readFileSync(kept, 'utf8')).toBe('First\nSecond\n')

    const itself = page.getByRole('switch', { name: 'Run by itself' })
    await itself.click()
    await expect(itself).toBeChecked()
    await expect(itself).toHaveAccessibleDescription(/every hour/i)
  } finally {
    web.close()
  }
})
