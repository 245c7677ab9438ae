import { expect, test } from 'vitest'
import { isUnfinished } from './unfinished-names.ts'

test.each([
  ['a.zip.crdownload', '*', true],
  ['a.zip.PART', '*', true],
  ['~$letter.docx', '*.docx', true],
  ['a.part.zip', '*', false],
  ['participants.txt', '*', false],
  ['a.zip', '*.zip', false],
  ['engine.part', '*.part', false],
  ['engine.part', '{*.stl,*.PART}', false],
])('%s by %s: on its way is %s', (name, match, unfinished) => {
  expect(isUnfinished(name, match)).toBe(unfinished)
})
