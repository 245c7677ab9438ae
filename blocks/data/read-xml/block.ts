import { defineBlock, field } from '#shared/block'

export const readXml = defineBlock({
  type: 'data/read-xml',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'read',
  heavy: [
    { by: 'file', over: 100_000 },
    { by: 'text', over: 100_000 },
  ],
  title: 'Read XML',
  sentence: 'read XML {text} or file {file}',
  summary: 'Makes an object of XML: a text, or a file.',
  keywords: ['parse', 'import', 'tags', 'elements', 'feed', 'svg', 'soap'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', or: 'file' }),
    file: field.file({ title: 'File', hint: 'file', help: 'Instead of a text.' }),
    only: field.text({
      title: 'Only the elements called',
      help: 'Gives the list of these elements, wherever they are. A large file is read in little memory then.',
    }),
    lists: field.list({
      title: 'Always as lists',
      help: 'Names of elements that are a list even where there is only one, such as item.',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'content', example: { order: { '@id': '7', item: ['milk', 'bread'] } } } },
  examples: [
    {
      config: { text: '{{ input }}' },
      input: '<order id="7"><item>milk</item><item>bread</item><note/></order>',
      output: { order: { '@id': '7', item: ['milk', 'bread'], note: '' } },
    },
    {
      config: { text: '{{ input }}', only: 'item' },
      input: '<order><item n="2">milk</item></order>',
      output: [{ '@n': '2', '#text': 'milk' }],
    },
    { config: { file: '~/Downloads/feed.xml' }, input: null },
  ],
  defaults: { timeout: '5m' },
})
