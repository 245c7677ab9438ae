import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BlockContext } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { serve } from '../../../tests/support/local-web.ts'
import { page } from './block.ts'
import { htmlIn, parsePage } from './parse-page.ts'
import { pickPage } from './pick-page.ts'

const SHOP = `<!doctype html><html><head><meta charset="utf-8"><title>Shop</title></head><body>
<h1>  Our
   <em>shop</em> </h1>
<div class="product"><h2>Teapot</h2><span class="price"> 9,90&nbsp;€ </span><a href="teapot">see</a></div>
<div class="product sale"><h2>Cup</h2><a href="/cup?x=1&amp;y=2">see</a><a>no</a></div>
<script>var no = '<h2>Never</h2>'</script>
<table><tr><td>a</td><td>b</td></tr><tr><td>c<br>d</td></tr></table>
</body></html>`

const LINKS = { name: 'links', selector: 'a', take: 'attribute', attribute: 'href', all: true }
const alone = { breathe: () => undefined } as unknown as BlockContext

describeBlock(page, import.meta.dirname, ({ output, failure, fixture }) => {
  const offered = (body: string | Uint8Array, type = 'text/html') =>
    serve((_request, response) => void response.writeHead(200, { 'content-type': type }).end(body))
  const pick = (html: string, pick: Json, more: JsonObject = {}) =>
    output({ html: '{{ input }}', pick, ...more }, html)
  const one = async (html: string, selector: string, more: JsonObject = {}) =>
    ((await pick(html, [{ name: 'it', selector, ...more }])) as JsonObject).it

  test('picks from each product in a flow', async () => {
    const url = await offered(SHOP)
    expect((await fixture('prices', { input: url })).output).toEqual(['Teapot: 9,90 €', 'Cup: null'])
  })

  test('gives texts as a person reads them', async () => {
    expect(await one(SHOP, 'h1')).toBe('Our shop')
    expect(await one(SHOP, 'title')).toBe('Shop')
    expect(await one(SHOP, 'table')).toBe('a b\nc\nd')
    expect(await one(SHOP, 'body')).not.toContain('Never')
    expect(await one(SHOP, '')).toContain('Our shop')
    expect(await one('<p>a<b>b</b>c', 'p')).toBe('abc')
  })

  test('gives HTML, attributes, and lists of all', async () => {
    expect(await one(SHOP, 'h1', { take: 'html' })).toBe('  Our\n   <em>shop</em> ')
    expect(await one(SHOP, '.sale', { take: 'attribute', attribute: 'CLASS' })).toBe('product sale')
    expect(await one(SHOP, 'h2', { all: true })).toEqual(['Teapot', 'Cup'])
    expect(await one(SHOP, 'h3', { all: true })).toEqual([])
    expect(await one(SHOP, 'h2:contains("Cup")')).toBe('Cup')
    expect(await one(SHOP, '.product:not(.sale) > h2')).toBe('Teapot')
    expect(await one(SHOP, 'h2, h1', { all: true })).toEqual(['Our shop', 'Teapot', 'Cup'])
  })

  test('picks from each thing a selector finds', async () => {
    const parts: Json = [
      { name: 'name', selector: 'h2' },
      { name: 'all', selector: '', take: 'attribute', attribute: 'class' },
      { name: 'own', selector: '> a', all: true },
      { name: 'scoped', selector: ':scope > h2' },
    ]
    expect(await pick(SHOP, parts, { each: '.product' })).toEqual([
      { name: 'Teapot', all: 'product', own: ['see'], scoped: 'Teapot' },
      { name: 'Cup', all: 'product sale', own: ['see', 'no'], scoped: 'Cup' },
    ])
    expect(await pick(SHOP, parts, { each: '.none' })).toEqual([])
  })

  test('completes addresses by where the page was found, or by its <base>', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/shop/list' }).end()
      else response.writeHead(200, { 'content-type': 'text/html' }).end(SHOP)
    })
    expect(await output({ url, pick: [LINKS] })).toEqual({
      links: [`${url}/shop/teapot`, `${url}/cup?x=1&y=2`],
    })
    const based = '<base href="/b/"><a href=" c "></a><a href="mailto:a@b.c"></a><a href="http://[bad"></a>'
    expect(await pick(based, [LINKS], { base: 'https://example.org/x/y' })).toEqual({
      links: ['https://example.org/b/c', 'mailto:a@b.c', 'http://[bad'],
    })
    expect(await pick('<a href="c"></a>', [LINKS])).toEqual({ links: ['c'] })
  })

  test('gives nothing for what is not there, and says so', async () => {
    expect(await one(SHOP, '.a')).toBeNull()
    const said: string[] = []
    const ctx = { ...alone, log: { ...alone.log, warn: (text: string) => void said.push(text) } }
    const part_ = { take: 'text', attribute: undefined, all: false, required: false } as const
    const parts = [{ ...part_, name: 'price', selector: '.price' }]
    for (const each of [undefined, '.product', '.none'])
      await pickPage({ html: SHOP.replace('price', 'x'), what: 'a' }, { each, pick: parts }, ctx)
    expect(said).toEqual([
      'The page has no "price" (.price).',
      '2 of 2 items have no "price" (.price).',
      'Nothing on the page is ".none", so the list is empty.',
    ])
    const part = { name: 'price', selector: '.price', required: true }
    const error = await failure({ html: '{{ input }}', each: '.product', pick: [part] }, SHOP)
    expect(error).toMatchObject({ code: 'data.not-on-page', details: { name: 'price' } })
    expect(error.message).toBe('The page has no "price" (.price) in item 2, and it must be there.')
    expect(await failure({ html: 'x', pick: [{ name: 'a', selector: 'b', required: true }] })).toMatchObject({
      message: 'The page has no "a" (b), and it must be there.',
    })
  })

  test('reads pages in the encoding they have', async () => {
    const text = (url: string) => output({ url, pick: [{ name: 'it', selector: 'p' }] })
    const html = (meta: string) => `<html><head>${meta}</head><p>ä€`
    const latin = (text: string) => Buffer.from(text.replace('€', ''), 'latin1')
    expect(await text(await offered(html('<meta charset=utf-8>')))).toEqual({ it: 'ä€' })
    expect(await text(await offered(html('')))).toEqual({ it: 'ä€' })
    expect(await text(await offered(latin(html(''))))).toEqual({ it: 'ä' })
    expect(await text(await offered(latin(html('<meta charset="iso-8859-1">'))))).toEqual({ it: 'ä' })
    const equiv = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
    expect(await text(await offered(Buffer.from(html(equiv).replace('€', ''), 'latin1')))).toEqual({
      it: 'ä',
    })
    expect(await text(await offered(html('<meta charset=latin1>'), 'text/html; charset=utf-8'))).toEqual({
      it: 'ä€',
    })
    expect(await text(await offered(html('<meta charset=utf-16>')))).toEqual({ it: 'ä€' })
    expect(await text(await offered(html('<meta charset=klingon>'), 'text/html; charset=x'))).toEqual({
      it: 'ä€',
    })
    expect(await text(await offered(Buffer.from(`\ufeff${html('')}`, 'utf16le')))).toEqual({ it: 'ä€' })
    expect(await text(await offered(Buffer.from(`\ufeff${html('')}`, 'utf16le').swap16()))).toEqual({
      it: 'ä€',
    })
    expect(
      await text(await offered(html('<meta charset=windows-1251>'), 'text/html; charset=utf-8')),
    ).toEqual({
      it: 'ä€',
    })
  })

  test('takes any text as a page, cut short anywhere', async () => {
    expect(await one('just text', '')).toBe('just text')
    expect(await one('<p>a<div>b</p></div><li>c', 'li')).toBe('c')
    const bytes = Buffer.from(SHOP)
    for (let i = 0; i < 20; i++) {
      const url = await offered(bytes.subarray(0, Math.floor((bytes.length * i) / 20)))
      const picked = (await output({ url, pick: [{ name: 'it', selector: 'h2', all: true }] })) as {
        it: string[]
      }
      expect(['Teapot', 'Cup'].slice(0, picked.it.length).join().startsWith(picked.it.join())).toBe(true)
    }
  })

  test('makes the same of a page in pieces as of the whole', async () => {
    const pieces = fc.array(
      fc.constantFrom(
        '<b>',
        '</b>',
        '<p>',
        '<table><td>',
        '&am',
        'p;',
        'x\r',
        '\n',
        '<!--',
        '-->',
        '<a href="',
        '">',
      ),
    )
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const text = parts.join('')
        // a page that is longer than a piece by what changes nothing: a comment
        const long = `<!--${'x'.repeat(32 * 1024 - 7 - (text.length >> 1))}-->${text}`
        const [whole, cut] = [await parsePage(text, 'a', alone), await parsePage(long, 'a', alone)]
        expect(htmlIn(cut).replace(/^<!--x*-->/, '')).toBe(htmlIn(whole))
      }),
    )
  })

  test('picks from 10,000 rows', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `<tr><td>${i}</td><td><a href="/${i}">x</a></td></tr>`,
    )
    const parts: Json = [
      { name: 'n', selector: 'td:first-child' },
      { name: 'to', selector: 'a', take: 'attribute', attribute: 'href' },
    ]
    const list = (await pick(`<table>${rows.join('')}</table>`, parts, { each: 'tr' })) as JsonObject[]
    expect(list[9_999]).toEqual({ n: '9999', to: '/9999' })
  })

  describe('what is wrong', () => {
    const selectors: [string, number, string][] = [
      ['div[', 5, 'something else is expected here'],
      ['.a [href="x"', 4, 'has to be closed'],
      ['a b:nth-child(', 14, 'not closed'],
      ['a:foo', 2, 'there is no :foo'],
      ['a::before', 2, '::'],
      ['a,,b', 2, 'beside a comma stands nothing'],
      ['p:nth-child(x)', 13, 'a rule such as 2n+1'],
      ['a {', 3, 'something else is expected here'],
      ['#', 1, 'something else is expected here'],
      ['svg|a', 4, '"|"'],
      [':not(a', 5, 'not closed'],
    ]
    test.each(selectors)('the selector %s', async (selector, column, said) => {
      const error = await failure({ html: 'x', pick: [{ name: 'it', selector }] })
      expect(error).toMatchObject({ code: 'config.bad-selector', details: { column } })
      expect(error.message).toContain(`"Selector" of "it" is no CSS selector at column ${column}: `)
      expect(error.message).toContain(said)
      expect(await failure({ html: 'x', each: selector, pick: [{ name: 'a' }] })).toMatchObject({
        code: 'config.bad-selector',
        message: expect.stringContaining('"For each" is no CSS selector'),
      })
    })

    test('any text as a selector is understood or refused, never a crash', async () => {
      const letters = fc.string({
        unit: fc.constantFrom(...'ab .#:[](),>+~*"\'=|\\-0né/'.split('')),
        maxLength: 12,
      })
      const { finderOf } = await import('./selector.ts')
      const document = await parsePage(SHOP, 'a', alone)
      fc.assert(
        fc.property(letters, (text) => {
          try {
            finderOf(text, 'it')(document)
          } catch (error) {
            expect(error).toMatchObject({ code: 'config.bad-selector' })
            expect((error as { details: { column: number } }).details.column).toBeLessThanOrEqual(
              text.length + 1,
            )
          }
        }),
        { numRuns: 2000 },
      )
      expect(() => finderOf(':not('.repeat(20_000), 'it')).toThrow('it is no CSS selector')
    })

    test('a page that nests without end', async () => {
      const url = await offered('\n<b>'.repeat(200_000))
      const error = await failure({ url, pick: [{ name: 'it', selector: 'b' }] })
      expect(error).toMatchObject({ code: 'data.too-deep', details: { line: expect.any(Number) } })
      expect(error.message).toMatch(/line \d+, column \d+: elements are nested more than 500/)
      const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}`).join(' ')
      expect(await one(`<p ${attributes}>x`, 'p')).toBe('x')
    })

    test('an answer that is no page, or a refusal', async () => {
      const picture = await offered(Uint8Array.of(0x89, 0x50), 'image/png')
      expect(await failure({ url: picture, pick: [{ name: 'a' }] })).toMatchObject({
        code: 'web.not-a-page',
        message: `${picture} is no page, but image/png.`,
      })
      const gone = await serve((_request, response) => void response.writeHead(410).end())
      expect(await failure({ url: gone, pick: [{ name: 'a' }] })).toMatchObject({ code: 'web.status-410' })
    })

    test('an address and HTML, or neither; names that stand twice; an attribute that is not named', async () => {
      const parts = [{ name: 'a' }]
      expect(await failure({ pick: parts })).toMatchObject({ code: 'config.required' })
      expect(await failure({ url: 'https://example.org', html: 'x', pick: parts })).toMatchObject({
        code: 'config.one-too-many',
      })
      expect(await failure({ html: '{{ input.no }}', pick: parts }, {})).toMatchObject({
        code: 'config.address-or-html',
      })
      expect(await failure({ html: 'x', pick: [...parts, ...parts] })).toMatchObject({
        code: 'config.bad-name',
      })
      expect(await failure({ html: 'x', pick: [{ name: '__proto__' }] })).toMatchObject({
        code: 'config.bad-name',
      })
      expect(await failure({ html: 'x', pick: [{ name: 'a', take: 'attribute' }] })).toMatchObject({
        code: 'config.required',
        message: expect.stringContaining('Row 1 of "Parts": "Attribute" is missing.'),
      })
    })
  })
})
