import type { Page } from '@playwright/test'
import { block, canvas, choose, keepFlow, runButton, strip } from './hand.ts'
import { expect, test } from './studio-test.ts'

const hat = { id: 'b1', type: 'start/manual', version: 1, name: 'When I press Run', config: {}, at: [80, 60] }
const text = (id: string, text: string, more = {}) => ({
  ...{ id, type: 'say/say', version: 1, name: `Say ${id}`, config: { text } },
  ...more,
})

/** A flow that asks twice: whether, and how many. Made as a program makes it, then opened. */
async function openAsking(page: Page): Promise<void> {
  const document = {
    format: 1,
    name: 'Tidy up',
    blocks: [
      hat,
      {
        ...{ id: 'b2', type: 'control/ask', version: 1, name: 'May I' },
        config: { question: 'Delete 12 old files?', kind: 'yes-no', within: '2h' },
      },
      text('b3', 'The link is {{ input.link }}'),
      {
        ...{ id: 'b4', type: 'control/ask', version: 1, name: 'How many' },
        config: { question: 'How many copies?', kind: 'number' },
      },
      text('b5', '{{ input }} copies, {{ blocks["May I"] }}'),
      text('b6', 'Nobody answered', { at: [620, 120] }),
    ],
    links: [
      { from: 'b1', out: 'next', to: 'b2', snap: true },
      { from: 'b2', out: 'tell', to: 'b3', snap: true },
      { from: 'b2', out: 'next', to: 'b4', snap: true },
      { from: 'b4', out: 'next', to: 'b5', snap: true },
      { from: 'b2', out: 'late', to: 'b6' },
    ],
  }
  const id = await page.evaluate(async (document) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/api/v1/flows', {
      method: 'POST',
      headers,
      body: JSON.stringify({ document }),
    })
    return (await answer.json()).id as string
  }, document)
  await page.goto(`/#/flows/${id}`)
}

const asked = (page: Page, question: string) =>
  canvas(page).getByRole('group', { name: question, exact: true })

test('a question is answered on its block, the next one by a program, and whoever comes second is told', async ({
  page,
}, info) => {
  await openAsking(page)
  await runButton(page).click()
  const first = asked(page, 'Delete 12 old files?')
  await expect(first.getByRole('button', { name: 'Yes' })).toBeVisible()
  await expect(strip(page).getByText('Waiting for you')).toBeVisible()
  await page.screenshot({ path: info.outputPath('asks.png') })
  await first.getByRole('button', { name: 'Yes' }).click()

  const second = asked(page, 'How many copies?')
  await second.getByRole('textbox').fill('many')
  await page.keyboard.press('Enter')
  await expect(second.getByRole('alert')).toHaveText(/"many" is not what was asked for\. Give a number/)
  await page.screenshot({ path: info.outputPath('refused.png') })
  await second.getByRole('textbox').fill('3')
  await page.keyboard.press('Enter')
  await expect(second).toBeHidden()
  await expect(canvas(page).getByRole('note').filter({ hasText: '3 copies, true' })).toBeVisible()
})

test('a question waits on the page of runs, over a restart, and is answered there', async ({
  page,
  studio,
}, info) => {
  await openAsking(page)
  await runButton(page).click()
  await expect(asked(page, 'Delete 12 old files?')).toBeVisible()
  await studio.kill()
  await studio.startAgain()
  await page.goto('/#/runs')
  const waiting = page.getByRole('region', { name: 'Waiting for you' })
  await waiting.getByRole('link', { name: /Delete 12 old files\?/ }).click()
  const form = page
    .getByRole('region', { name: 'One run' })
    .getByRole('group', { name: 'Delete 12 old files?' })
  await page.screenshot({ path: info.outputPath('runs.png') })
  await form.getByRole('button', { name: 'No' }).click()
  await expect(page.getByRole('group', { name: 'How many copies?' })).toBeVisible()
  await expect(waiting.getByRole('link', { name: /How many copies\?/ })).toBeVisible()
})

test('a link lets somebody answer who is not signed in, on a phone', async ({
  page,
  browser,
  studio,
}, info) => {
  await openAsking(page)
  await runButton(page).click()
  await expect(asked(page, 'Delete 12 old files?')).toBeVisible()
  const links = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/questions')
    return ((await answer.json()) as { link: string }[]).map(({ link }) => link)
  })
  expect(links).toHaveLength(1)
  expect(links[0]).toContain(`${studio.url}/ask/run_`)
  const context = await browser.newContext({
    viewport: { width: 390, height: 700 },
    javaScriptEnabled: false,
  })
  const phone = await context.newPage()
  await phone.goto(links[0] as string)
  await phone.screenshot({ path: info.outputPath('phone.png') })
  await phone.getByRole('button', { name: 'No' }).click()
  await expect(phone.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await phone.screenshot({ path: info.outputPath('thanks.png') })
  // at once on the screen of whoever looks
  await expect(asked(page, 'How many copies?')).toBeVisible()
  await phone.goto(links[0] as string)
  await expect(phone.getByRole('heading', { name: 'This was answered already' })).toBeVisible()
  await context.close()
})

test('a question beside a wide block covers no other block and no value, and stays in sight while the canvas moves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  const id = await keepFlow(page, 'Wide', [
    { id: 'hat', type: 'start/manual', name: 'Run' },
    { id: 's', type: 'say/log', name: 'S', config: { text: 'hello' } },
    { id: 'q', type: 'control/ask', name: 'Q', config: { question: 'Delete 12 old files?', kind: 'yes-no' } },
    { id: 't', type: 'say/log', name: 'T', config: { text: 'bye' } },
    { id: 'u', type: 'say/log', name: 'U', config: { text: 'the end' } },
  ])
  await page.goto(`/#/flows/${id}`)
  await runButton(page).click()
  const yes = asked(page, 'Delete 12 old files?').getByRole('button', { name: 'Yes' })
  await expect(yes).toBeVisible()
  const boxOf = async (css: string) => {
    const box = await page.locator(css).boundingBox()
    if (!box) throw new Error(`nothing to be seen of ${css}`)
    return box
  }
  const apart = async (css: string) => {
    const [a, b] = [await boxOf('.question-bubble'), await boxOf(css)]
    return a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height
  }
  const others = ['[data-block="t"]', '[data-block="u"]', '[data-block="s"]', '.value-bubble[role="note"]']
  for (const css of others) expect(await apart(css), css).toBe(true)
  // what is below it can be chosen
  await choose(block(page, 'log the end'))

  const inSight = async () => {
    const [a, b] = [await boxOf('.question-bubble'), await boxOf('section.canvas')]
    return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
  }
  expect(await inSight()).toBe(true)
  const { x, y } = await boxOf('section.canvas')
  await page.mouse.move(x + 60, y + 500)
  for (let i = 0; i < 3; i++) {
    await page.mouse.wheel(0, -80)
    await expect.poll(inSight).toBe(true)
  }
})
