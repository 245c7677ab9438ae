import type { Page } from '@playwright/test'
import { block, blocks, canvas, keepFlow, runButton } from './hand.ts'
import { expect, test } from './studio-test.ts'

/** A flow whose wires have blocks in their way: forward past one, back up to the loop's start, and from an error. */
const around = {
  blocks: [
    { id: 'start', type: 'start/manual', name: 'Start', at: [80, 60] },
    { id: 'first', type: 'data/text', name: 'First', config: { text: 'one' } },
    { id: 'wall', type: 'say/say', name: 'Wall', config: { text: 'in the way' }, at: [420, 60] },
    { id: 'wall2', type: 'say/say', name: 'Wall 2', config: { text: 'in the way too' } },
    { id: 'second', type: 'data/text', name: 'Second', config: { text: 'two' }, at: [800, 60] },
    {
      ...{ id: 'third', type: 'data/text', name: 'Third', config: { text: 'three' } },
      options: { onError: 'branch' },
    },
    { id: 'told', type: 'say/say', name: 'Told', config: { text: 'it failed' }, at: [420, 300] },
  ],
  links: [
    { from: 'start', out: 'next', to: 'first', snap: true },
    { from: 'wall', out: 'next', to: 'wall2', snap: true },
    { from: 'second', out: 'next', to: 'third', snap: true },
    { from: 'first', out: 'next', to: 'second' },
    { from: 'third', out: 'error', to: 'told' },
  ],
} as const

async function openAround(page: Page, more: object[] = []): Promise<void> {
  const id = await keepFlow(page, 'Around', [], {
    blocks: around.blocks.map((each) => ({ version: 1, config: {}, ...each })),
    links: [...around.links, ...more],
  })
  await page.goto(`${page.url().split('#')[0]}#/flows/${id}`)
  await expect(blocks(page)).toHaveCount(7)
}

/** The blocks that lie over a wire, found by what is on the screen all along it; its own two are left out. */
const blocksOver = (page: Page, wire: string) =>
  page.evaluate((wire) => {
    const path = document.querySelector<SVGPathElement>(`[data-wire="${wire}"] .wire`)
    const toScreen = path?.getScreenCTM()
    if (!path || !toScreen) throw new Error(`no wire ${wire}`)
    const over = new Set<string>()
    const length = path.getTotalLength()
    for (let at = 0; at <= length; at += 4) {
      const { x, y } = path.getPointAtLength(at).matrixTransform(toScreen)
      for (const seen of document.elementsFromPoint(x, y)) {
        const id = seen.closest<SVGElement>('[data-block]')?.dataset.block
        if (id !== undefined) over.add(id)
      }
    }
    const [from, , to] = wire.split('|')
    return [...over].filter((id) => id !== from && id !== to)
  }, wire)

test('wires run around blocks, also back and from errors, and again when a block is put in the way', async ({
  page,
}) => {
  await openAround(page, [{ from: 'wall2', out: 'next', to: 'wall' }])
  for (const wire of ['first|next|second', 'third|error|told', 'wall2|next|wall'])
    expect(await blocksOver(page, wire), wire).toEqual([])
  const before = await canvas(page).locator('[data-wire="first|next|second"] .wire').getAttribute('d')
  // in the hand, a block takes its wires along
  const told = block(page, 'say it failed')
  const box = await told.boundingBox()
  if (!box) throw new Error('no block')
  await page.mouse.move(box.x + 14, box.y + 22)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 190, { steps: 8 })
  const held = canvas(page).locator('.held-wires .wire.err')
  await expect(held).toHaveAttribute('d', /L|C/)
  const inHand = await held.getAttribute('d')
  await page.mouse.move(box.x + 60, box.y + 190, { steps: 4 })
  await expect.poll(() => held.getAttribute('d')).not.toBe(inHand)
  await page.mouse.up()
  await expect(held).toHaveCount(0)
  expect(await blocksOver(page, 'third|error|told')).toEqual([])
  // what moved elsewhere left the other wire as it was
  expect(await canvas(page).locator('[data-wire="first|next|second"] .wire').getAttribute('d')).toBe(before)
  await page.screenshot({ path: test.info().outputPath('wires.png') })
})

test('a run shows how often each wire was taken, and a hover what went along it last', async ({ page }) => {
  await openAround(page)
  await runButton(page).click()
  await expect(canvas(page).locator('.wires .badge')).toHaveText('1')
  const reach = canvas(page).locator('[data-wire="first|next|second"] .wire-reach')
  const at = await reach.evaluate((path: SVGPathElement) => {
    const toScreen = path.getScreenCTM()
    const { x, y } = path.getPointAtLength(path.getTotalLength() * 0.5).matrixTransform(toScreen ?? undefined)
    return { x, y }
  })
  await page.mouse.move(at.x, at.y)
  await expect(canvas(page).locator('.wire-value')).toContainText('one')
  await page.screenshot({ path: test.info().outputPath('hover.png') })
  await page.mouse.move(at.x, at.y + 300)
  await expect(canvas(page).locator('.wire-value')).toHaveCount(0)
})
