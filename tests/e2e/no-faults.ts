import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Axe finds nothing, of any weight, once what moves has come to rest: half-way colours are nobody's fault. */
export async function expectNoFaults(page: Page): Promise<void> {
  await page.evaluate(() => {
    // what turns for as long as something is under way never comes to rest
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    return Promise.all(ending.map((one) => one.finished.catch(() => {})))
  })
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 300)} ${node.failureSummary}`),
  )
  expect(told).toEqual([])
}
