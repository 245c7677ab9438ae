import type { Page } from '@playwright/test'
import { type HoldingServer, holdingServer } from '../support/holding-server.ts'
import { call } from './call-api.ts'
import { keepFlow } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

const one = (page: Page) => page.getByRole('region', { name: 'One run' })
const view = (page: Page, name: string) =>
  one(page)
    .getByRole('group', { name: 'What is shown of the run' })
    .getByRole('button', { name, exact: true })
const tree = (page: Page) => one(page).getByRole('tree', { name: 'Steps of the run' })
const details = (page: Page, block: string) => one(page).getByRole('region', { name: `Data of ${block}` })

type Run = { id: string; status: string }
const runFlow = (page: Page, flow: string, wait = '20s') =>
  call<Run>(page, 'POST', `/flows/${flow}/run`, { wait })

const hat = { id: 'b1', type: 'start/manual', name: 'When I press Run' }
const say = (id: string, text: string) => ({ id, type: 'say/log', name: `Log ${id}`, config: { text } })

/** Fails at its third pass of four, inside a loop that logs. */
const failing = (page: Page, start: object = hat, settings: object = {}) =>
  keepFlow(page, 'Weekly price list', [start as typeof hat], {
    blocks: [
      { version: 1, config: {}, at: [80, 40], ...start },
      {
        ...{ id: 'each', type: 'control/for-each', version: 1, name: 'For each shop' },
        config: {
          list: [
            { name: 'north-shop', price: 4 },
            { name: 'mill-shop', price: 5 },
            { name: 'harbour-shop' },
            { name: 'hill-shop', price: 9 },
          ],
        },
      },
      { ...say('log', 'Asking {{ item.name }}'), version: 1 },
      {
        ...{ id: 'if', type: 'control/if', version: 1, name: 'If there is no price' },
        config: { condition: '{{ item.price === undefined }}' },
      },
      {
        ...{ id: 'fail', type: 'control/fail', version: 1, name: 'Give up' },
        config: { message: 'There is no price at {{ item.name }}.' },
      },
      { ...say('end', 'All shops are asked'), version: 1 },
    ],
    links: [
      { from: 'b1', out: 'next', to: 'each', snap: true },
      { from: 'each', out: 'each', to: 'log', snap: true },
      { from: 'log', out: 'next', to: 'if', snap: true },
      { from: 'if', out: 'then', to: 'fail', snap: true },
      { from: 'each', out: 'next', to: 'end', snap: true },
    ],
    settings,
  })

let web: HoldingServer
test.beforeAll(async () => {
  web = await holdingServer()
})
test.afterAll(async () => web.close())

const posting = (id: string, path: string) => ({
  ...{ id, type: 'web/request', name: 'Send the order' },
  config: { method: 'POST', url: `${web.url}${path}`, body: { order: 7 } },
})

test('a run that failed is read as a tree, over time and by its log, each under an address of its own, by keys alone', async ({
  page,
}, info) => {
  const flow = await failing(page)
  const { id } = await runFlow(page, flow)
  await page.goto(`/#/runs/${id}`)
  await expect(one(page).getByRole('alert')).toContainText('There is no price at harbour-shop.')
  await expect(one(page)).toContainText('version 1')
  await expect(tree(page).getByRole('treeitem', { name: /Give up/ })).toHaveAttribute('aria-selected', 'true')
  await expect(tree(page)).toContainText('not reached')
  await page.screenshot({ path: info.outputPath('failed.png') })
  await expectNoFaults(page)

  await view(page, 'Time line').focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`#/runs/${id}/time$`))
  await one(page)
    .getByRole('button', { name: /^Log log, 3 times/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect(details(page, 'Log log')).toBeVisible()
  await page.screenshot({ path: info.outputPath('time.png') })
  await expectNoFaults(page)

  await view(page, 'Log').focus()
  await page.keyboard.press('Enter')
  const log = one(page).getByRole('listbox', { name: 'Log of the run' })
  await expect(log.getByRole('option')).toHaveCount(3)
  await one(page).getByRole('searchbox', { name: 'Search the log' }).fill('MILL')
  await expect(log.getByRole('option')).toHaveCount(1)
  await expect(one(page).getByRole('status').filter({ hasText: 'lines' })).toHaveText('1 of 3 lines')
  await page.screenshot({ path: info.outputPath('log.png') })
  await expectNoFaults(page)
  await page.reload()
  await expect(log.getByRole('option')).toHaveCount(3)
  await log.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`#/runs/${id}$`))
  await expect(details(page, 'Log log')).toContainText('mill-shop')
  await expect(tree(page)).toBeFocused()

  await view(page, 'Log').click()
  await one(page).getByRole('searchbox', { name: 'Search the log' }).fill('nowhere')
  await expect(one(page)).toContainText('No line fits.')
  await one(page).getByRole('button', { name: 'Show all lines' }).click()
  await expect(log.getByRole('option')).toHaveCount(3)
})

