import { defineBlock, field } from '#shared/block'

export const joinText = defineBlock({
  type: 'data/join-text',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Join text',
  sentence: 'join {list} with {separator}',
  summary: 'Makes one text of the items of a list.',
  keywords: ['concatenate', 'combine', 'list', 'comma', 'lines', 'implode', 'string'],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, default: '{{ input }}', entries: true }),
    separator: field.text({
      title: 'Between them',
      hint: 'nothing',
      help: '\\n is a new line, \\t a tab.',
    }),
    of: field.value({
      title: 'Of each item',
      hint: 'the item itself',
      help: 'A field of the items, such as name, or words with {{ }} and item.',
      perItem: true,
    }),
    last: field.text({
      title: 'Before the last one',
      hint: 'as between the others',
      help: 'Such as " and ".',
      advanced: true,
    }),
    dropEmpty: field.yesNo({ title: 'Leave out what is empty', default: true, advanced: true }),
  },
  outputs: { next: { title: 'text', example: 'milk, bread' } },
  examples: [
    {
      config: { list: '{{ input }}', separator: ', ', last: ' and ' },
      input: ['milk', 'bread', null, 'eggs'],
      output: 'milk, bread and eggs',
    },
    {
      config: { list: '{{ input }}', separator: '\\n', of: '{{ index + 1 }}. {{ item.name }}' },
      input: [{ name: 'Ada' }, { name: 'Tim' }],
      output: '1. Ada\n2. Tim',
    },
  ],
})
