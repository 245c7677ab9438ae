import type { Locator, Page } from '@playwright/test'
import { block, blocks, choose, drag, keepFlow, openShelf, palette, saved, undo } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const hat = { id: 'b1', type: 'start/manual', name: 'Start' }
const words = { id: 'b2', type: 'data/text', name: 'Words', config: { text: 'Hello' } }
const tell = { id: 'b3', type: 'say/log', name: 'Tell', config: { text: '{{ blocks.Words.output }}' } }

const shelf = (page: Page): Locator => palette(page).getByRole('region', { name: 'Backpack' })
const snippets = (page: Page): Locator => shelf(page).getByRole('listitem')
const snippet = (page: Page, name: string): Locator =>
  shelf(page).getByRole('button', { name: new RegExp(`^${name} \\d+ block`) })
/** All of a snippet, with its picture. */
const line = (page: Page, name: string): Locator =>
  snippets(page).filter({ hasText: new RegExp(`${name} \\d+ block`) })
const control = (page: Page): Locator => palette(page).getByRole('button', { name: 'Backpack', exact: true })
const notices = (page: Page): Locator => page.getByRole('region', { name: 'Messages' })
const names = (page: Page): Locator => shelf(page).locator('.snippet-name')

async function open(page: Page, name: string, kept: Parameters<typeof keepFlow>[2]): Promise<void> {
  const id = await keepFlow(page, name, kept)
  await page.goto(`/#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(kept.length)
}

/** Puts a snippet in the backpack as a program would. @returns what the host answers */
const keep = (page: Page, name: string, kept: readonly object[] = [words], more: object = {}) =>
  page.evaluate(
    async ([name, kept, more]) => {
      const blocks = kept.map((one, i) => ({
        version: 1,
        config: {},
        ...(i === 0 && { at: [0, 0] }),
        ...one,
      }))
      const links = kept.slice(1).map((one, i) => ({
        from: (kept[i] as { id: string }).id,
        out: 'next',
        to: (one as { id: string }).id,
        snap: true,
      }))
      const answer = await fetch('/api/v1/backpack', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, snippet: { blockloom: 1, blocks, links, ...more } }),
      })
      return answer.status
    },
    [name, kept, more] as const,
  )

/** What is in the store of the open flow. */
const stored = async (page: Page) => {
  await saved(page)
  return page.evaluate(async () => {
    const id = location.hash.split('/').at(-1)
    const { document } = await (await fetch(`/api/v1/flows/${id}`)).json()
    const name = (of: string) => document.blocks.find(({ id }: { id: string }) => id === of)?.name
    return {
      blocks: document.blocks.map(({ name, config }: { name: string; config: { text?: string } }) =>
        config.text === undefined ? name : `${name}: ${config.text}`,
      ),
      joins: document.links
        .map(
          ({ from, to, snap }: { from: string; to: string; snap?: boolean }) =>
            `${name(from)} ${snap ? '>' : '~'} ${name(to)}`,
        )
        .sort(),
    }
  })
}

/** Takes a block over something of the palette, and does not let go yet. */
async function holdOver(
  page: Page,
  taken: Locator,
  goal: Locator,
  grab: readonly [number, number] = [14, 18],
): Promise<void> {
  const [from, to] = [await taken.boundingBox(), await goal.boundingBox()]
  if (!from || !to) throw new Error('not in sight')
  await page.mouse.move(from.x + grab[0], from.y + grab[1])
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 })
}

test('a stack is dragged onto the folded backpack and stays; in another flow it is taken out, snaps, and is one step', async ({
  page,
}) => {
  await open(page, 'First', [hat, words, tell])
  const before = await block(page, 'text').boundingBox()
  await holdOver(page, block(page, 'text'), control(page))
  await page.screenshot({ path: test.info().outputPath('over.png') })
  await page.mouse.up()
  await expect(notices(page)).toContainText('“Words” is in the backpack.')
  expect((await stored(page)).joins).toEqual(['Start > Words', 'Words > Tell'])
  expect(await block(page, 'text').boundingBox()).toEqual(before)
  await expect(shelf(page)).toHaveCount(0)

  await open(page, 'Second', [hat, words])
  await control(page).click()
  await expect(snippets(page)).toHaveCount(1)
  await drag(page, line(page, 'Words'), { below: block(page, 'when I press Run') }, [20, 24])
  await expect(blocks(page)).toHaveCount(4)
  expect(await stored(page)).toEqual({
    blocks: ['Start', 'Words: Hello', 'Words 2: Hello', 'Tell: {{ blocks["Words 2"].output }}'],
    joins: ['Start > Words 2', 'Tell > Words', 'Words 2 > Tell'],
  })
  await undo(page)
  await expect(blocks(page)).toHaveCount(2)
  expect((await stored(page)).joins).toEqual(['Start > Words'])
  await drag(page, line(page, 'Words'), { at: [300, 400] }, [20, 24])
  await expect(blocks(page)).toHaveCount(4)
  expect((await stored(page)).joins).toEqual(['Start > Words', 'Words 2 > Tell'])
})

test('what is put in by the menu is seen by another window, and is there after a reload, under its new name', async ({
  page,
  context,
}) => {
  await open(page, 'First', [hat, words, tell])
  const other = await context.newPage()
  await other.goto('/')
  await open(other, 'Second', [hat])
  await control(other).click()
  await expect(shelf(other)).toContainText('Drag blocks from the canvas here')
  await choose(block(other, 'when I press Run'))
  await expect(shelf(other).getByRole('button', { name: 'Keep the chosen blocks' })).toBeVisible()
  await expectNoFaults(other)

  await choose(block(page, 'text'))
  await block(page, 'log').click({ position: { x: 14, y: 22 }, modifiers: ['Shift'] })
  await block(page, 'log').click({ position: { x: 14, y: 22 }, button: 'right' })
  await page.getByRole('menuitem', { name: 'Put in the backpack' }).click()
  await expect(snippet(other, 'Words')).toHaveAccessibleName('Words 2 blocks')

  await shelf(other).getByRole('button', { name: 'More for Words' }).click()
  await other.getByRole('menuitem', { name: 'Rename' }).click()
  await other.getByRole('textbox', { name: 'Name' }).fill('Greeting')
  await other.keyboard.press('Enter')
  await expect(snippet(other, 'Greeting')).toBeVisible()
  await page.reload()
  await expect(blocks(page)).toHaveCount(3)
  await control(page).click()
  await expect(names(page)).toHaveText(['Greeting'])
  await snippet(other, 'Greeting').click({ button: 'right' })
  await other.getByRole('menuitem', { name: 'Put into the flow' }).click()
  await expect(block(other, 'text')).toBeFocused()
  expect((await stored(other)).joins).toEqual(['Start > Words', 'Words > Tell'])
  await expectNoFaults(page)

  // the shelf is another one again, and the blocks are there
  await openShelf(page, 'Say')
  await expect(shelf(page)).toHaveCount(0)
})

test('with keys alone: put in, shown, put into the flow, brought into an order, deleted and brought back', async ({
  page,
}) => {
  await open(page, 'First', [hat, words, tell])
  await keep(page, 'Old')
  await block(page, 'log').focus()
  await page.keyboard.press('k')
  await expect(notices(page)).toContainText('“Tell” is in the backpack.')
  await page.keyboard.press('Shift+K')
  await expect(snippet(page, 'Tell')).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(names(page)).toHaveText(['Old', 'Tell'])
  await expect(snippet(page, 'Tell')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(snippet(page, 'Old')).toBeFocused()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'Name' }).fill('Older')
  await page.keyboard.press('Enter')
  await expect(snippet(page, 'Older')).toBeFocused()

  await page.keyboard.press('Delete')
  await expect(names(page)).toHaveText(['Tell'])
  await expect(snippet(page, 'Tell')).toBeFocused()
  await notices(page).getByRole('button', { name: 'Undo' }).click()
  await expect(names(page)).toHaveText(['Older', 'Tell'])
  await snippet(page, 'Tell').focus()
  await page.keyboard.press('Delete')
  await expect(names(page)).toHaveText(['Older'])
  await page.keyboard.press('Control+z')
  await expect(names(page)).toHaveText(['Older', 'Tell'])
  expect((await stored(page)).blocks).toHaveLength(3)
  for (const name of ['Older', 'Tell']) {
    await snippet(page, name).focus()
    await page.keyboard.press('Delete')
    await expect(snippet(page, name)).toHaveCount(0)
  }
  await expect(shelf(page).getByText('Drag blocks from the canvas here')).toBeVisible()
  await page.keyboard.press('Shift+K')
  await notices(page).getByRole('button', { name: 'Undo' }).click()
  await expect(names(page)).toHaveText(['Tell'])
  await keep(page, 'Older')

  await snippet(page, 'Older').focus()
  await page.keyboard.press('Escape')
  await expect(block(page, 'log')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+K')
  await expect(snippet(page, 'Older')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(block(page, 'text').nth(1)).toBeFocused()
  expect((await stored(page)).joins).toEqual(['Start > Words', 'Words 2 > Tell', 'Words > Words 2'])
  await page.keyboard.press('Control+z')
  expect((await stored(page)).joins).toEqual(['Start > Words', 'Words > Tell'])
})

test('by hand: the order, the palette’s bin beside it, and Escape', async ({ page }) => {
  await open(page, 'First', [hat, words, tell])
  for (const name of ['Three', 'Two', 'One']) expect(await keep(page, name)).toBe(201)
  await control(page).click()
  await expect(names(page)).toHaveText(['One', 'Two', 'Three'])
  const last = await line(page, 'Three').boundingBox()
  const first = await line(page, 'One').boundingBox()
  if (!last || !first) throw new Error('not in sight')
  await page.mouse.move(first.x + 20, first.y + 24)
  await page.mouse.down()
  await page.mouse.move(first.x + 24, last.y + last.height / 2 - 6, { steps: 8 })
  await page.screenshot({ path: test.info().outputPath('between.png') })
  await page.mouse.up()
  await expect(names(page)).toHaveText(['Two', 'One', 'Three'])
  await page.reload()
  await expect(blocks(page)).toHaveCount(3)
  await control(page).click()
  await expect(names(page)).toHaveText(['Two', 'One', 'Three'])

  // put back by Escape: nothing has changed anywhere
  await holdOver(page, line(page, 'One'), page.getByRole('main', { name: 'Canvas' }), [20, 24])
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await holdOver(page, block(page, 'log'), shelf(page))
  await page.screenshot({ path: test.info().outputPath('keep.png') })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(3)
  await expect(snippets(page)).toHaveCount(3)

  // the open shelf keeps, the kinds beside it delete as ever
  await holdOver(page, block(page, 'log'), shelf(page))
  await page.mouse.up()
  await expect(names(page)).toHaveText(['Tell', 'Two', 'One', 'Three'])
  await expect(blocks(page)).toHaveCount(3)
  await holdOver(page, block(page, 'log'), palette(page).getByRole('button', { name: 'Files' }))
  await page.screenshot({ path: test.info().outputPath('bin.png') })
  await page.mouse.up()
  await expect(blocks(page)).toHaveCount(2)
  await expect(snippets(page)).toHaveCount(4)
})

test('it tells what is not installed, what is too large, and that there is no connection', async ({
  page,
  studio,
}) => {
  await open(page, 'First', [hat, { ...words, config: { text: 'x'.repeat(1024 * 1024) } }])
  await keep(page, 'Strange', [words, { id: 's', type: 'acme/press', name: 'Press' }])
  await page.keyboard.press('Shift+K')
  await expect(snippet(page, 'Strange')).toBeFocused()
  await expect(shelf(page)).toContainText('Not installed here: acme/press. It is put in as it is.')
  await page.screenshot({ path: test.info().outputPath('strange.png') })
  await expectNoFaults(page)
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(4)
  await undo(page)
  await block(page, 'text').focus()
  await page.keyboard.press('k')
  await expect(notices(page)).toContainText('one snippet of the backpack may have 1.0 MB')
  await expect(snippets(page)).toHaveCount(1)

  await studio.kill()
  await expect(shelf(page)).toContainText('No connection to Blockloom: this is how it was last.')
  await expect(snippet(page, 'Strange')).toBeVisible()
  await choose(block(page, 'when I press Run'))
  await page.keyboard.press('k')
  await expect(notices(page)).toContainText('The connection to Blockloom was lost.')
  await studio.startAgain()
  await expect(shelf(page).getByText('No connection')).toHaveCount(0)
  await page.keyboard.press('k')
  await expect(names(page)).toHaveText(['Start', 'Strange'])
})
