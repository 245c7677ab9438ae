import { describe, expect, test } from 'vitest'
import { before, movedBack, wrapped } from './wrapped-code.ts'

const file = 'file:///code.ts'
const code = 'return input.nmae'
const at = (place: number) => before(file).length + place

describe('places in wrapped code', () => {
  test('are those of the code alone', () => {
    expect(wrapped(file, code).slice(at(7), at(12))).toBe('input')
    const found = [{ file: { fileName: file }, start: at(13), length: 4, messageText: 'no such field' }]
    expect(movedBack(found, file, code)).toEqual([
      { file: { fileName: file }, start: 13, length: 4, messageText: 'no such field' },
    ])
  })

  test('of what the function around it lacks are the end of the code', () => {
    const found = { start: at(code.length + 3), length: 1 }
    expect(movedBack(found, file, code)).toEqual({ start: code.length, length: 0 })
  })

  test('in the head of the function are left out, those in other files are as they were', () => {
    const uses = [
      { fileName: file, textSpan: { start: 21, length: 5 } },
      { fileName: file, textSpan: { start: at(7), length: 5 } },
      { fileName: 'file:///lib.d.ts', textSpan: { start: 3, length: 5 } },
    ]
    expect(movedBack(uses, file, code)).toEqual([
      { fileName: file, textSpan: { start: 7, length: 5 } },
      { fileName: 'file:///lib.d.ts', textSpan: { start: 3, length: 5 } },
    ])
  })
})
