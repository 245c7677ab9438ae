import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { block, canvas, dragNew, flowName, runButton, startEmpty, wire, writeOn } from './hand.ts'
import { expect, test } from './studio-test.ts'

const FILES = ['holiday.jpg', 'rent may.pdf', 'Übergröße.pdf', '🌻.png', 'no extension']

async function build(page: Page) {
  await dragNew(page, 'Files', 'List files', { below: block(page, 'when I press Run') })
  await dragNew(page, 'Control', 'For each', { below: block(page, 'list files in') })
  await dragNew(page, 'Control', 'If', { inside: block(page, 'for each') })
  await dragNew(page, 'Files', 'Move file', { inside: block(page, 'if') })
  await dragNew(page, 'Say', 'Log', { below: block(page, 'move') })
  await dragNew(page, 'Control', 'Return', { below: block(page, 'for each') })
  await dragNew(page, 'Say', 'Say', { at: [520, 120] })
  await wire(page, block(page, 'list files in'), block(page, 'say'))
}

async function fill(page: Page) {
  await flowName(page).fill('Sort my downloads')
  await writeOn(block(page, 'list files in'), 'folder', '~/Downloads')
  await writeOn(block(page, 'for each'), 'list', '{{ input }}')
  await writeOn(block(page, 'if'), '', 'item.kind === "file"')
  await writeOn(block(page, 'move'), 'file', '{{ item.path }}')
  await writeOn(block(page, 'move'), 'folder/', '~/Downloads/{{ item.ext === "" ? "other" : item.ext }}/')
  await writeOn(block(page, 'log'), 'text', 'Moved {{ item.name }}')
  await writeOn(block(page, 'say'), 'text', 'Found {{ input.length }}')
}

test('a flow is built from nothing, runs, and stays', async ({ page, folder }) => {
  for (const name of FILES) writeFileSync(join(folder, name), name)
  mkdirSync(join(folder, 'a folder'))
  await startEmpty(page)
  await build(page)
  await fill(page)
  await expect(canvas(page).getByRole('group', { name: /something is missing or wrong/ })).toHaveCount(0)
  await runButton(page).click()
  await expect(block(page, 'return')).toHaveAccessibleName(/done/)
  expect(readdirSync(folder).sort()).toEqual(['a folder', 'jpg', 'other', 'pdf', 'png'])
  expect(readdirSync(join(folder, 'pdf')).sort()).toEqual(['rent may.pdf', 'Übergröße.pdf'].sort())
})
