import { defineBlock, field } from '#shared/block'

export const rss = defineBlock({
  type: 'web/rss',
  version: 1,
  category: 'web',
  shape: 'stack',
  effect: 'read',
  idempotent: true,
  title: 'Read feed',
  sentence: 'read the feed {url}',
  summary: 'Gives the news of a feed: RSS, Atom or JSON Feed.',
  keywords: ['rss', 'atom', 'news', 'blog', 'podcast', 'subscribe', 'json feed', 'rdf', 'poll'],
  fields: {
    url: field.url({ title: 'Address', hint: 'address', secrets: true, or: 'text' }),
    text: field.longText({
      title: 'Text',
      help: 'Of a feed that is there already, instead of an address.',
      advanced: true,
    }),
    limit: field.number({
      title: 'At most',
      help: 'The first of the feed, which are mostly the newest. Empty: all.',
      unit: 'items',
      min: 1,
      whole: true,
    }),
  },
  outputs: {
    next: {
      title: 'items',
      example: [
        {
          id: 'https://example.org/7',
          title: 'News',
          link: 'https://example.org/7',
          published: '2026-12-24T18:00:00.000Z',
          updated: null,
          author: 'Ada',
          summary: '<p>In short</p>',
          content: null,
          categories: ['cats'],
          enclosures: [{ url: 'https://example.org/7.mp3', type: 'audio/mpeg', size: 1000 }],
          feed: { title: 'Example', link: 'https://example.org/' },
        },
      ],
    },
  },
  examples: [
    { config: { url: 'https://example.org/feed.xml' }, input: null },
    {
      config: { text: '{{ input }}', limit: 1 },
      input:
        '<rss version="2.0"><channel><title>Cats</title><link>https://cats.example/</link><item><title>Tom</title><guid>t1</guid><link>/tom</link></item></channel></rss>',
      output: [
        {
          id: 't1',
          title: 'Tom',
          link: 'https://cats.example/tom',
          published: null,
          updated: null,
          author: null,
          summary: null,
          content: null,
          categories: [],
          enclosures: [],
          feed: { title: 'Cats', link: 'https://cats.example/' },
        },
      ],
    },
  ],
  defaults: { timeout: '60s' },
})
