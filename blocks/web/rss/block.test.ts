import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#shared/flow'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { serve } from '../../../tests/support/local-web.ts'
import { rss } from './block.ts'

type Item = Record<string, Json> & { title: string | null }

const RSS = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Cats &amp; more</title><link>/blog/</link><atom:link rel="self" href="/feed.xml"/>
  <item>
    <title>Tom &lt;3</title><link>tom</link><guid isPermaLink="false">t1</guid>
    <pubDate>Thu, 24 Dec 2026 19:00:00 +0100</pubDate><dc:creator>Ada</dc:creator>
    <description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long &amp; <b>bold</b></p>]]></content:encoded>
    <category>cats</category><category>pets</category><category>cats</category>
    <enclosure url="tom.mp3" length="123" type="audio/mpeg"/><media:group><media:content url="/tom.jpg" type="image/jpeg"/></media:group>
  </item>
  <item><guid>https://cats.example/2</guid><pubDate>not a day</pubDate></item>
  <item/>
</channel></rss>`

const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.example/"><title>Old</title><link>https://a.example/</link></channel>
<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link><d:date>2026-01-02T03:04:05+01:00</d:date><d:subject>x</d:subject></item>
</rdf:RDF>`

const ATOM = `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/">
<a:title type="html">B &lt;i&gt;c&lt;/i&gt;</a:title><a:link href=".."/><a:author><a:name>Bob</a:name></a:author>
<a:entry xml:base="y/"><a:id>urn:1</a:id><a:title>One</a:title><a:link rel="enclosure" href="e.zip" length="9"/><a:link href="one"/>
<a:published>2026-05-06T07:08:09Z</a:published><a:updated>2026-05-07T00:00:00Z</a:updated><a:category term="t" label="Tee"/>
<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">1 &lt; 2<br/><a href="?x=1&amp;y=2">go</a></div></a:content></a:entry>
<a:entry><a:id>urn:2</a:id><a:author><a:name>Eve</a:name></a:author><a:summary>s</a:summary><a:content src="https://c.example/"/></a:entry>
</a:feed>`

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'J',
  home_page_url: 'https://j.example/',
  authors: [{ name: 'Jay' }],
  items: [
    {
      id: 7,
      url: '/7',
      title: 'Seven',
      content_html: '<p>7</p>',
      date_published: '2026-02-03T04:05:06+00:00',
      tags: ['a', 1],
      attachments: [{ url: '7.mp3', mime_type: 'audio/mpeg', size_in_bytes: 70 }, {}],
    },
    { id: 'x', content_text: 'plain', author: { name: 'Old' } },
    'no item',
  ],
})

