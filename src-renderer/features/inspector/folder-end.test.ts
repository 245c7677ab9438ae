import { expect, test } from 'vitest'
import { goesOnAsFolder, looksLikeFolder } from './folder-end.ts'

test('a value behind the stroke of a folder names a folder in it', () => {
  expect(goesOnAsFolder('~/Sorted/', '', 'item.ext')).toBe(true)
  expect(goesOnAsFolder('~/Sorted/', '', 'item.name')).toBe(false)
  expect(goesOnAsFolder('~/Sorted/of-', '', 'item.ext')).toBe(false)
  expect(goesOnAsFolder('~/Sorted/', '/old/', 'item.ext')).toBe(false)
})

test('a path whose end is neither a folder nor a name of a file is noticed', () => {
  for (const path of ['~/Sorted/{{ item.ext }}', 'C:\\Sorted\\Images', '~/Sorted/Images'])
    expect([path, looksLikeFolder(path)]).toEqual([path, true])
  for (const path of [
    '~/Sorted/{{ item.ext }}/',
    '~/Sorted/{{ item.name }}',
    '~/Sorted/{{ item.stem }}.pdf',
    '~/Sorted/{{ vars.newName }}',
    '~/Sorted/notes.txt',
    '{{ item.path }}',
    '~/Sorted/',
    'Sorted',
    '',
  ])
    expect([path, looksLikeFolder(path)]).toEqual([path, false])
})
