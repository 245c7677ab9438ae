import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { FlowDocument, Monitor } from '#shared/flow'
import { call } from './call-api.ts'
import { blocks, canvas, keepFlow, redo, runButton, saved, undo } from './hand.ts'
import { expect, test } from './studio-test.ts'

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'This flow' })
const eye = (page: Page, name: string): Locator =>
  panel(page).getByRole('button', { name: `Show ${name} on the canvas` })
const card = (page: Page, name: string): Locator =>
  canvas(page).getByRole('region', { name: `Monitor of ${name}`, exact: true })
/** What is dragged and moved, and says what the variable holds. */
const head = (page: Page, name: string): Locator => card(page, name).locator('.monitor-head')

const wrongFor = async (page: Page) => {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {}))))
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])
}

async function placeOf(locator: Locator): Promise<readonly [number, number]> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`nothing to be seen of ${locator}`)
  return [Math.round(box.x), Math.round(box.y)]
}

/** The flow as the store has it. */
const keptFlow = async (page: Page, id: string) =>
  (
    await call<{ document: FlowDocument & { monitors: Record<string, Monitor> } }>(
      page,
      'GET',
      `/flows/${id}`,
    )
  ).document

const COUNTING = [
  { id: 'b1', type: 'start/manual', name: 'When I press Run' },
  { id: 'b2', type: 'data/change-variable', name: 'Count', config: { name: 'count', by: 3 } },
  { id: 'b3', type: 'data/add-to-list', name: 'Add', config: { name: 'found', value: 'plum' } },
  { id: 'b4', type: 'control/wait', name: 'Wait', config: { for: '4s' } },
  { id: 'b5', type: 'data/change-variable', name: 'Count on', config: { name: 'count', by: 100 } },
]
const VARIABLES = [
  { name: 'count', value: 4 },
  { name: 'found', value: ['apple', 'pear'] },
]

test('a variable is watched on the canvas: what it begins with, what it holds while a run goes, and held last', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Counting', COUNTING, { variables: VARIABLES })
  await page.goto(`/#/flows/${id}`)
  await expect(eye(page, 'count')).toHaveAttribute('aria-pressed', 'false')
  await eye(page, 'count').click()
  await expect(eye(page, 'count')).toHaveAttribute('aria-pressed', 'true')
  await expect(head(page, 'count')).toHaveAccessibleName('count begins with 4, monitor')
  await eye(page, 'found').press('Enter')
  const rows = card(page, 'found').getByRole('listitem')
  await expect(rows).toHaveText(['1apple', '2pear'])
  await page.screenshot({ path: test.info().outputPath('start.png') })

  await runButton(page).click()
  await expect(head(page, 'count')).toHaveAccessibleName('count is 7, monitor')
  await expect(rows).toHaveText(['1apple', '2pear', '3plum'])
  await page.screenshot({ path: test.info().outputPath('run.png') })
  await expect(head(page, 'count')).toHaveAccessibleName('count is 107, monitor, from the last run')
  expect(await wrongFor(page)).toEqual([])

  // it is the flow's, and so is there again
  await saved(page)
  await page.reload()
  await expect(head(page, 'count')).toHaveAccessibleName('count is 107, monitor, from the last run')
  await eye(page, 'found').click()
  await expect(card(page, 'found')).toHaveCount(0)
  await undo(page)
  await expect(rows).toHaveCount(3)
  await page.screenshot({ path: test.info().outputPath('last.png') })
})

