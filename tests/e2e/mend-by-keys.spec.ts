import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { block, blocks, inspector, saved, strip } from './hand.ts'
import { expect, test } from './studio-test.ts'

/*
 * A hat and four blocks, one of them a loop and one an if, built, run, failing, mended and run again: by keys alone,
 * and by what a screen reader says of the element that has the keyboard.
 */

/** What is heard of the element that has the keyboard. */
const heard = (page: Page) => page.locator(':focus')

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByLabel(name).or(page.getByRole('button', { name })).first()
  for (let i = 0; i < 80; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`80 times Tab did not reach ${name}`)
}

/** Adds a block at the one that has the keyboard. */
async function add(page: Page, words: string, keys = 'Enter'): Promise<void> {
  const before = await blocks(page).count()
  await page.keyboard.press('/')
  await expect(heard(page)).toHaveAccessibleName('Add a block')
  await page.keyboard.type(words)
  await page.keyboard.press(keys)
  await expect(blocks(page)).toHaveCount(before + 1)
}

/** Writes into the first field of the block that has the keyboard. */
async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Enter')
  await expect(heard(page)).toHaveRole('textbox')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

test('a flow is built, fails, is mended and succeeds without a mouse and by ear', async ({
  page,
  folder,
}) => {
  test.slow()
  await tabTo(page, 'Start empty')
  await page.keyboard.press('Enter')
  await expect(blocks(page)).toHaveCount(1)
  await tabTo(page, /^when I press Run/)

  await test.step('build it', async () => {
    await add(page, 'repeat')
    await expect(heard(page)).toHaveAccessibleName('repeat 10 times, 2 of 2')
    await write(page, '2')
    await add(page, 'if', 'Shift+Enter')
    await expect(heard(page)).toHaveAccessibleName(/^if, inside Repeat/)
    await write(page, 'index === 1')
    await add(page, 'read file', 'Shift+Enter')
    await expect(heard(page)).toHaveAccessibleName(/^read file.*, inside If, something is missing or wrong$/)
    await write(page, join(folder, 'diary.txt'))
    await page.keyboard.press('ArrowLeft')
    await add(page, 'wait')
    await expect(heard(page)).toHaveAccessibleName(/^wait .*, inside Repeat, 2 of 2$/)
    await write(page, '5 ms')
    await expect(heard(page)).toHaveAccessibleName(/^wait 5 ms, inside Repeat, 2 of 2$/)
    await saved(page)
  })

  await test.step('it fails, and says where and why', async () => {
    await page.keyboard.press('Control+Enter')
    await expect(strip(page).getByText('Failed')).toBeVisible()
    await expect(block(page, 'read')).toHaveAccessibleName(/failed$/)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowRight')
    await expect(heard(page)).toHaveAccessibleName(/^read .*diary\.txt, inside If, failed$/)
    await expect(page.getByRole('note').filter({ hasText: 'diary.txt' })).toBeVisible()
  })

  await test.step('what is missing is put before it, and the run succeeds', async () => {
    await page.keyboard.press('ArrowLeft')
    await expect(heard(page)).toHaveAccessibleName(/^if /)
    await page.keyboard.press('ArrowLeft')
    await expect(heard(page)).toHaveAccessibleName(/^repeat 2 times/)
    await page.keyboard.press('ArrowUp')
    await add(page, 'append to file')
    await expect(heard(page)).toHaveAccessibleName(/^append .*, 2 of 3, something is missing or wrong$/)
    // Tab leads from field to field on the block
    await page.keyboard.press('Enter')
    await expect(heard(page)).toHaveRole('textbox')
    await page.keyboard.type('dear diary')
    await page.keyboard.press('Tab')
    await expect(heard(page)).toHaveValue('')
    await page.keyboard.type(join(folder, 'diary.txt'))
    await page.keyboard.press('Enter')
    await expect(heard(page)).toHaveAccessibleName(/^append dear diary to .*diary\.txt, 2 of 3/)
    await expect(inspector(page).getByText('"File" is missing.')).toHaveCount(0)
    await page.keyboard.press('Control+Enter')
    await expect(strip(page).getByText('Succeeded')).toBeVisible()
    await expect(block(page, 'read')).toHaveAccessibleName(/, inside If, done$/)
    await expect(block(page, 'append')).toHaveAccessibleName(/done$/)
    expect(readFileSync(join(folder, 'diary.txt'), 'utf8')).toBe('dear diary\n')
  })
})
