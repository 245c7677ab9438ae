import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { HERE, type Packed, packApp } from '../packaging/pack-app.ts'
import { type Desktop, dropHome, launchDesktop, makeHome } from './launch-desktop.ts'

let packed: Packed
let home: string
let desktop: Desktop

test.beforeAll(async () => {
  packed = await packApp(HERE)
})
test.afterAll(() => packed?.remove())
test.beforeEach(async () => {
  home = makeHome()
  desktop = await launchDesktop(home, packed.asar)
})
test.afterEach(async () => {
  await desktop.quit().catch(() => {})
  dropHome(home)
})

test('the app in its archive opens the studio, makes a flow of a template and runs it', async () => {
  const { page } = desktop
  const folder = join(home, 'files')
  mkdirSync(folder)
  for (const name of ['a.jpg', 'b.pdf']) writeFileSync(join(folder, name), name)
  await page.getByRole('button', { name: 'Look at templates' }).click()
  await page.getByRole('button', { name: /use/i }).first().click()
  await page.getByRole('textbox').fill(folder)
  await page.getByRole('button', { name: 'Make the flow' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => readdirSync(folder).sort()).toEqual(['Documents', 'Images'])
  expect(await desktop.quit()).toBe(0)
  expect(desktop.words()).toBe('')
})
