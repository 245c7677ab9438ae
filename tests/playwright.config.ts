import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './support/find-chromium.ts'

/** `browser`: the studio as `blockloom serve` gives it. `electron`: main, preload and page as built. */
export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  use: {
    headless: true,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
  },
  projects: [
    { name: 'browser', testDir: './e2e' },
    // its page goes with the program, in the middle of what a trace would still ask of it
    { name: 'electron', testDir: './electron', use: { trace: 'off' } },
  ],
})
