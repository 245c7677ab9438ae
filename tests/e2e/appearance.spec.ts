import type { Page } from '@playwright/test'
import { keepFlow } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('colours, size of words and motion are chosen on a page, hold at once and stay', async ({ page }) => {
  await page.goto('/#/appearance')
  const html = page.locator('html')
  await page.getByRole('radio', { name: /^Dark/ }).check()
  await expect(html).toHaveAttribute('data-theme', 'dark')
  const size = () =>
    page.getByRole('heading', { name: 'Appearance' }).evaluate((it) => getComputedStyle(it).fontSize)
  expect(await size()).toBe('22px')
  await page.getByRole('radio', { name: /^Larger/ }).check()
  expect(await size()).toBe('28.6px')
  await page.getByRole('radio', { name: /^Less/ }).check()
  await page.reload()
  await expect(html).toHaveAttribute('data-text', 'larger')
  await expect(html).toHaveAttribute('data-motion', 'less')
  await expect(page.getByRole('radio', { name: /^Dark/ })).toBeChecked()
})

test('the page about says what this is, where the data lies and whose work it stands on', async ({
  page,
}) => {
  await page.goto('/#/about')
  await expect(page.getByText('Your data')).toBeVisible()
  await page.getByRole('button', { name: 'Show whose work it stands on' }).click()
  await expect(page.getByRole('region', { name: 'Licences of what is built in' })).toContainText('react')
})

test('a backup is made at a press and stands in the list, with the line that puts it back', async ({
  page,
}) => {
  await page.goto('/#/storage')
  await expect(page.getByText('There is no backup yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByRole('row', { name: /somebody asked for it/ })).toBeVisible()
  await expect(page.getByText(/^blockloom restore ".*backups.*\.db"$/)).toBeVisible()
})

test('read from the right the page is mirrored, every text is translated and none is cut', async ({
  page,
}) => {
  await page.evaluate(() =>
    localStorage.setItem('blockloom.settings', JSON.stringify({ state: { language: 'ar-XB' }, version: 1 })),
  )
  for (const [place, heading] of [
    ['flows', 'Flóws'],
    ['runs', 'Rúns'],
    ['triggers', 'Trí'],
    ['secrets', 'Sécréts'],
    ['templates', 'Témplátés'],
    ['storage', 'Stórágé'],
    ['appearance', 'Áppéáráncé'],
    ['about', 'Blockloom'],
  ] as const) {
    await page.goto(`/#/${place}`)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(heading)
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    expect(await textsAsWritten(page), place).toEqual([])
    expect(await cutTexts(page), place).toEqual([])
  }
  const id = await keepFlow(page, 'Mirrored', [{ id: 'b1', type: 'start/manual', name: 'Run' }])
  await page.goto(`/#/flows/${id}`)
  const leftOf = async (place: string) => (await page.locator(place).boundingBox())?.x ?? Number.NaN
  expect(await leftOf('.studio-inspector')).toBe(0)
  expect(await leftOf('.studio-palette')).toBeGreaterThan(await leftOf('.canvas'))
})

test('the kinds of blocks can be read at the largest words and in a long language, whole in a tooltip where they are cut', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Words', [{ id: 'b1', type: 'start/manual', name: 'Run' }])
  await page.evaluate(() =>
    localStorage.setItem(
      'blockloom.settings',
      JSON.stringify({ state: { textSize: 'larger', language: 'ar-XB' }, version: 1 }),
    ),
  )
  await page.goto(`/#/flows/${id}`)
  await page.reload()
  const words = page.locator('.palette-category-words')
  await expect(words.first()).toBeVisible()
  expect(
    await words.evaluateAll((all) =>
      all.filter((it) => it.scrollHeight > it.clientHeight + 1).map((it) => it.textContent),
    ),
  ).toEqual([])

  const name = (await words.first().textContent()) ?? ''
  await page.locator('.palette-category').first().hover()
  await expect(page.locator('.tooltip')).toHaveCount(0)
  await page.mouse.move(600, 400)
  // a package may be called anything: too little room stands for that
  await words.first().evaluate((it) => {
    it.style.maxWidth = '20px'
  })
  await page.locator('.palette-category').first().hover()
  await expect(page.locator('.tooltip')).toHaveText(name)
})

test('the line that puts a backup back is copied by a button', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/#/storage')
  await page.getByRole('button', { name: 'Back up now' }).click()
  await page.getByRole('button', { name: 'Copy the line' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^blockloom restore ".+\.db"$/)
})

/** Texts on the page that no translation went over: without brackets, though they have words. Templates bring theirs. */
const textsAsWritten = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? ''
      const around = node.parentElement
      if (
        !around ||
        around.closest('svg, script, style, [translate="no"], .template-card, .mono, dd') ||
        !/[a-zA-Z]{3}/.test(text)
      )
        continue
      if (!text.includes('[') && !text.includes(']') && text !== 'Blockloom') found.push(text)
    }
    return found
  })

/** Buttons, links and labels whose words do not fit. */
const cutTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, label, h1, h2, legend')]
      .filter(
        (each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible',
      )
      .map((each) => each.outerHTML.slice(0, 160)),
  )
