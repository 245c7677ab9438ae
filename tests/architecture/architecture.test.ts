import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Import, readImports } from './read-imports.ts'
import { roomOf } from './rooms.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = globSync('{src-shared,src-main,src-preload,src-renderer,blocks}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('.test.') && !path.includes('.test-d.') && !path.includes('/fixtures/'))
const imports = sources.flatMap((path) => readImports(root, join(root, path)))
const at = (i: Import) => `${i.file}:${i.line} imports ${i.specifier}`

describe('the house', () => {
  test('has its rooms', () => {
    expect(sources.length).toBeGreaterThan(50)
    for (const path of sources) roomOf(path)
  })

  test('lets a room import only what the architecture page allows it', () => {
    const wrong = imports.filter(({ file, specifier, target }) => {
      const { room } = roomOf(file)
      if (target) return !room.own.some((prefix) => target.startsWith(prefix))
      return room.packages !== 'any' && !room.packages.some((name) => fits(specifier, name))
    })
    expect(wrong.map(at)).toEqual([])
  })

  test('has only one door to each folder of src-shared', () => {
    const wrong = imports.filter(({ file, target }) => {
      const from = /^src-shared\/[^/]+/.exec(file)?.[0]
      const to = target && /^src-shared\/[^/]+/.exec(target)?.[0]
      return to && to !== from && !target.endsWith('/index.ts')
    })
    expect(wrong.map(at)).toEqual([])
  })

  test('keeps Electron in the desktop and the preload', () => {
    const electron = imports.filter(
      ({ specifier }) => specifier === 'electron' || specifier.startsWith('electron/'),
    )
    const wrong = electron.filter(({ file }) => !/^(src-main\/desktop|src-preload)/.test(file))
    expect(wrong.map(at)).toEqual([])
  })

  test('has no import cycles', () => {
    expect(cycles(imports.filter((i) => !i.typeOnly))).toEqual([])
  })

  test('keeps clock, dice, environment and the page out of what is pure', () => {
    const effects =
      /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.|console\.|performance\.|setTimeout\(|fetch\()/
    const pure = sources.filter(
      (path) => path.startsWith('src-shared/') || /^blocks\/.*\/block\.ts$/.test(path),
    )
    expect(linesWith(pure, effects)).toEqual([])
  })

  test('lets blocks touch the world only through their context', () => {
    const runs = imports.filter(
      (i) => /^blocks\/.*\/run\.ts$/.test(i.file) && i.specifier.startsWith('node:'),
    )
    expect(runs.map(at)).toEqual([])
    const world = /\b(process\.|globalThis\.fetch|[^.\w]fetch\(|setTimeout\(|Date\.now\(|Math\.random\()/
    expect(
      linesWith(
        sources.filter((path) => /^blocks\/.*\/run\.ts$/.test(path)),
        world,
      ),
    ).toEqual([])
  })

  test('writes colours down in one place', () => {
    const styles = globSync('src-renderer/**/*.{css,ts,tsx}', { cwd: root }).filter(
      (path) => !path.endsWith('tokens.css'),
    )
    expect(linesWith(styles, /#[0-9a-f]{3,8}\b(?!['"]?\s*(in|of)\b)(?=[;,\s'")])/i)).toEqual([])
  })

  test('has no catch-all files and no file over 400 lines', () => {
    const named = sources.filter((path) =>
      /\/(utils?|helpers?|common|managers?|types|misc)(\.tsx?|\/)/.test(path),
    )
    expect(named).toEqual([])
    const long = sources.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 401)
    expect(long).toEqual([])
  })
})

const fits = (specifier: string, name: string) =>
  name.endsWith('/') || name.endsWith(':')
    ? specifier.startsWith(name)
    : specifier === name || specifier.startsWith(`${name}/`)

const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line)

function linesWith(files: string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        !isComment(line) && pattern.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [],
      ),
  )
}

/** Cycles among files, each as a readable chain; depth-first with colours. */
function cycles(edges: Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const { file, target } of edges) if (target) next.set(file, [...(next.get(file) ?? []), target])
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, trail: string[]): void => {
    const seen = trail.indexOf(file)
    if (seen >= 0) found.push([...trail.slice(seen), file].join(' -> '))
    if (seen >= 0 || done.has(file)) return
    for (const to of next.get(file) ?? []) visit(to, [...trail, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}
