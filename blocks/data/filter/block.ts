import { defineBlock, field } from '#shared/block'

export const filter = defineBlock({
  type: 'data/filter',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Filter',
  sentence: 'keep of {list} each [item] where {where}',
  summary: 'Keeps the items of a list for which a condition holds.',
  keywords: ['where', 'keep', 'remove', 'only', 'select', 'list', 'search'],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, entries: true }),
    where: field.condition({
      title: 'Where',
      help: 'Looked at for every item: item is the item, index its place from 0.',
      required: true,
      perItem: true,
    }),
  },
  outputs: { next: { title: 'the items kept', example: [{ name: 'Ada', age: 36 }] } },
  examples: [
    {
      config: { list: '{{ input }}', where: '{{ item.age >= 18 }}' },
      input: [
        { name: 'Ada', age: 36 },
        { name: 'Tim', age: 9 },
      ],
      output: [{ name: 'Ada', age: 36 }],
    },
    { config: { list: '{{ input }}', where: '{{ index < 2 }}' }, input: ['a', 'b', 'c'], output: ['a', 'b'] },
  ],
})
