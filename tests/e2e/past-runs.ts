import type { Locator, Page } from '@playwright/test'
import { call } from './call-api.ts'
import { keepFlow } from './hand.ts'
import { expect } from './studio-test.ts'

export const runList = (page: Page): Locator => page.getByRole('region', { name: 'Runs', exact: true })
export const runLinks = (page: Page): Locator => runList(page).getByRole('link')
export const runSearch = (page: Page): Locator =>
  page.getByRole('searchbox', { name: 'Search runs and the data in them' })

/** A flow that an event starts and that fails for good, with the order's number in its words. @returns its id */
export async function keepOrders(page: Page): Promise<string> {
  const id = await keepFlow(page, 'Web orders', [
    { id: 'hat', type: 'start/event', name: 'When an order comes', config: { name: 'order' } },
    { id: 'log', type: 'say/log', name: 'Log', config: { text: 'Order of {{ input.who }}' } },
    { id: 'no', type: 'control/fail', name: 'Fail', config: { message: 'No shelf {{ input.shelf }}.' } },
  ])
  await call(page, 'POST', `/flows/${id}/on`, {})
  return id
}

/** Runs of it that are over, in this order. */
export async function comeOrders(page: Page, flow: string, orders: readonly object[]): Promise<void> {
  for (const payload of orders) await call(page, 'POST', '/events/order', { payload })
  await expect
    .poll(async () => {
      const { items } = await call<{ items: unknown[] }>(
        page,
        'GET',
        `/runs?flow=${flow}&dead=true&limit=500`,
      )
      return items.length
    })
    .toBe(orders.length)
}

/** One that a person ran and that said something, and one that goes on. */
export async function runByHand(page: Page): Promise<void> {
  const manual = { id: 'hat', type: 'start/manual', name: 'Run' }
  const list = await keepFlow(page, 'Shopping list', [
    manual,
    { id: 'text', type: 'data/text', name: 'Text', config: { text: 'Two loaves of “Müsli” bread' } },
  ])
  await call(page, 'POST', `/flows/${list}/run?wait=20s`, {})
  const oven = await keepFlow(page, 'Oven', [
    manual,
    { id: 'wait', type: 'control/wait', name: 'Wait', config: { for: '1h' } },
  ])
  await call(page, 'POST', `/flows/${oven}/run`, {})
}
