import { defineBlock, field } from '#shared/block'

export const page = defineBlock({
  type: 'web/page',
  version: 1,
  category: 'web',
  shape: 'stack',
  effect: 'read',
  idempotent: true,
  heavy: [{ by: 'html', over: 200_000 }],
  title: 'Page',
  sentence: 'pick {pick} from the page {url}',
  summary: 'Gets a web page and picks texts, links and other parts from it by CSS selectors.',
  keywords: ['html', 'scrape', 'css', 'selector', 'extract', 'parse', 'website', 'crawl', 'table', 'links'],
  fields: {
    url: field.url({ title: 'Address', hint: 'address', secrets: true, or: 'html' }),
    html: field.longText({
      title: 'HTML',
      help: 'Of a page that is there already, instead of an address.',
      advanced: true,
    }),
    each: field.text({
      title: 'For each',
      hint: '.product',
      help: 'A selector. What it finds becomes a list, and the parts are picked from each of it.',
    }),
    pick: field.table(
      {
        name: field.text({ title: 'Name', hint: 'price', required: true }),
        selector: field.text({
          title: 'Selector',
          hint: '.price',
          help: 'Empty: all of it.',
        }),
        take: field.choice(
          [
            { value: 'text', title: 'its text' },
            { value: 'html', title: 'its HTML' },
            { value: 'attribute', title: 'an attribute' },
          ],
          { title: 'Take', default: 'text' },
        ),
        attribute: field.text({
          title: 'Attribute',
          hint: 'href',
          required: true,
          when: { by: 'take', in: ['attribute'] },
        }),
        all: field.yesNo({ title: 'All of them, as a list', default: false }),
        required: field.yesNo({ title: 'Must be there', default: false }),
      },
      { title: 'Parts', hint: 'parts', required: true },
    ),
    base: field.url({
      title: 'Address the HTML is from',
      help: 'Links in the HTML are completed by it.',
      when: { by: 'html' },
      advanced: true,
    }),
  },
  outputs: {
    next: {
      title: 'what was picked',
      example: { title: 'Cats', links: ['https://example.org/tom'] },
    },
  },
  examples: [
    {
      config: {
        html: '{{ input }}',
        base: 'https://example.org/cats/',
        pick: [
          { name: 'title', selector: 'h1' },
          { name: 'links', selector: 'a', take: 'attribute', attribute: 'href', all: true },
        ],
      },
      input: '<h1>Cats</h1><p><a href="tom">Tom</a></p>',
      output: { title: 'Cats', links: ['https://example.org/cats/tom'] },
    },
    {
      config: {
        url: 'https://example.org/shop',
        each: '.product',
        pick: [
          { name: 'name', selector: 'h2', required: true },
          { name: 'price', selector: '.price' },
        ],
      },
      input: null,
      note: 'gives a list of { name, price }',
    },
  ],
  defaults: { timeout: '60s' },
})
