import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { type StudioServer, startStudio } from '../support/studio-server.ts'

type StudioFixtures = {
  /** the built `blockloom serve` on a data folder of this test's own */
  studio: StudioServer
  /** signs the page in by the one-time link, before the test begins */
  signedIn: undefined
  /** ~/Downloads of whoever started the server */
  folder: string
}

/** A test in a signed-in browser; an error that the page's code throws fails it. */
export const test = base.extend<StudioFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  studio: async ({}, use) => {
    const studio = await startStudio()
    await use(studio)
    await studio.end()
  },
  baseURL: async ({ studio }, use) => use(studio.url),
  signedIn: [
    async ({ page, studio }, use) => {
      const broken: string[] = []
      page.on('pageerror', (error) => broken.push(error.stack ?? String(error)))
      await page.goto(studio.link)
      await expect(page.getByRole('heading', { name: 'What should your computer do for you?' })).toBeVisible()
      await use(undefined)
      expect(broken).toEqual([])
    },
    { auto: true },
  ],
  folder: async ({ studio }, use) => use(join(studio.home, 'Downloads')),
})

export { expect }
