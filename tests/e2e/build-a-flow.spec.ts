import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  block,
  blocks,
  canvas,
  choose,
  dragNew,
  flowName,
  inspector,
  openRuns,
  runButton,
  saved,
  startEmpty,
  strip,
  watchNames,
  wire,
  writeOn,
} from './hand.ts'
import { expect, test } from './studio-test.ts'

const FILES = ['holiday.jpg', 'rent may.pdf', 'Übergröße.pdf', '🌻.png', 'no extension']

/** From the palette and to their places, with the mouse. */
async function dragTheBlocks(page: Page) {
  await dragNew(page, 'Files', 'List files', { below: block(page, 'when I press Run') })
  await dragNew(page, 'Control', 'For each', { below: block(page, 'list files in') })
  await dragNew(page, 'Control', 'If', { inside: block(page, 'for each') })
  await dragNew(page, 'Files', 'Move file', { inside: block(page, 'if') })
  await dragNew(page, 'Control', 'Wait', { inside: block(page, 'if') })
  await dragNew(page, 'Say', 'Log', { below: block(page, 'move') })
  await dragNew(page, 'Control', 'Return', { below: block(page, 'for each') })
  await dragNew(page, 'Say', 'Say', { at: [540, 120] })
  await wire(page, block(page, 'list files in'), block(page, 'say'))
}

/** Half of them on the blocks, half in the inspector. */
async function fillTheFields(page: Page) {
  await flowName(page).fill('Sort my downloads')
  await writeOn(block(page, 'list files in'), 'folder', '~/Downloads')
  await writeOn(block(page, 'if'), '', 'item.kind === "file"')
  await writeOn(block(page, 'move'), 'file', '{{ item.path }}')
  await writeOn(block(page, 'say'), 'text', 'Found {{ input.length }}')

  await choose(block(page, 'move'))
  await inspector(page)
    .getByLabel('To', { exact: true })
    .fill('~/Downloads/{{ item.ext === "" ? "other" : item.ext }}/')
  await choose(block(page, 'wait'))
  await inspector(page).getByLabel('For', { exact: true }).fill('800')
  await inspector(page).getByLabel('For, unit').click()
  await page.getByRole('option', { name: 'milliseconds' }).click()
  await choose(block(page, 'log'))
  await inspector(page).getByLabel('Text', { exact: true }).fill('Moved {{ item.name }}')
}

const nothingIsWrong = (page: Page) =>
  expect(canvas(page).getByRole('group', { name: /something is missing or wrong/ })).toHaveCount(0)

async function everythingIsThere(page: Page) {
  await expect(flowName(page)).toHaveValue('Sort my downloads')
  await expect(blocks(page)).toHaveCount(9)
  await expect(block(page, 'move')).toHaveAccessibleName(/^move item.path to .*, inside If, 2 of 3, done$/)
  await expect(block(page, 'wait')).toHaveAccessibleName('wait 800 ms, inside If, 1 of 3, done')
  await expect(block(page, 'for each').getByText('6 passes')).toBeVisible()
  await expect(page.getByRole('note').filter({ hasText: 'Found 6' })).toBeVisible()
  await expect(strip(page).getByText('Succeeded')).toBeVisible()
}

test('a flow is built from nothing with the mouse, runs, and is there after everything', async ({
  page,
  folder,
  studio,
}) => {
  test.slow()
  for (const name of FILES) writeFileSync(join(folder, name), name)
  mkdirSync(join(folder, 'a folder'))

  await test.step('build it', async () => {
    await startEmpty(page)
    await dragTheBlocks(page)
    await fillTheFields(page)
    await nothingIsWrong(page)
    await saved(page)
  })

  await test.step('watch it run', async () => {
    const seen = await watchNames(page)
    await runButton(page).click()
    await expect(block(page, 'return')).toHaveAccessibleName(/done/)
    expect(await seen()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^for each .*running$/),
        expect.stringMatching(/^wait .*waiting$/),
        'Stop',
      ]),
    )
    await everythingIsThere(page)
    // how often each was reached, left of the stack, and how often the wire was taken
    await expect(page.getByRole('group', { name: 'Stack: When I press Run' }).locator('.count')).toHaveText([
      '1',
      '1',
      '1',
      '6',
      '5',
      '5',
      '5',
      '1',
    ])
    await expect(canvas(page).locator('.wires .badge')).toHaveText('1')
    await block(page, 'list files in').hover({ position: { x: 14, y: 18 } })
    await expect(page.getByRole('note').filter({ hasText: 'a folder' })).toBeVisible()
    await expect(strip(page).getByRole('log')).toContainText('Moved holiday.jpg')
  })

  await test.step('the files are where they belong', () => {
    expect(readdirSync(folder).sort()).toEqual(['a folder', 'jpg', 'other', 'pdf', 'png'])
    expect(readdirSync(join(folder, 'pdf')).sort()).toEqual(['rent may.pdf', 'Übergröße.pdf'].sort())
    expect(readdirSync(join(folder, 'other'))).toEqual(['no extension'])
  })

  await test.step('the inspector shows what arrived', async () => {
    await choose(block(page, 'log'))
    const arrives = inspector(page).getByRole('tree', { name: 'What arrives' })
    await expect(arrives.getByRole('treeitem', { name: /^name/ }).first()).toBeVisible()
  })

  const flow = page.url()
  const theRunIsThere = async () => {
    await openRuns(page)
    await page.getByRole('link', { name: /Sort my downloads/ }).click()
    await expect(page.getByRole('heading', { name: 'Sort my downloads' })).toBeVisible()
    const steps = page.getByRole('tree', { name: 'Steps of the run' })
    await expect(steps.getByRole('treeitem', { name: /^List files/ })).toBeVisible()
    await steps.getByRole('treeitem', { name: /^For each/ }).click()
    await page.keyboard.press('ArrowRight')
    await expect(steps.getByRole('treeitem', { name: /Pass 1/ })).toBeVisible()
    await steps.getByRole('treeitem', { name: /^Return/ }).click()
    await expect(page.getByRole('region', { name: 'Data of Return' })).toBeVisible()
  }
  await test.step('the run is in the history, with its steps', theRunIsThere)

  await test.step('reload', async () => {
    await page.goto(flow)
    await page.reload()
    await everythingIsThere(page)
  })

  await test.step('stop the process and start it again', async () => {
    expect(await studio.stop()).toBe(0)
    await studio.startAgain()
    await page.reload()
    await everythingIsThere(page)
    await theRunIsThere()
  })
})