describeBlock(rss, import.meta.dirname, ({ output, failure, fixture }) => {
  const read = async (text: string, more: JsonObject = {}) =>
    (await output({ text: '{{ input }}', ...more }, text)) as Item[]
  const offered = (body: string | Uint8Array, type = 'application/rss+xml', more = {}) =>
    serve((_request, response) => void response.writeHead(200, { 'content-type': type, ...more }).end(body))

  test('gives what is new in a flow', async () => {
    const url = await offered(JSON_FEED)
    expect((await fixture('new-titles', { input: url })).output).toEqual(['Seven', null])
  })

  test('reads RSS 2.0 with the modules most feeds use', async () => {
    const url = await offered(RSS)
    const feed = { title: 'Cats & more', link: `${url}/blog/` }
    expect(await output({ url: `${url}/feed.xml` })).toEqual([
      {
        id: 't1',
        title: 'Tom <3',
        link: `${url}/tom`,
        published: '2026-12-24T18:00:00.000Z',
        updated: null,
        author: 'Ada',
        summary: '<p>Short</p>',
        content: '<p>Long &amp; <b>bold</b></p>',
        categories: ['cats', 'pets'],
        enclosures: [
          { url: `${url}/tom.mp3`, type: 'audio/mpeg', size: 123 },
          { url: `${url}/tom.jpg`, type: 'image/jpeg', size: null },
        ],
        feed,
      },
      { ...EMPTY, id: 'https://cats.example/2', link: 'https://cats.example/2', feed },
      { ...EMPTY, feed },
    ])
  })

  test('reads RSS 1.0 and 0.9x', async () => {
    expect(await read(RDF)).toMatchObject([
      {
        id: 'https://a.example/1',
        title: 'One',
        published: '2026-01-02T02:04:05.000Z',
        categories: ['x'],
        feed: { title: 'Old', link: 'https://a.example/' },
      },
    ])
    const old = '<rss version="0.91"><channel><title>T</title></channel><item><title>I</title></item></rss>'
    expect(await read(old)).toMatchObject([{ id: 'I', feed: { title: 'T' } }])
  })

  test('reads Atom: bases, XHTML, authors of the feed, content that stands elsewhere', async () => {
    const [one, two] = await read(ATOM)
    expect(one).toEqual({
      ...EMPTY,
      id: 'urn:1',
      title: 'One',
      link: 'https://b.example/x/y/one',
      published: '2026-05-06T07:08:09.000Z',
      updated: '2026-05-07T00:00:00.000Z',
      author: 'Bob',
      content: '1 &lt; 2<br><a href="?x=1&amp;y=2">go</a>',
      categories: ['Tee'],
      enclosures: [{ url: 'https://b.example/x/y/e.zip', type: null, size: 9 }],
      feed: { title: 'B <i>c</i>', link: 'https://b.example/' },
    })
    expect(two).toMatchObject({ link: 'https://c.example/', author: 'Eve', summary: 's', content: null })
  })

  test('reads JSON Feed', async () => {
    const url = await offered(JSON_FEED, 'application/feed+json')
    const items = (await output({ url })) as Item[]
    expect(items).toMatchObject([
      {
        id: '7',
        link: `${url}/7`,
        author: 'Jay',
        content: '<p>7</p>',
        published: '2026-02-03T04:05:06.000Z',
        categories: ['a'],
        enclosures: [{ url: `${url}/7.mp3`, type: 'audio/mpeg', size: 70 }],
      },
      { id: 'x', author: 'Old', content: 'plain', feed: { title: 'J' } },
    ])
    expect(items).toHaveLength(2)
  })

  test('takes times as feeds write them', async () => {
    const times = [
      ['Thu, 24 Dec 2026 18:00:00 GMT', '2026-12-24T18:00:00.000Z'],
      ['Mon, 24 Dec 2026 18:00:00 UTC', '2026-12-24T18:00:00.000Z'],
      ['24 December 2026 13:00 EST', '2026-12-24T18:00:00.000Z'],
      ['Thu, 24 Dec 26 18:00:00 Z', '2026-12-24T18:00:00.000Z'],
      ['Thu, 24 Dec 2026 20:00:00 +02:00', '2026-12-24T18:00:00.000Z'],
      ['Thu, 24 Dec 2026', '2026-12-24T00:00:00.000Z'],
      ['2026-12-24T18:00:00Z', '2026-12-24T18:00:00.000Z'],
      ['2026-12-24 19:00:00 +0100', '2026-12-24T18:00:00.000Z'],
      ['2026-12-24', '2026-12-24T00:00:00.000Z'],
      ['yesterday', null],
      ['32 Dec 2026 18:00 GMT', null],
    ]
    const items = times.map(([time]) => `<item><pubDate>${time}</pubDate></item>`).join('\n')
    const read_ = await read(`<rss version="2.0"><channel>${items}</channel></rss>`)
    expect(read_.map(({ published }, i) => [times[i]?.[0], published])).toEqual(times)
  })

  test('gives no more than asked for, and an empty list of an empty feed', async () => {
    expect(await read(RSS, { limit: 1 })).toHaveLength(1)
    expect(await read('<rss><channel/></rss>')).toEqual([])
  })

  test('reads what a server says of the encoding before what the feed says', async () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>ä</title></item></channel></rss>'
    const latin = await offered(Buffer.from(text, 'latin1'))
    expect(await output({ url: latin })).toMatchObject([{ title: 'ä' }])
    const utf8 = await offered(text, 'text/xml; charset="UTF-8"')
    expect(await output({ url: utf8 })).toMatchObject([{ title: 'ä' }])
    const marked = await offered(Buffer.from(`\ufeff${text}`, 'utf16le'), 'text/xml; charset=utf-8')
    expect(await output({ url: marked })).toMatchObject([{ title: 'ä' }])
    const packed = await offered(gzipSync(text), 'text/xml; charset=utf-8', { 'content-encoding': 'gzip' })
    expect(await output({ url: packed })).toMatchObject([{ title: 'ä' }])
  })

  test('completes addresses by where the feed was found in the end', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new/feed' }).end()
      else response.end('<rss><channel><item><link>a</link></item></channel></rss>')
    })
    expect(await output({ url: `${url}/old` })).toMatchObject([{ link: `${url}/new/a` }])
  })

  test('reads a feed of 20,000 items', async () => {
    const items = Array.from({ length: 20_000 }, (_, i) => `<item><title>T${i}</title></item>`).join('')
    const read_ = await read(`<rss><channel>${items}</channel></rss>`)
    expect(read_[19_999]).toMatchObject({ title: 'T19999' })
  })

  describe('what is wrong', () => {
    const laughs =
      '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
    const wrong: [string, string, string, string][] = [
      [
        'a tag that is not closed',
        '<rss>\n<channel><item></channel></rss>',
        'data.broken-xml',
        'line 2, column 25',
      ],
      [
        'a bare ampersand',
        '<rss><channel>\n<title>A & B</title></channel></rss>',
        'data.broken-xml',
        'line 2, column 10',
      ],
      ['an entity of HTML', '<rss><title>&nbsp;</title></rss>', 'data.broken-xml', 'line 1, column 18'],
      ['a prefix that is not declared', '<rss>\n<dc:x/></rss>', 'data.broken-xml', 'line 2, column 7'],
      ['billion laughs', laughs, 'data.has-doctype', 'line 1, column 52'],
      [
        'an outside file',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss>&x;</rss>',
        'data.has-doctype',
        'line 1',
      ],
      ['depth', '<a>'.repeat(5000), 'data.too-deep', 'line 1, column 303'],
      ['a web page', '<!DOCTYPE html><html><body>Hi</body></html>', 'data.not-a-feed', 'is a web page'],
      ['other XML', '<svg/>', 'data.not-a-feed', 'XML whose root is <svg>'],
      ['RSS without a channel', '<rss/>', 'data.not-a-feed', 'XML whose root is <rss>'],
      ['other JSON', '{"a": 1}', 'data.not-a-feed', 'is JSON'],
      [
        'broken JSON',
        '{"version":\n"https://jsonfeed.org/version/1",}',
        'data.broken-json',
        'line 2, column 34',
      ],
      ['a text', 'Hello', 'data.broken-xml', 'line 1'],
    ]
    test.each(wrong)('%s', async (_what, text, code, said) => {
      const error = await failure({ text: '{{ input }}' }, text)
      expect(error).toMatchObject({ code, fix: expect.stringMatching(/\.$|https?:/) })
      expect(error.message).toContain(said)
    })

    test('a page that names its feed', async () => {
      const page = `<!doctype html><head><link rel=stylesheet href=a.css><LINK type="application/atom+xml" rel="alternate" href="/feed?a=1&amp;b=2">`
      const url = await offered(page, 'text/html')
      expect((await failure({ url: `${url}/blog/` })).fix).toBe(
        `It says that its feed is at ${url}/feed?a=1&b=2`,
      )
    })

    test('an address that refuses', async () => {
      const url = await serve((request, response) => {
        response.writeHead(Number(request.url?.slice(1, 4)), { 'retry-after': '7' }).end('why')
      })
      expect(await failure({ url: `${url}/404?key=secret` })).toMatchObject({
        code: 'web.status-404',
        message: `GET ${url}/404 was answered with 404 (not found).`,
        details: { status: 404, body: 'why' },
      })
      expect(await failure({ url: `${url}/503` })).toMatchObject({
        retryable: true,
        details: { retryAfterMs: 7000 },
      })
    })

    test('bytes that are no text', async () => {
      const url = await offered(Uint8Array.of(0x3c, 0x61, 0x3e, 0x0a, 0xe4, 0x3c))
      expect(await failure({ url })).toMatchObject({
        code: 'files.not-text',
        details: { line: 2, column: 1 },
      })
    })

    test('an address and a text, or neither', async () => {
      expect(await failure({})).toMatchObject({ code: 'config.required' })
      expect(await failure({ url: 'https://example.org', text: 'x' })).toMatchObject({
        code: 'config.one-too-many',
      })
      expect(await failure({ text: '{{ input.no }}' }, {})).toMatchObject({ code: 'config.address-or-text' })
    })

    test.each([
      ['RSS', RSS],
      ['Atom', ATOM],
      ['JSON Feed', JSON_FEED],
    ])('%s cut short at 20 places is never half a feed', async (_kind, whole) => {
      const bytes = Buffer.from(whole)
      let cut = bytes
      const url = await serve((_request, response) => void response.end(cut))
      for (let i = 0; i < 20; i++) {
        cut = bytes.subarray(0, Math.floor((bytes.length * i) / 20))
        const error = await failure({ url })
        expect(['data.broken-xml', 'data.broken-json'], `cut at ${cut.length}`).toContain(error.code)
        expect(error.message).toMatch(/line \d+, column \d+/)
      }
    })
  })
})

const EMPTY = {
  id: null,
  title: null,
  link: null,
  published: null,
  updated: null,
  author: null,
  summary: null,
  content: null,
  categories: [],
  enclosures: [],
}
