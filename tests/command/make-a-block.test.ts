import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { blockloom, ROOT } from '../support/blockloom-command.ts'

/** What a page has its reader do: write a file, or run a command that says something. */
type Deed = { file: string; text: string } | { words: string[]; says: string[] }

let place: string
beforeEach(() => {
  place = join(mkdtempSync(join(tmpdir(), 'blockloom-page-')), 'mine')
  mkdirSync(place)
})
afterEach(() => rmSync(dirname(place), { recursive: true, force: true, maxRetries: 5 }))

/** Its fences in order: those with the name of a file, and those of a terminal. */
function deedsOf(page: string): Deed[] {
  const text = readFileSync(join(ROOT, 'docs', 'make-a-block', page), 'utf8')
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].flatMap(
    ([, kind, file, inside = '']) => {
      if (file !== undefined) return [{ file, text: inside }]
      return kind === 'console' ? commandsIn(inside) : []
    },
  )
}

function commandsIn(fence: string): Deed[] {
  return fence
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [line = '', ...says] = part.trimEnd().split('\n')
      // as a shell takes it apart: words, or what stands between single quotes
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
      expect(words[0]).toBe('blockloom')
      return { words: words.slice(1), says }
    })
}

test.each(['README.md', 'python.md'])(
  'the page %s can be followed word for word',
  async (page) => {
    const deeds = deedsOf(page)
    expect(deeds.filter((deed) => 'words' in deed).length).toBeGreaterThan(5)
    for (const deed of deeds) {
      if ('file' in deed) {
        mkdirSync(dirname(join(place, deed.file)), { recursive: true })
        writeFileSync(join(place, deed.file), deed.text)
        continue
      }
      const { code, out, err } = await blockloom(deed.words, { home: join(place, '..', 'home'), cwd: place })
      // a terminal shows both streams; which line of which comes first is its own affair
      const said = `${out}${err}`.trimEnd().split('\n').sort()
      expect([deed.words, code, said]).toEqual([deed.words, 0, [...deed.says].sort()])
    }
  },
  240_000,
)
