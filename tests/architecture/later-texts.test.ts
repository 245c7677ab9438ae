import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readImports } from './read-imports.ts'

const root = join(import.meta.dirname, '..', '..')
const locales = join(root, 'src-renderer', 'app', 'locales', 'en')
const textsIn = (folder: string): Record<string, Texts> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  )
type Texts = { [key: string]: string | Texts }
const first = textsIn(locales)
const later = textsIn(join(locales, 'later'))

const PAGES = 'src-renderer/app/places.tsx'

/** All but the pages, which bring their texts: what comes with the first one, and what it fetches as it is needed. */
function besidePages(): string[] {
  const known = new Set(['src-renderer/app/main.tsx'])
  for (const file of known) {
    const code = readFileSync(join(root, file), 'utf8')
    for (const { target, typeOnly } of readImports(root, join(root, file))) {
      const isPage = file === PAGES && code.includes(`import('${target?.replace('src-renderer', '..')}')`)
      if (target?.startsWith('src-renderer/') && /\.tsx?$/.test(target) && !typeOnly && !isPage)
        if (existsSync(join(root, target))) known.add(target)
    }
  }
  return [...known]
}

/** Whether a key, or the beginning of one that is put together, leads to a text; plurals have an ending of their own. */
function leadsTo(texts: Texts | undefined, key: string): boolean {
  let found: string | Texts | undefined = texts
  for (const part of key.split('.').filter((part) => part !== '')) {
    if (typeof found !== 'object') return false
    const here: Texts = found
    found = here[part] ?? here[`${part}_other`]
  }
  return found !== undefined
}

test('what stands beside the pages says nothing whose words come with one', () => {
  const files = besidePages()
  expect(files.length).toBeGreaterThan(100)
  const wrong: string[] = []
  for (const file of files) {
    const code = readFileSync(join(root, file), 'utf8')
    const own = [...code.matchAll(/(?:useTranslation\(|ns: )'(\w+)'/g)].map(([, name]) => name as string)
    for (const [, key = ''] of code.matchAll(/\b(?:t|say)\(\s*['"`]([\w.:-]+)/g)) {
      const [space, rest] = key.includes(':') ? (key.split(':') as [string, string]) : [null, key]
      const spaces = space === null ? own : [space]
      const isHere = spaces.some((name) => leadsTo(first[name], rest)) || leadsTo(first.app, rest)
      if (!isHere && spaces.some((name) => leadsTo(later[name], rest))) wrong.push(`${file}: ${key}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a text stands in one place', () => {
  const leaves = (texts: Texts, path: string): string[] =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [`${path}.${key}`] : leaves(value, `${path}.${key}`),
    )
  const all = (files: Record<string, Texts>) =>
    Object.entries(files).flatMap(([name, texts]) => leaves(texts, name))
  const known = new Set(all(first))
  expect(all(later).filter((key) => known.has(key))).toEqual([])
})
