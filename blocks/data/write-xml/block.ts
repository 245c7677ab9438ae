import { defineBlock, field } from '#shared/block'

export const writeXml = defineBlock({
  type: 'data/write-xml',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  heavy: [{ by: 'value', over: 5000 }],
  title: 'Write XML',
  sentence: 'make XML of {value}',
  summary: 'Makes XML text of an object.',
  keywords: ['export', 'tags', 'elements', 'feed', 'soap', 'serialize'],
  fields: {
    value: field.value({ title: 'Value', hint: 'object', required: true }),
    root: field.text({
      title: 'Root element',
      help: 'Its name. Not needed when the value is an object with only one key: that is the root then.',
    }),
    indent: field.yesNo({ title: 'On lines of their own', default: true, advanced: true }),
    declaration: field.yesNo({ title: 'Begin with <?xml ...?>', default: true, advanced: true }),
  },
  outputs: { next: { title: 'XML text', example: '<order id="7">\n  <item>milk</item>\n</order>\n' } },
  examples: [
    {
      config: { value: '{{ input }}', declaration: false },
      input: { order: { '@id': 7, item: ['milk', { '@n': '2', '#text': 'R & D' }], note: null } },
      output: '<order id="7">\n  <item>milk</item>\n  <item n="2">R &amp; D</item>\n  <note/>\n</order>\n',
    },
    {
      config: { value: { person: ['Ada', 'Tim'] }, root: 'people', indent: false },
      input: null,
      output:
        '<?xml version="1.0" encoding="UTF-8"?>\n<people><person>Ada</person><person>Tim</person></people>\n',
    },
  ],
})
