import { expect, type Locator, type Page } from '@playwright/test'
import { call } from './call-api.ts'

/** What a person does in the studio, by the names that stand on the screen. */

export const canvas = (page: Page): Locator => page.getByRole('main', { name: 'Canvas' })
export const palette = (page: Page): Locator => page.getByRole('complementary', { name: 'Blocks to add' })
export const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Chosen block' })
export const strip = (page: Page): Locator => page.getByRole('region', { name: 'Last run' })
export const flowName = (page: Page): Locator => page.getByLabel('Name of the flow')
export const search = (page: Page): Locator => palette(page).getByPlaceholder('Search blocks')
/** The small search at a block or a free place of the canvas. */
export const quickAdd = (page: Page): Locator => page.getByRole('combobox', { name: 'Add a block' })
export const runButton = (page: Page): Locator => page.getByRole('button', { name: 'Run', exact: true })
export const stopButton = (page: Page): Locator => page.getByRole('button', { name: 'Stop', exact: true })

/** All blocks of the open flow; stacks are groups too, and are left out. */
export const blocks = (page: Page): Locator => canvas(page).getByRole('group', { name: /^(?!Stack: )/ })

/** A block by how its sentence begins. */
export const block = (page: Page, sentence: string): Locator =>
  canvas(page).getByRole('group', { name: new RegExp(`^${escaped(sentence)}`) })

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The bar above says that everything on the screen is in the store. */
export const saved = (page: Page): Promise<void> =>
  expect(page.getByRole('banner').getByText(/^Saved/)).toBeVisible()

export async function startEmpty(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start empty' }).click()
  await expect(blocks(page)).toHaveCount(1)
}

/** Opens a shelf of the palette. */
export const openShelf = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Kinds of blocks' }).getByRole('button', { name, exact: true }).click()

/** A block in the palette, by its title. */
export const onShelf = (page: Page, title: string): Locator =>
  palette(page).getByRole('list').getByRole('button', { name: title, exact: true })

/** Where a dragged block is to go. */
export type Goal =
  | { below: Locator }
  /** into the mouth that begins under the block's own row */
  | { inside: Locator }
  /** a free place, px from the canvas' top left */
  | { at: readonly [number, number] }

const ROW = 48
const ARM = 16

async function boxOf(locator: Locator) {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (!box) throw new Error(`nothing to be seen of ${locator}`)
  return box
}

/** Where the dragged block's top left should come to lie. */
async function pointOf(page: Page, goal: Goal): Promise<readonly [number, number]> {
  if ('at' in goal) {
    const { x, y } = await boxOf(canvas(page))
    return [x + goal.at[0], y + goal.at[1]]
  }
  const box = await boxOf('below' in goal ? goal.below : goal.inside)
  // the last 8 px of a block's box are the tab below it
  return 'below' in goal ? [box.x, box.y + box.height - 8] : [box.x + ARM, box.y + ROW]
}

/** Drags what is under a point of `taken` so that the point comes to lie as far from the goal. */
export async function drag(
  page: Page,
  taken: Locator,
  goal: Goal,
  grab: readonly [number, number] = [14, 18],
): Promise<void> {
  const from = await boxOf(taken)
  const to = await pointOf(page, goal)
  await page.mouse.move(from.x + grab[0], from.y + grab[1])
  await page.mouse.down()
  // a hand goes past many points, and comes to rest a little beside the goal
  await page.mouse.move(to[0] + grab[0] + 10, to[1] + grab[1] + 8, { steps: 14 })
  await page.mouse.up()
}

/** Drags a block from the palette; with the mouse alone. */
export async function dragNew(page: Page, shelf: string, title: string, goal: Goal): Promise<void> {
  const before = await blocks(page).count()
  await openShelf(page, shelf)
  await drag(page, onShelf(page, title), goal)
  await expect(blocks(page)).toHaveCount(before + 1)
}

/** Types into a field that stands on a block: click on it, write, Enter. `says` is what it says now. */
export async function writeOn(target: Locator, says: string, text: string): Promise<void> {
  const page = target.page()
  const field = target.locator('[data-field]')
  await (says === '' ? field.first() : field.filter({ hasText: says })).click()
  await page.getByRole('main').getByRole('textbox').fill(text)
  await page.keyboard.press('Enter')
}

/** Chooses a block, so that the inspector shows it. A click beside its fields. */
export const choose = (target: Locator): Promise<void> => target.click({ position: { x: 14, y: 22 } })

/** Draws a wire from a block's output dot to another block. */
export async function wire(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await boxOf(from)
  const end = await boxOf(to)
  await from.hover({ position: { x: 14, y: 18 } })
  await page.mouse.move(start.x + start.width, start.y + 24, { steps: 4 })
  await page.mouse.down()
  await page.mouse.move(end.x + 14, end.y + 24, { steps: 12 })
  await page.mouse.up()
}

/** Presses the button in the bar above. */
export const undo = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Undo', exact: true }).click()
export const redo = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Redo', exact: true }).click()

/** The history, by the menu. */
export async function openRuns(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('menuitem', { name: 'Runs' }).click()
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()
}

/**
 * Writes down, from now on, every name that a block or a button of the bar has, however short: what lights up
 * for a moment is seen even when this machine is too busy to be asked in that moment.
 * @returns asks for the names so far
 */
export async function watchNames(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const names = new Set<string>()
    const look = () => {
      for (const one of document.querySelectorAll('main [data-block]'))
        names.add(one.getAttribute('aria-label') ?? '')
      for (const one of document.querySelectorAll('header button')) names.add(one.textContent ?? '')
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true })
    return names
  })
  return () => seen.evaluate((names) => [...names])
}

type KeptBlock = { id: string; type: string; name: string; config?: object; at?: readonly [number, number] }

/** Keeps a flow whose blocks hang on one another, as a program would. @returns its id */
export async function keepFlow(
  page: Page,
  name: string,
  given: readonly KeptBlock[],
  rest: object = {},
): Promise<string> {
  const blocks = given.map((block, i) => ({
    version: 1,
    config: {},
    ...(i === 0 && { at: [80, 40] }),
    ...block,
  }))
  const links = given.slice(1).map(({ id }, i) => ({ from: given[i]?.id, out: 'next', to: id, snap: true }))
  const document = { format: 1, name, blocks, links, ...rest }
  return (await call<{ id: string }>(page, 'POST', '/flows', { document })).id
}