test('a failed run is done again from where it failed, from the start, from a block, and with the mended flow; each run names the other', async ({
  page,
}, info) => {
  const flow = await failing(page)
  const { id } = await runFlow(page, flow)
  await page.goto(`/#/runs/${id}`)
  await one(page).getByRole('button', { name: 'Retry the failed step' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await expect(one(page)).toContainText('from the failed step')
  await expect(one(page).getByRole('alert')).toContainText('There is no price at harbour-shop.')
  await page.screenshot({ path: info.outputPath('retry.png') })
  await one(page)
    .getByRole('definition')
    .getByRole('link', { name: /Failed/ })
    .click()
  await expect(page).toHaveURL(new RegExp(`#/runs/${id}$`))
  await expect(one(page)).toContainText('Done again')

  // the flow is mended; the run is done again with it, by keys
  const { revision } = await call<{ revision: number }>(page, 'GET', `/flows/${flow}`)
  const edits = [{ do: 'set-config', id: 'if', key: 'condition', value: false }]
  await call(page, 'POST', `/flows/${flow}/edits`, { base: revision, edits, client: 'test' })
  await one(page).getByRole('button', { name: 'Other ways to do it again' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.screenshot({ path: info.outputPath('ways.png') })
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(one(page)).toContainText('version 2')
  // whoever works by keys goes on where the new run begins
  await expect(one(page).getByRole('heading', { name: 'Weekly price list' })).toBeFocused()
  await expect(one(page)).toContainText('from the start')
  await expect(one(page)).toContainText('Succeeded')
  const mended = page.url()

  await tree(page)
    .getByRole('treeitem', { name: /Log end/ })
    .click()
  await details(page, 'Log end').getByRole('button', { name: 'Do it again from here' }).click()
  await page.getByRole('menuitem', { name: 'With another value…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Do it again from Log end' })
  await dialog.getByLabel('What arrived').fill('["mine"')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByLabel('What arrived').fill('["mine"]')
  await page.screenshot({ path: info.outputPath('other-value.png') })
  await dialog.getByRole('button', { name: 'Start' }).click()
  await expect(page).not.toHaveURL(mended)
  await expect(one(page)).toContainText('from Log end')
  await expect(details(page, 'Log end')).toContainText('mine')
})

test('what a trigger started and nobody has looked at is done again or put aside, and says which', async ({
  page,
}, info) => {
  const event = { id: 'b1', type: 'start/event', name: 'Prices wanted', config: { name: 'prices' } }
  const flow = await failing(page, event)
  await call(page, 'POST', `/flows/${flow}/on`)
  const emit = () => call(page, 'POST', '/events/prices', { payload: { shop: 'all' } })
  const dead = async () => (await call<{ items: Run[] }>(page, 'GET', '/runs?dead=true')).items
  await emit()
  await emit()
  await expect.poll(async () => (await dead()).length).toBe(2)
  const [first, second] = (await dead()) as [Run, Run]
  await page.goto(`/#/runs/${first.id}`)
  const letter = one(page).getByRole('region', { name: 'Nobody has looked at this yet' })
  await expect(letter).toBeVisible()
  await page.screenshot({ path: info.outputPath('dead.png') })
  await expectNoFaults(page)
  await letter.getByRole('button', { name: 'Put aside' }).click()
  await expect(letter).toBeHidden()
  await expect(one(page).getByRole('definition').filter({ hasText: 'put aside' })).toBeVisible()

  await page.goto(`/#/runs/${second.id}`)
  await letter.getByRole('button', { name: 'Retry from the start' }).click()
  await expect(page).not.toHaveURL(new RegExp(second.id))
  await expect(one(page)).toContainText('Does again')
  await expect.poll(async () => (await dead()).map(({ id }) => id)).not.toContain(second.id)

  await view(page, 'Data').click()
  await expect(one(page).getByRole('region', { name: 'What came with it' })).toContainText('all')
  await page.screenshot({ path: info.outputPath('data.png') })
  await expectNoFaults(page)
})

test('a run that was cut off by kill -9 asks: done again, skipped, or given a result', async ({
  page,
  studio,
}, info) => {
  web.hold('/orders')
  const flow = await keepFlow(page, 'Send orders', [hat, posting('send', '/orders'), say('end', 'sent')], {
    settings: { overlap: 'parallel', concurrency: 3 },
  })
  const runs: Run[] = []
  for (let i = 0; i < 3; i++) {
    const { id } = await call<Run>(page, 'POST', `/flows/${flow}/run`, {})
    runs.push({ id, status: '' })
    await web.until('/orders', i + 1)
    await studio.kill()
    await studio.startAgain()
  }
  web.release('/orders')
  await page.reload()
  const [retried, skipped, given] = runs as [Run, Run, Run]
  const asks = one(page).getByRole('region', { name: 'Send the order had begun when Blockloom stopped' })

  await page.goto(`/#/runs/${retried.id}`)
  await expect(asks).toBeVisible()
  await page.screenshot({ path: info.outputPath('interrupted.png') })
  await expectNoFaults(page)
  const before = web.count('/orders')
  await asks.getByRole('button', { name: 'Do it again' }).click()
  await expect(one(page)).toContainText('Succeeded')
  await expect(asks).toBeHidden()
  expect(web.count('/orders')).toBe(before + 1)

  await page.goto(`/#/runs/${skipped.id}`)
  await asks.getByRole('button', { name: 'Skip it' }).click()
  await expect(one(page)).toContainText('Succeeded')

  await page.goto(`/#/runs/${given.id}`)
  await asks.getByRole('button', { name: 'Give its result…' }).focus()
  await page.keyboard.press('Enter')
  const value = asks.getByLabel('What goes on from it')
  await value.fill('{ "status": ')
  await expect(asks.getByRole('alert')).toBeVisible()
  await asks.getByRole('button', { name: 'Go on with this' }).click()
  await value.fill('{ "status": 201 }')
  await page.screenshot({ path: info.outputPath('give.png') })
  await asks.getByRole('button', { name: 'Go on with this' }).click()
  await expect(one(page)).toContainText('Succeeded')
  await tree(page)
    .getByRole('treeitem', { name: /Log end/ })
    .click()
  await expect(details(page, 'Log end')).toContainText('201')
  expect(web.count('/orders')).toBe(before + 1)
})

test('a run is followed while it goes, is held, goes on, leads to the run it called and back', async ({
  page,
}, info) => {
  web.hold('/slow')
  const called = await keepFlow(page, 'Ask the shop', [
    { id: 'c1', type: 'start/called', name: 'Called' },
    say('inside', 'asking'),
    { ...posting('c2', '/slow'), name: 'Ask' },
    say('after', 'asked'),
  ])
  await call(page, 'POST', `/flows/${called}/versions`)
  const flow = await keepFlow(page, 'Whole shop', [
    hat,
    say('first', 'begun'),
    { id: 'call', type: 'control/call-flow', name: 'Ask one', config: { flow: called } },
    say('last', 'done'),
  ])
  const { id } = await call<Run>(page, 'POST', `/flows/${flow}/run`, {})
  await web.until('/slow')
  await page.goto(`/#/runs/${id}`)
  await expect(tree(page).getByRole('treeitem', { name: /Ask one/ })).toBeVisible()
  await tree(page)
    .getByRole('treeitem', { name: /Ask one/ })
    .click()
  await page.screenshot({ path: info.outputPath('alive.png') })
  await details(page, 'Ask one').getByRole('link', { name: 'Open the run it called' }).click()
  await expect(one(page).getByRole('heading', { name: 'Ask the shop' })).toBeVisible()
  await view(page, 'Log').click()
  await expect(one(page).getByRole('option', { name: /asking/ })).toBeVisible()
  await one(page).getByRole('button', { name: 'Pause', exact: true }).click()
  const goOn = one(page).getByRole('button', { name: 'Go on', exact: true })
  await expect(goOn).toBeVisible()
  await expect(one(page)).toContainText('Somebody paused it.')
  await goOn.click()
  web.release('/slow')
  await expect(one(page)).toContainText('Succeeded')
  await one(page)
    .getByRole('definition')
    .getByRole('link', { name: /Whole shop/ })
    .click()
  await expect(one(page).getByRole('heading', { name: 'Whole shop' })).toBeVisible()
  await expect(one(page)).toContainText('Succeeded')
  await expect(tree(page).getByRole('treeitem', { name: /Log last/ })).toBeVisible()
})

test('a run whose steps are no longer kept says so, and still tells what it began with and gave', async ({
  page,
  studio,
}, info) => {
  const flow = await keepFlow(
    page,
    'Short memory',
    [hat, { id: 'give', type: 'control/return', name: 'Give', config: { value: { total: 42 } } }],
    { settings: { keepRuns: { count: 0, days: 0 } } },
  )
  const { id } = await runFlow(page, flow)
  await studio.kill()
  await studio.startAgain()
  await page.reload()
  const isPruned = async () => (await call<{ prunedAt?: number }>(page, 'GET', `/runs/${id}`)).prunedAt
  await expect.poll(isPruned, { timeout: 30_000 }).toBeDefined()
  await page.goto(`/#/runs/${id}`)
  await expect(one(page)).toContainText('Its steps are no longer kept')
  await expect(one(page).getByRole('button', { name: /again/ })).toHaveCount(0)
  await page.screenshot({ path: info.outputPath('pruned.png') })
  await expect(one(page).getByRole('alert')).toHaveCount(0)
  await expect(one(page).getByRole('region', { name: 'What the run gave back' })).toContainText('42')
  await expectNoFaults(page)
})

test('where runs are asked about after a stop, one says that it was under way, and goes on where it was let', async ({
  page,
  studio,
}, info) => {
  await call(page, 'PUT', '/settings', { onRestart: 'ask' })
  web.hold('/again')
  const flow = await keepFlow(page, 'Ask first', [hat, posting('send', '/again'), say('end', 'sent')])
  const { id } = await call<Run>(page, 'POST', `/flows/${flow}/run`, {})
  await web.until('/again')
  await studio.kill()
  await studio.startAgain()
  await page.reload()
  await page.goto(`/#/runs/${id}`)
  const note = one(page).getByRole('region', { name: 'It was under way when Blockloom stopped' })
  await page.screenshot({ path: info.outputPath('asked.png') })
  await note.getByRole('button', { name: 'Let it go on' }).focus()
  await page.keyboard.press('Enter')
  const next = one(page).getByRole('region', { name: 'Send the order had begun when Blockloom stopped' })
  await expect(next).toBeVisible()
  await expect(one(page).getByRole('heading', { name: 'Ask first' })).toBeFocused()
  web.release('/again')
  await next.getByRole('button', { name: 'Skip it' }).click()
  await expect(one(page)).toContainText('Succeeded')
})

test('a run of more steps than are fetched at once is read to its end: by its log, over time, as a tree', async ({
  page,
}, info) => {
  const flow = await keepFlow(page, 'Many', [hat], {
    blocks: [
      { ...hat, version: 1, config: {}, at: [80, 40] },
      { id: 'each', type: 'control/repeat', version: 1, name: 'Often', config: { times: 21_000 } },
      { id: 'value', type: 'data/value', version: 1, name: 'Keep', config: { value: '{{ index }}' } },
      { ...say('end', 'after {{ input }}'), version: 1 },
    ],
    links: [
      { from: 'b1', out: 'next', to: 'each', snap: true },
      { from: 'each', out: 'each', to: 'value', snap: true },
      { from: 'each', out: 'next', to: 'end', snap: true },
    ],
  })
  const { id } = await runFlow(page, flow, '60s')
  await page.goto(`/#/runs/${id}/log`)
  await expect(one(page)).toContainText('Nothing was said in these steps.', { timeout: 30_000 })
  await one(page)
    .getByRole('button', { name: /These are the first 20,000 steps/ })
    .click()
  const said = one(page).getByRole('option', { name: /after 20999/ })
  await expect(said).toBeVisible()
  await expect(one(page).getByRole('button', { name: /Read on/ })).toBeHidden()
  await said.click()
  await expect(details(page, 'Log end')).toContainText('20999')
  await view(page, 'Time line').click()
  await expect(one(page).getByRole('button', { name: /^Keep, 21,000 times/ })).toBeVisible()
  await page.screenshot({ path: info.outputPath('many-time.png') })
  await view(page, 'Steps').click()
  await tree(page).getByRole('treeitem', { name: /Often/ }).click()
  await tree(page).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await expect(tree(page).getByRole('treeitem', { name: /^Pass 21000/ })).toBeVisible()
  await page.screenshot({ path: info.outputPath('many.png') })
})
