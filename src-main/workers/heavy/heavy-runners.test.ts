import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'

const root = join(import.meta.dirname, '..', '..', '..')

test('no heavy block uses what a thread does not have', () => {
  const heavy = [...catalog.values()].filter((one) => one.heavy)
  expect(heavy.length).toBeGreaterThan(5)
  for (const { type } of heavy) {
    const files = globSync(`blocks/${type}/*.ts`, { cwd: root }).filter((path) => !path.includes('.test.'))
    expect(files.length).toBeGreaterThan(1)
    for (const file of files)
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(
        /\b(openHttp|ctx\.emit|ctx\.respond)\b/,
      )
  }
})
