import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WaitingLine } from './waiting-line.ts'

test('keeps order as a list would, whatever is done to it', () => {
  const deed = fc.oneof(
    fc.record({ push: fc.nat() }),
    fc.record({ putFirst: fc.array(fc.nat(), { maxLength: 3 }) }),
    fc.constant({ take: true }),
  )
  fc.assert(
    fc.property(fc.array(deed), (deeds) => {
      const line = new WaitingLine<number>()
      const list: number[] = []
      for (const one of deeds) {
        if ('push' in one) {
          line.push(one.push)
          list.push(one.push)
        } else if ('putFirst' in one) {
          line.putFirst(one.putFirst)
          list.unshift(...one.putFirst)
        } else expect(line.take()).toBe(list.shift())
        expect([line.length, line.first]).toEqual([list.length, list[0]])
      }
      expect(line.takeAll()).toEqual(list)
    }),
  )
})

test('many come and go in order', () => {
  const line = new WaitingLine<number>()
  for (let n = 0; n < 5000; n++) line.push(n)
  for (let n = 0; n < 4000; n++) expect(line.take()).toBe(n)
  line.putFirst([-1])
  expect([line.take(), line.take(), line.length]).toEqual([-1, 4000, 999])
})
