import { expect, test } from 'vitest'
import { field } from './field.ts'
import { secretNamesOf } from './secret-names.ts'

const fields = {
  text: field.text({ title: 'Text' }),
  headers: field.map({ title: 'Headers', secrets: true }),
  code: field.code({ title: 'Code', raw: true, secrets: true }),
  notes: field.code({ title: 'Notes', raw: true }),
}
const names = (config: Parameters<typeof secretNamesOf>[1]) => [...secretNamesOf(fields, config)]

test('the secrets of a block are those that its fields for secrets name', () => {
  expect(
    names({
      text: '{{ secrets.ELSEWHERE }}',
      headers: { a: 'Bearer {{ secrets.A }}', b: [{ c: '{{ input.x + secrets.B }} {{ secrets["A"] }}' }] },
    }),
  ).toEqual(['A', 'B'])
  expect(names({ headers: '{{ { a: secrets.C } }}' })).toEqual(['C'])
})

test('code names them where it asks for them', () => {
  const code = `const a = await ctx.secret('A'); const b = ctx.secret( "B_2" ); const c = ctx.secret(name)`
  expect(names({ code, notes: 'ctx.secret("NO")' })).toEqual(['A', 'B_2'])
})

test('a text that cannot be read names nothing', () => {
  expect(names({ headers: { a: '{{ secrets. }}' } })).toEqual([])
})
