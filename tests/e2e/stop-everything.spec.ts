import { call } from './call-api.ts'
import { keepFlow } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { runList } from './past-runs.ts'
import { expect, test } from './studio-test.ts'

const hat = { id: 'hat', type: 'start/manual', name: 'Run' }
const bread = { id: 'wait', type: 'control/wait', name: 'Bread', config: { for: '20m' } }
const hello = { id: 'log', type: 'say/log', name: 'Hello', config: { text: 'hello' } }

test('everything is stopped at a press, nothing starts until it is let, and the page says so after a reload too', async ({
  page,
}, info) => {
  const oven = await keepFlow(page, 'Oven', [hat, bread])
  const short = await keepFlow(page, 'Short', [hat, hello])
  for (let i = 0; i < 2; i++) await call(page, 'POST', `/flows/${oven}/run`, {})
  await page.goto('/#/runs')
  const stop = page.getByRole('button', { name: 'Stop everything' })
  await stop.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave them' }).click()
  await expect(runList(page).getByRole('link', { name: /Oven/ })).toHaveCount(2)
  await expect(runList(page).getByText('waiting')).toBeVisible()
  await stop.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop everything' }).click()
  await expect(page.getByText('2 runs were stopped; none starts now.')).toBeVisible()
  const note = page.getByRole('region', { name: 'Everything is stopped' })
  await expect(note).toContainText('No run starts, neither by a trigger nor by hand.')
  await expect(stop).toBeHidden()
  await page.screenshot({ path: info.outputPath('stopped.png') })
  await expectNoFaults(page)

  const refused = await page.evaluate(async (id) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`/api/v1/flows/${id}/run`, { method: 'POST', headers, body: '{}' })).json()
  }, short)
  expect(refused).toMatchObject({ code: 'host.stopped-all' })
  await page.reload()
  await note.getByRole('button', { name: 'Let runs start again' }).click()
  await expect(note).toBeHidden()
  await call(page, 'POST', `/flows/${short}/run`, {})
  await expect(runList(page).getByRole('link', { name: /Short/ })).toBeVisible()
})
