import { defineBlock, field } from '#shared/block'

export const summarise = defineBlock({
  type: 'data/summarise',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Summarise',
  sentence: 'summarise {list} by {by}',
  summary: 'Counts and adds up the items of a list, all together or for each group.',
  keywords: [
    'count',
    'sum',
    'total',
    'average',
    'mean',
    'minimum',
    'maximum',
    'pivot',
    'aggregate',
    'group by',
  ],
  fields: {
    list: field.list({ title: 'List', hint: 'list', required: true, default: '{{ input }}', entries: true }),
    by: field.list({
      title: 'For each',
      hint: 'all together',
      help: 'Fields of the items, or {{ }} with item: one line of the result for each. Without any: one for all.',
      perItem: true,
    }),
    values: field.table(
      {
        what: field.choice(
          [
            { value: 'count', title: 'how many' },
            { value: 'sum', title: 'sum' },
            { value: 'average', title: 'average' },
            { value: 'min', title: 'smallest' },
            { value: 'max', title: 'largest' },
            { value: 'first', title: 'first' },
            { value: 'last', title: 'last' },
            { value: 'joined', title: 'all, as one text' },
            { value: 'list', title: 'all, as a list' },
            { value: 'distinct', title: 'how many different ones' },
          ],
          { title: 'What', required: true },
        ),
        of: field.value({ title: 'Of', hint: 'field', help: 'A field of the items, or {{ }} with item.' }),
        as: field.text({ title: 'Called', hint: 'what_field' }),
      },
      { title: 'Values', hint: 'how many', default: [{ what: 'count' }], perItem: true },
    ),
    separator: field.text({
      title: 'Between joined texts',
      default: ', ',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'the summary', example: { count: 3, sum_price: 12.5 } } },
  examples: [
    {
      config: {
        list: '{{ input }}',
        by: ['city'],
        values: [
          { what: 'count' },
          { what: 'sum', of: 'price' },
          { what: 'joined', of: 'name', as: 'names' },
        ],
      },
      input: [
        { name: 'Ada', city: 'Bern', price: 0.1 },
        { name: 'Tim', city: 'Rome', price: 5 },
        { name: 'Bob', city: 'Bern', price: 0.2 },
      ],
      output: [
        { city: 'Bern', count: 2, sum_price: 0.3, names: 'Ada, Bob' },
        { city: 'Rome', count: 1, sum_price: 5, names: 'Tim' },
      ],
    },
    {
      config: { list: '{{ input }}', values: [{ what: 'average' }, { what: 'max' }] },
      input: [1, 2, 6],
      output: { average: 3, max: 6 },
    },
  ],
})
