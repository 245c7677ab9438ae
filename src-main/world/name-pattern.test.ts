import { expect, test } from 'vitest'
import { namePattern } from './name-pattern.ts'

const meant = (match: string, names: string[]) => {
  const { fits } = namePattern(match, '/in')
  return names.filter((way) => fits(way, way.split('/').at(-1) as string))
}

test.each([
  ['*', ['a', 'b.txt', '.c'], ['a', 'b.txt']],
  ['*.txt', ['a.TXT', 'a.txt.bak', '.b.txt', 'in/a.txt'], ['a.TXT', 'in/a.txt']],
  ['{*.jpg,*.png}', ['a.jpg', 'b.PNG', '.c.jpg', 'd.gif'], ['a.jpg', 'b.PNG']],
  ['.*', ['a', '.b'], ['.b']],
  ['{.env,*.txt}', ['.env', 'a.txt'], ['.env', 'a.txt']],
  ['in/*', ['a', 'in/a', 'in/.b', 'in/deep/c'], ['in/a']],
  ['**/*.pdf', ['a.pdf', 'in/deep/b.pdf'], ['a.pdf', 'in/deep/b.pdf']],
])('%s means what it names', (match, names, wanted) => {
  expect(meant(match, names)).toEqual(wanted)
})

test('only a pattern with a hidden folder in it looks into hidden folders', () => {
  expect(namePattern('*', '/in').walksHidden).toBe(false)
  expect(namePattern('.*', '/in').walksHidden).toBe(false)
  expect(namePattern('.config/*', '/in').walksHidden).toBe(true)
})

test('what is no pattern is refused', () => {
  expect(() => namePattern('x'.repeat(70_000), '/in')).toThrow(
    expect.objectContaining({ code: 'files.bad-pattern' }),
  )
})
