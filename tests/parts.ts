// Parts of the tests: how each is run, and the line that says what came of it.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium, HOW_TO_GET_CHROMIUM } from './support/find-chromium.ts'

/** `note` stands in the line, `output` is shown when anything failed. */
export type Count = { passed: number; failed: number; skipped: number; note?: string; output?: string }
export type Part = () => Count

const scratch = mkdtempSync(join(tmpdir(), 'blockloom-test-'))
/** Another Node on a file of this repository, to its end. */
export const node = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, FORCE_COLOR: '0', PLAYWRIGHT_JSON_OUTPUT_FILE: join(scratch, 'playwright.json') },
  })

/** A program that succeeds or not: one check. */
export const check =
  (file: string, ...args: string[]): Part =>
  () => {
    const { status, stdout, stderr } = node(file, ...args)
    return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0, output: stdout + stderr }
  }

/** Vitest, on the tests in these places. */
export const vitest =
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

/** Playwright, on the specs of a folder; left out by name where there is no Chromium. */
export const playwright =
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

/** Runs the parts that are named on the command line, or all; the exit code says whether anything failed. */
export function runParts(parts: Readonly<Record<string, Part>>): never {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const name of chosen(parts)) {
    const began = Date.now()
    const count = (parts[name] as Part)()
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
}

function chosen(parts: Readonly<Record<string, Part>>): string[] {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length === 0) return names.length > 0 ? names : Object.keys(parts)
  console.error(`There is no part "${unknown[0]}". The parts are: ${Object.keys(parts).join(' ')}`)
  process.exit(2)
}
