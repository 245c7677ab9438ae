// `npm run test:long`: what `npm test` tries a few times, many times; for a quiet hour. Parts by name, as there.
// Tests ask `support/many.ts` how often; a test with a part of its own here is one that takes long by its size.
import { check, node, type Part, runParts, vitest } from './parts.ts'

process.env.BLOCKLOOM_TEST_LONG = '1'

/** Each seed is one test. */
const simulation =
  (seeds: number): Part =>
  () => {
    const { stdout, stderr, status } = node('tests/simulate.ts', '--seeds', String(seeds), '--from', '1')
    const said = /^\d+ seeds from \d+: (\d+) failed.*$/m.exec(stdout)
    const failed = said ? Number(said[1]) : seeds
    return {
      passed: seeds - failed,
      failed: Math.max(failed, status === 0 ? 0 : 1),
      skipped: 0,
      note: said?.[0],
      output: stdout + stderr,
    }
  }

runParts({
  build: check('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'),
  durability: vitest('tests/durability', 'src-main/store/kill.test.ts'),
  simulation: simulation(5000),
  'watched files': vitest('src-main/triggers/file-changed'),
  'bad-input': vitest('tests/bad-input'),
})
