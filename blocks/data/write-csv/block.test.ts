import { expect, test } from 'vitest'
import { type BlockContext, effectOf } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { writeCsv } from './block.ts'
import { run } from './run.ts'

describeBlock(writeCsv, import.meta.dirname, ({ output, failure, fixture }) => {
  test('writes what is read again as it was', async () => {
    const rows = [
      { name: 'Käse "alt"', note: 'line 1\nline 2', none: '' },
      { name: ' x ', note: 'a,b;c', none: '' },
    ]
    expect((await fixture('there-and-back', { input: rows })).output).toEqual(rows)
  })

  test('has all columns of all rows, in the order in which they come, or those asked for', async () => {
    const rows: JsonObject[] = [{ a: 1 }, { b: true, a: null }, {}]
    expect(await output({ rows })).toBe('a,b\n1,\n,true\n,\n')
    expect(await output({ rows, columns: ['b', 'c'] })).toBe('b,c\n,\ntrue,\n,\n')
    expect(await output({ rows, header: false })).toBe('1,\n,true\n,\n')
    expect(await output({ rows: [] })).toBe('\n')
    expect(await output({ rows: [], columns: ['a', 'b'] })).toBe('a,b\n')
  })

  test('takes rows that are lists, with or without names', async () => {
    expect(await output({ rows: [['a', 1], ['b']] })).toBe('a,1\nb\n')
    expect(await output({ rows: [['x', 1]], columns: ['name', 'n'], delimiter: '\t' })).toBe(
      'name\tn\nx\t1\n',
    )
  })

  test('writes lists and objects as JSON, in quotes', async () => {
    expect(await output({ rows: [{ a: { b: [1, 'x'] } }] })).toBe('a\n"{""b"":[1,""x""]}"\n')
  })

  test('guards formulas, and lets numbers be numbers', async () => {
    const rows = [{ '=HYPERLINK("x")': '=1+1', b: '-2+3', c: -5, d: '-5', e: '@x', f: '\t=1' }]
    expect(await output({ rows })).toBe(`"'=HYPERLINK(""x"")",b,c,d,e,f\n'=1+1,'-2+3,-5,-5,'@x,'\t=1\n`)
    expect(await output({ rows: [['=1+1']], guardFormulas: false })).toBe('=1+1\n')
  })

  test('begins with a byte order mark when told', async () => {
    expect(await output({ rows: [['ä']], byteOrderMark: true })).toBe('\ufeffä\n')
  })

  test('only computes', () => {
    expect(effectOf(writeCsv, {})).toBe('pure')
  })

  test('writes 100,000 rows', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: `Name ${i}` }))
    expect((await output({ rows: '{{ input }}' }, rows)) as string).toMatch(/\n99999,Name 99999\n$/)
  })

  test('names the row that is none', async () => {
    expect(await failure({ rows: [{ a: 1 }, 5] })).toMatchObject({
      code: 'data.not-a-row',
      details: { index: 1 },
    })
    expect((await failure({ rows: [[1], { a: 1 }] })).message).toContain(
      'Row 2 is an object, but the rows before it are lists',
    )
    expect((await failure({ rows: [[1]], columns: [''] })).message).toContain('Column 1 has no name.')
  })

  test('says after how many rows it would be too large', async () => {
    // without the engine around it, which would keep the 64 MB
    const rows = Array.from({ length: 40 }, () => ['x'.repeat(2_000_000)])
    const config = {
      rows,
      columns: [],
      delimiter: ',',
      header: true,
      guardFormulas: true,
      byteOrderMark: false,
    }
    const context = { breathe: () => undefined } as Partial<BlockContext> as BlockContext
    await expect(run.run(config as never, context)).rejects.toMatchObject({
      code: 'data.too-large',
      details: { rows: 33 },
    })
  })
})
