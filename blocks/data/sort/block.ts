import { defineBlock, field } from '#shared/block'

export const sort = defineBlock({
  type: 'data/sort',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Sort',
  sentence: 'sort {list} by {by}',
  summary: 'Puts a list in order, by one thing or by several.',
  keywords: ['order', 'arrange', 'ascending', 'descending', 'newest', 'largest', 'alphabet', 'list'],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, default: '{{ input }}', entries: true }),
    by: field.table(
      {
        by: field.value({
          title: 'By',
          hint: 'the item itself',
          help: 'A field of the items, or {{ }} with item.',
        }),
        order: field.choice(
          [
            { value: 'ascending', title: 'smallest first' },
            { value: 'descending', title: 'largest first' },
          ],
          { title: 'Order', default: 'ascending' },
        ),
      },
      {
        title: 'By',
        hint: 'the items themselves',
        help: 'Where the first is alike, the next decides. What is missing comes last.',
        perItem: true,
      },
    ),
    texts: field.choice(
      [
        { value: 'natural', title: 'as people do: file 2 before file 10' },
        { value: 'alphabet', title: 'as in a dictionary' },
        { value: 'exact', title: 'by character codes' },
      ],
      { title: 'Texts', default: 'natural' },
    ),
    locale: field.text({
      title: 'Language of the texts',
      help: 'Its alphabet counts: en, de, sv, ...',
      default: 'en',
      reads: 'language',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'the list in order', example: [{ name: 'Ada', age: 36 }] } },
  examples: [
    {
      config: { list: '{{ input }}', by: [{ by: 'age', order: 'descending' }, { by: 'name' }] },
      input: [
        { name: 'Tim', age: 9 },
        { name: 'Bob', age: 36 },
        { name: 'Ada', age: 36 },
      ],
      output: [
        { name: 'Ada', age: 36 },
        { name: 'Bob', age: 36 },
        { name: 'Tim', age: 9 },
      ],
    },
    { config: { list: '{{ input }}' }, input: ['file 10', 'file 2', 3], output: [3, 'file 2', 'file 10'] },
  ],
})
