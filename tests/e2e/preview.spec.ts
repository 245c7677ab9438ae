import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { block, canvas, choose, inspector, keepFlow, runButton, strip, writeOn } from './hand.ts'
import { expect, test } from './studio-test.ts'

const openFlow = async (page: Page, blocks: Parameters<typeof keepFlow>[2]) =>
  page.goto(`/#/flows/${await keepFlow(page, 'Previewed', blocks)}`)
const bubble = (page: Page, text: string | RegExp) => canvas(page).getByRole('note').filter({ hasText: text })

test('what only computes follows every change; what looks at files does not run by itself', async ({
  page,
  folder,
}) => {
  writeFileSync(join(folder, 'one.txt'), '1')
  writeFileSync(join(folder, 'two.pdf'), '2')
  await openFlow(page, [
    { id: 'start', type: 'start/manual', name: 'Run' },
    { id: 'list', type: 'files/list', name: 'List', config: { folder: '~/Downloads' } },
    { id: 'text', type: 'data/text', name: 'Text', config: { text: '{{ input.length }} files' } },
    { id: 'last', type: 'data/text', name: 'Last', config: { text: 'There are {{ input }}' } },
  ])
  await runButton(page).click()
  await expect(block(page, 'text There are')).toHaveAccessibleName(/done/)
  writeFileSync(join(folder, 'three.txt'), '3')

  await writeOn(block(page, 'text input.length'), 'files', '{{ input.length }} things')
  await choose(block(page, 'text There are'))
  await expect(bubble(page, 'There are 2 things')).toBeVisible()
  await expect(bubble(page, 'worked out')).toBeVisible()
  await expect(inspector(page).getByText('2 things').first()).toBeVisible()

  // a changed look at the world says that its value is older, and waits for a press
  await writeOn(block(page, 'list files in'), 'Downloads', '~/Downloads/')
  await expect(block(page, 'list files in')).toHaveAccessibleName(/older than the flow/)
  await choose(block(page, 'list files in'))
  await canvas(page).getByRole('button', { name: 'Run this block' }).click()
  await expect(bubble(page, 'run alone')).toContainText('one.txt')
  // and what hangs on it is worked out on what it gave
  await choose(block(page, 'text There are'))
  await expect(bubble(page, 'There are 3 things')).toBeVisible()
})

test('a block that writes asks first, by the keyboard too, and nothing after it runs', async ({
  page,
  folder,
}) => {
  await openFlow(page, [
    { id: 'start', type: 'start/manual', name: 'Run', config: { sample: { name: 'Ada' } } },
    {
      id: 'write',
      type: 'files/write',
      name: 'Write',
      config: { path: '~/Downloads/a.txt', text: '{{ input.name }}' },
    },
    { id: 'again', type: 'files/write', name: 'Again', config: { path: '~/Downloads/b.txt', text: 'b' } },
  ])
  // nothing has run, so no value can be older than the flow
  await writeOn(block(page, 'write b'), 'b.txt', '~/Downloads/c.txt')
  await expect(block(page, 'write b to')).not.toHaveAccessibleName(/older/)
  await expect(canvas(page).locator('.block.stale')).toHaveCount(0)
  await choose(block(page, 'write input.name'))
  await canvas(page).getByRole('button', { name: 'Run this block' }).click()
  await expect(bubble(page, 'changes something outside')).toBeVisible()
  await canvas(page).getByRole('button', { name: 'Not now' }).click()
  expect(existsSync(join(folder, 'a.txt'))).toBe(false)

  await block(page, 'write input.name').focus()
  await page.keyboard.press('Shift+Enter')
  await expect(canvas(page).getByRole('button', { name: 'Run it' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(bubble(page, 'a.txt')).toBeVisible()
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('Ada')
  expect(existsSync(join(folder, 'c.txt'))).toBe(false)
})

test('a pinned value stands for a block until the pin is taken out', async ({ page }) => {
  await openFlow(page, [
    { id: 'start', type: 'start/manual', name: 'Run' },
    { id: 'list', type: 'files/list', name: 'List', config: { folder: '~/Downloads' } },
    { id: 'text', type: 'data/text', name: 'Text', config: { text: '{{ input.length }} files' } },
  ])
  await runButton(page).click()
  await expect(block(page, 'text input.length')).toHaveAccessibleName(/done/)
  await choose(block(page, 'list files in'))
  await strip(page).getByRole('tab', { name: 'Data' }).click()
  await strip(page)
    .getByRole('button', { name: /^Pin this value/ })
    .click()
  await expect(bubble(page, 'pinned')).toBeVisible()
  await strip(page).getByRole('button', { name: 'Take the pin out' }).click()
  await expect(bubble(page, 'pinned')).toBeHidden()
})

test('a condition for each item is worked out on the first one, and a misspelled name is told with what was meant', async ({
  page,
}) => {
  await openFlow(page, [
    { id: 'start', type: 'start/manual', name: 'Run', config: { sample: [{ age: 36 }, { age: 9 }] } },
    {
      id: 'filter',
      type: 'data/filter',
      name: 'Adults',
      config: { list: '{{ input }}', where: '{{ item.age >= 18 }}' },
    },
    { id: 'if', type: 'control/if', name: 'Check', config: { condition: '{{ inptu > 3 }}' } },
  ])
  await choose(block(page, 'keep of'))
  const where = inspector(page).locator('[data-field="where"]')
  await expect(where.getByRole('status')).toHaveText(/^true.*first of 2 items/)

  await choose(block(page, 'if'))
  await expect(inspector(page).getByText('Did you mean `input`?')).toBeVisible()
  await strip(page)
    .getByRole('tab', { name: /Problems/ })
    .click()
  await expect(strip(page).getByRole('listitem')).toContainText(['reads `inptu`, which is not known here'])
})

test('a block that only computes says calmly that nothing has arrived yet, and what is wrong once something did', async ({
  page,
}) => {
  await openFlow(page, [
    { id: 'start', type: 'start/manual', name: 'Run' },
    { id: 'sort', type: 'data/sort', name: 'Sort', config: { list: '{{ input.items }}' } },
  ])
  await choose(block(page, 'sort'))
  await expect(bubble(page, 'Nothing has arrived here yet')).toBeVisible()
  await expect(canvas(page).locator('.value-bubble.failed')).toHaveCount(0)
  await runButton(page).click()
  await expect(canvas(page).locator('.value-bubble.failed')).toContainText('List')
})
