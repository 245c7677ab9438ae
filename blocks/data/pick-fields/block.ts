import { defineBlock, field } from '#shared/block'

export const pickFields = defineBlock({
  type: 'data/pick-fields',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Pick fields',
  sentence: 'keep {keep} {fields} of {from}',
  summary: 'Keeps some fields of an object, or of every object of a list, and takes the others out.',
  keywords: ['select', 'columns', 'remove', 'rename', 'omit', 'only', 'keep', 'object', 'properties'],
  fields: {
    from: field.value({
      title: 'Of',
      hint: 'object or list',
      help: 'An object, or a list of objects.',
      required: true,
      default: '{{ input }}',
    }),
    fields: field.list({
      title: 'Fields',
      hint: 'none yet',
      help: 'Names such as address.city. In a list inside, it is that field of every item: lines.price',
      default: [],
    }),
    keep: field.choice(
      [
        { value: 'these', title: 'the fields' },
        { value: 'others', title: 'all but the fields' },
      ],
      { title: 'Keep', default: 'these' },
    ),
    rename: field.map({
      title: 'Rename',
      hint: 'nothing',
      help: 'The old name on the left, the new one on the right.',
      default: {},
      advanced: true,
    }),
  },
  outputs: { next: { title: 'what is left', example: { name: 'Ada' } } },
  examples: [
    {
      config: { fields: ['name', 'address.city'] },
      input: { name: 'Ada', age: 36, address: { city: 'Bern', zip: '3000' } },
      output: { name: 'Ada', address: { city: 'Bern' } },
    },
    {
      config: { fields: ['password'], keep: 'others', rename: { mail: 'email' } },
      input: [{ mail: 'ada@example.org', password: 'x' }],
      output: [{ email: 'ada@example.org' }],
    },
  ],
})