test('a card is dragged in one undo step, moved and sized by keys, and taken off by Delete', async ({
  page,
}) => {
  const monitors = { count: { at: [400, 40] }, found: { at: [400, 120] } }
  const id = await keepFlow(page, 'Moved', COUNTING, { variables: VARIABLES, monitors })
  await page.goto(`/#/flows/${id}`)
  const start = await placeOf(card(page, 'count'))
  const moved = async () => {
    const [x, y] = await placeOf(card(page, 'count'))
    return [x - start[0], y - start[1]]
  }
  const hold = async (to: readonly [number, number]) => {
    await page.mouse.move(start[0] + 40, start[1] + 20)
    await page.mouse.down()
    await page.mouse.move(start[0] + 40 + to[0], start[1] + 20 + to[1], { steps: 8 })
  }
  // a hand that shakes moves nothing
  await hold([2, 1])
  await page.mouse.up()
  expect(await moved()).toEqual([0, 0])
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible()
  await hold([61, 201])
  expect(await moved()).toEqual([61, 201])
  await page.keyboard.press('Escape')
  expect(await moved()).toEqual([0, 0])
  await page.mouse.up()
  await hold([61, 201])
  await page.mouse.up()
  await expect.poll(moved).toEqual([60, 200])
  await undo(page)
  await expect.poll(moved).toEqual([0, 0])
  await redo(page)
  await expect.poll(moved).toEqual([60, 200])
  await undo(page)

  await head(page, 'count').press('ArrowRight')
  await head(page, 'count').press('Shift+ArrowDown')
  await expect.poll(moved).toEqual([8, 40])
  await undo(page)
  await expect.poll(moved).toEqual([0, 0])

  await head(page, 'count').press('m')
  const bar = page.getByRole('application', { name: 'Moving the monitor of count' })
  await expect(bar).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(bar.getByRole('status')).toHaveText('376 across, 64 down')
  await page.screenshot({ path: test.info().outputPath('moving.png') })
  await page.keyboard.press('Escape')
  await expect(head(page, 'count')).toBeFocused()
  expect(await moved()).toEqual([0, 0])
  await page.keyboard.press('m')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(head(page, 'count')).toBeFocused()
  await expect.poll(moved).toEqual([0, 24])

  const size = page.getByRole('button', { name: 'Size of the monitor of found' })
  const before = (await card(page, 'found').boundingBox())?.height ?? 0
  await size.press('Shift+ArrowDown')
  await expect.poll(async () => ((await card(page, 'found').boundingBox())?.height ?? 0) - before).toBe(40)

  await head(page, 'count').press('Delete')
  await expect(card(page, 'count')).toHaveCount(0)
  await expect(head(page, 'found')).toBeFocused()
  await undo(page)
  await expect(card(page, 'count')).toHaveCount(1)
  // blocks are no part of it
  await expect(blocks(page)).toHaveCount(COUNTING.length)
})

test('a slider sets what a variable begins with, only shows while a run goes, and goes as far as it is told', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Sliding', COUNTING, {
    variables: VARIABLES,
    monitors: { count: { at: [400, 40] } },
  })
  await page.goto(`/#/flows/${id}`)
  await head(page, 'count').press('Enter')
  await page.getByRole('menuitemradio', { name: 'Slider' }).click()
  const slider = card(page, 'count').getByRole('slider', { name: 'What count begins with' })
  await expect(slider).toHaveValue('4')
  await expect(slider).toHaveAttribute('max', '100')
  await slider.press('ArrowRight')
  await expect(head(page, 'count')).toHaveAccessibleName('count begins with 5, monitor')
  await expect(panel(page).getByRole('textbox', { name: 'What count begins with' })).toHaveValue('5')
  await undo(page)
  await expect(slider).toHaveValue('4')

  await head(page, 'count').click({ button: 'right' })
  await page.screenshot({ path: test.info().outputPath('menu.png') })
  await page.getByRole('menuitem', { name: 'How far it goes' }).click()
  const ends = page.getByRole('dialog', { name: 'How far the slider of count goes' })
  await ends.getByRole('textbox', { name: 'To' }).fill('-2')
  await page.keyboard.press('Enter')
  await expect(ends.getByText('Write a number that is more than where it begins.')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('ends.png') })
  await ends.getByRole('textbox', { name: 'To' }).fill('20')
  await page.keyboard.press('Enter')
  await expect(ends).toHaveCount(0)
  await expect(slider).toHaveAttribute('max', '20')
  await expect(head(page, 'count')).toBeFocused()

  // one pull is one step, whatever is passed on the way
  const box = await slider.boundingBox()
  if (!box) throw new Error('no slider')
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 10 })
  await page.mouse.up()
  await expect(slider).toHaveValue('20')
  await undo(page)
  await expect(slider).toHaveValue('4')

  await runButton(page).click()
  await expect(head(page, 'count')).toHaveAccessibleName('count is 7, monitor')
  await expect(slider).toHaveAttribute('aria-disabled', 'true')
  await slider.press('ArrowRight')
  await expect(slider).toHaveValue('7')
  await page.screenshot({ path: test.info().outputPath('showing.png') })
  await expect(head(page, 'count')).toHaveAccessibleName('count begins with 4, monitor')
  await expect(card(page, 'count').getByText('last run 107')).toBeVisible()
  expect(await wrongFor(page)).toEqual([])
  await page.screenshot({ path: test.info().outputPath('slider.png') })
})

test('of a long list the rows in sight are fetched, also of a run that is over', async ({ page }) => {
  const id = await keepFlow(page, 'Long', COUNTING.slice(0, 2), {
    variables: [
      { name: 'rows', value: Array.from({ length: 5000 }, (_, i) => `row ${i + 1}`) },
      { name: 'count', value: 1 },
    ],
    monitors: { rows: { at: [400, 40], size: [240, 300] } },
  })
  await page.goto(`/#/flows/${id}`)
  const list = card(page, 'rows').getByRole('list', { name: 'Rows of rows' })
  await expect(head(page, 'rows')).toHaveAccessibleName('rows begins with list of 5000, monitor')
  await runButton(page).click()
  await expect(head(page, 'rows')).toHaveAccessibleName('rows is list of 5000, monitor, from the last run')
  await list.focus()
  await page.keyboard.press('End')
  await expect(list.getByText('row 5000', { exact: true })).toBeVisible()
  await list.evaluate((box) => box.scrollTo(0, 2500 * 28))
  await expect(list.getByText('row 2501', { exact: true })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('long.png') })
})

