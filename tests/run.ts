// `npm test`: every part with a one-line summary; `npm test -- unit browser` runs parts by name.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, HOW_TO_GET_CHROMIUM } from './support/find-chromium.ts'

type Count = { passed: number; failed: number; skipped: number; note?: string; output?: string }
type Part = () => Count

const scratch = mkdtempSync(join(tmpdir(), 'blockloom-test-'))
const node = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, FORCE_COLOR: '0', PLAYWRIGHT_JSON_OUTPUT_FILE: join(scratch, 'playwright.json') },
  })

const check =
  (file: string, ...args: string[]): Part =>
  () => {
    const { status, stdout, stderr } = node(file, ...args)
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, output: stdout + stderr }
  }

const vitest =
  (...places: string[]): Part =>
  () => {
    const report = join(scratch, 'vitest.json')
    rmSync(report, { force: true })
    const args = ['run', ...places, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { stdout, stderr, status } = node('node_modules/vitest/vitest.mjs', ...args)
    const output = stdout + stderr
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, output }
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    // a file that does not load, or an error outside any test, is a failure too
    const failed = Math.max(numFailedTests, status === 0 ? 0 : 1)
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests, output }
  }

const playwright =
  (project: string, folder: string): Part =>
  () => {
    const specs = globSync(`tests/${folder}/**/*.spec.ts`).length
    if (!findChromium()) {
      const required = process.env.BLOCKLOOM_TEST_REQUIRE?.split(',').includes('chromium')
      const note = `no Chromium found: ${HOW_TO_GET_CHROMIUM}`
      return { passed: 0, failed: required ? specs : 0, skipped: required ? 0 : specs, note, output: note }
    }
    const report = join(scratch, 'playwright.json')
    rmSync(report, { force: true })
    const args = ['test', '-c', 'tests/playwright.config.ts', `--project=${project}`, '--reporter=list,json']
    const { stdout, stderr, status } = node('node_modules/@playwright/test/cli.js', ...args)
    const output = stdout + stderr
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, output }
    const { stats } = JSON.parse(readFileSync(report, 'utf8'))
    const failed = Math.max(stats.unexpected + stats.flaky, status === 0 ? 0 : 1)
    return { passed: stats.expected, failed, skipped: stats.skipped, output }
  }

const PARTS: Record<string, Part> = {
  lint: check('node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  types: check('tests/types.ts'),
  build: check('node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'),
  architecture: vitest('tests/architecture'),
  unit: vitest('src-shared', 'src-main', 'src-preload', 'src-renderer', 'blocks', 'templates'),
  link: vitest('tests/link'),
  'bad-input': vitest('tests/bad-input'),
  conformance: vitest('tests/conformance'),
  durability: vitest('tests/durability'),
  replay: vitest('tests/replay'),
  command: vitest('tests/command'),
  browser: playwright('browser', 'e2e'),
  electron: playwright('electron', 'electron'),
  packaging: vitest('tests/packaging'),
}

function chosen(): string[] {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !(name in PARTS))
  if (unknown.length === 0) return names.length > 0 ? names : Object.keys(PARTS)
  console.error(`There is no part "${unknown[0]}". The parts are: ${Object.keys(PARTS).join(' ')}`)
  process.exit(2)
}

const total = { passed: 0, failed: 0, skipped: 0 }
for (const name of chosen()) {
  const began = Date.now()
  const count = (PARTS[name] as Part)()
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
  if (count.failed > 0) console.log(count.output)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  const said = `${count.passed} ok, ${count.failed} not ok, ${count.skipped} left out`
  console.log(`${name.padEnd(13)} ${said}, ${seconds} s${count.note ? ` (${count.note})` : ''}`)
}
rmSync(scratch, { recursive: true, force: true })
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed === 0 ? 0 : 1)
