import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { asciiOf } from '../../build/ascii-scripts.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'out', 'main')

test('every script of the main process is ASCII, so that V8 keeps it in one byte a letter', () => {
  const scripts = globSync('**/*.js', { cwd: MAIN })
  expect(scripts.length).toBeGreaterThan(20)
  const beyond = scripts.filter((file) => readFileSync(join(MAIN, file)).some((byte) => byte > 0x7f))
  expect(beyond).toEqual([])
})

test('a script means the same when it is written in ASCII', () => {
  const script = [
    '// naïve — 😀',
    'const größe = { "ß": "x…" };',
    `[größe["ß"], \`😀\${"é"}\`, "\u2028".length, /^[😀-😂]$/u.test("😁"), /^[^łč]+$/.test("zł"), "\\\\…".length]`,
  ].join('\n')
  const ascii = asciiOf(script)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  expect(ascii).toMatch(/^[\x00-\x7f]*$/)
  const said = runInNewContext(ascii)
  expect([...said]).toEqual([...runInNewContext(script)])
  expect([...said]).toEqual(['x…', '😀é', 1, true, false, 2])
})