test('a monitor goes along with the name of its variable and goes with it; commands show what only blocks make', async ({
  page,
}) => {
  const made = [
    ...COUNTING.slice(0, 2),
    { id: 'b9', type: 'data/set-variable', name: 'Make', config: { name: 'made', value: 'by a block' } },
  ]
  const id = await keepFlow(page, 'Named', made, {
    variables: VARIABLES,
    monitors: { count: { at: [400, 40] } },
  })
  await page.goto(`/#/flows/${id}`)
  await panel(page).getByRole('textbox', { name: 'Name of the variable count' }).fill('total')
  await expect(head(page, 'total')).toHaveAccessibleName('total begins with 4, monitor')
  await expect(card(page, 'count')).toHaveCount(0)
  await undo(page)
  await expect(card(page, 'count')).toHaveCount(1)
  await panel(page).getByRole('button', { name: 'Remove count' }).click()
  await expect(card(page, 'count')).toHaveCount(0)
  await undo(page)
  await expect(card(page, 'count')).toHaveCount(1)

  await runButton(page).click()
  await expect(head(page, 'count')).toHaveAccessibleName('count is 7, monitor, from the last run')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/command/i).fill('show made')
  await page.keyboard.press('Enter')
  await expect(head(page, 'made')).toBeFocused()
  await expect(head(page, 'made')).toHaveAccessibleName('made is by a block, monitor, from the last run')
})

test('the menu of the canvas puts a card where it was opened, and not those that are there', async ({
  page,
}) => {
  const id = await keepFlow(page, 'Menu', COUNTING, { variables: VARIABLES })
  await page.goto(`/#/flows/${id}`)
  const [x, y] = await placeOf(canvas(page))
  await page.mouse.click(x + 500, y + 300, { button: 'right' })
  await page.getByRole('menuitem', { name: 'Show count on the canvas' }).click()
  await expect(head(page, 'count')).toBeFocused()
  const [left, top] = await placeOf(card(page, 'count'))
  for (const off of [left - x - 500, top - y - 300]) expect(Math.abs(off)).toBeLessThanOrEqual(4)
  await page.mouse.click(x + 500, y + 400, { button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Show found on the canvas' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Show count on the canvas' })).toHaveCount(0)
})

test('tidying takes a card along with the stack it lies at', async ({ page }) => {
  const monitors = { count: { at: [900, 500] } }
  const stacks = [
    { id: 'b1', type: 'start/manual', name: 'When I press Run' },
    { id: 'b2', type: 'data/change-variable', name: 'Count', at: [600, 500] as const },
  ]
  const id = await keepFlow(page, 'Tidied', stacks, { variables: VARIABLES, monitors, links: [] })
  await page.goto(`/#/flows/${id}`)
  await expect(card(page, 'count')).toBeVisible()
  await page.keyboard.press('Control+Shift+l')
  const kept = async () => {
    const { blocks, monitors } = await keptFlow(page, id)
    return [blocks[1]?.at, monitors.count?.at] as readonly (readonly [number, number])[]
  }
  await expect.poll(async () => (await kept())[0]).not.toEqual([600, 500])
  const [[x, y], at] = (await kept()) as [readonly [number, number], readonly [number, number]]
  expect(at).toEqual([x + 300, y])
  await undo(page)
  await expect.poll(kept).toEqual([
    [600, 500],
    [900, 500],
  ])
})

test('read from the right, a card lies and is dragged as the mirror image', async ({ page }) => {
  await page.evaluate(() =>
    localStorage.setItem('blockloom.settings', JSON.stringify({ state: { language: 'ar-XB' }, version: 1 })),
  )
  const id = await keepFlow(page, 'Mirrored', COUNTING, {
    variables: VARIABLES,
    monitors: { count: { at: [400, 40] } },
  })
  await page.goto(`/#/flows/${id}`)
  await page.reload()
  const count = page.locator('[data-monitor="count"]')
  const [box, hat] = [await count.boundingBox(), await page.locator('[data-block="b1"]').boundingBox()]
  if (!box || !hat) throw new Error('nothing to be seen')
  // its far edge is as far from the stack's as the flow says
  expect(Math.abs(hat.x + hat.width - (box.x + box.width) - 320)).toBeLessThanOrEqual(1)
  await page.mouse.move(box.x + 100, box.y + 20)
  await page.mouse.down()
  await page.mouse.move(box.x + 40, box.y + 60, { steps: 8 })
  await page.mouse.up()
  await count.locator('.monitor-head').press('ArrowLeft')
  await expect.poll(async () => (await keptFlow(page, id)).monitors.count?.at).toEqual([468, 80])
})
