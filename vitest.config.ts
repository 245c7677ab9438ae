import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src-shared,src-main,src-preload,src-renderer,blocks,templates,tests}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // two cores: more workers only wait for one another
    maxWorkers: 2,
  },
})
