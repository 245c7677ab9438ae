import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeMixedFolder, textsUnder } from '../support/mixed-folder.ts'
import { block, blocks, flowName, runButton, strip } from './hand.ts'
import { expect, test } from './studio-test.ts'

test('a template asks for its folder with the picker, runs, and tells how many of each', async ({
  page,
  studio,
}) => {
  const folder = join(studio.home, 'Downloads', 'from the camera')
  const before = makeMixedFolder(folder).sort()
  mkdirSync(join(studio.home, 'Pictures'))
  await page.getByRole('button', { name: 'Look at templates' }).click()
  await page.getByRole('button', { name: 'Use Sort a folder' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sort a folder' })
  await dialog.getByRole('button', { name: 'Choose a folder' }).click()
  const picker = page.getByRole('dialog', { name: 'Choose a folder' })
  await picker.getByRole('button', { name: 'Downloads' }).last().click()
  await picker.getByRole('button', { name: 'from the camera' }).click()
  await expect(picker.getByText('No folders in here.')).toBeVisible()
  await picker.getByRole('button', { name: 'Use this folder' }).click()
  await expect(dialog.getByRole('textbox')).toHaveValue(folder)
  await dialog.getByRole('button', { name: 'Make the flow' }).click()

  await expect(flowName(page)).toHaveValue('Sort a folder')
  await expect(blocks(page)).toHaveCount(9)
  await runButton(page).click()
  await expect(block(page, 'return')).toHaveAccessibleName(/done/)
  // 20 of the 200 names begin with a dot: hidden files stay where they are
  await expect(block(page, 'for each').getByText('180 passes')).toBeVisible()
  await block(page, 'return').hover()
  await expect(page.getByRole('note').filter({ hasText: 'Images: 60' })).toBeVisible()
  await strip(page).getByRole('tab', { name: 'Data' }).click()
  const given = strip(page).getByRole('tree', { name: 'What the run gave back' })
  for (const [kind, count] of Object.entries({
    Images: 60,
    Documents: 60,
    Archives: 20,
    Music: 20,
    Other: 20,
  }))
    await expect(given.getByRole('treeitem', { name: `${kind} ${count}` })).toBeVisible()
  expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([
    'Archives',
    'Documents',
    'Images',
    'Music',
    'Other',
  ])
  expect(textsUnder(folder)).toEqual(before)
})

test('the picker goes up, begins at home where the typed folder is missing, and closes on Escape', async ({
  page,
  studio,
}) => {
  await page.getByRole('button', { name: 'Look at templates' }).click()
  await page.getByRole('button', { name: 'Use Sort a folder' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sort a folder' })
  await dialog.getByRole('textbox').fill('/no/such/folder')
  await dialog.getByRole('button', { name: 'Choose a folder' }).click()
  const picker = page.getByRole('dialog', { name: 'Choose a folder' })
  await expect(picker.getByTitle(studio.home, { exact: true })).toBeVisible()
  await picker.getByRole('button', { name: 'Downloads' }).last().click()
  await expect(picker.getByTitle(join(studio.home, 'Downloads'), { exact: true })).toBeVisible()
  await picker.getByRole('button', { name: 'The folder above' }).click()
  await expect(picker.getByTitle(studio.home, { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(picker).toBeHidden()
  await expect(dialog.getByRole('textbox')).toHaveValue('/no/such/folder')
})
