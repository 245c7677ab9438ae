import { defineBlock, field } from '#shared/block'

export const setFields = defineBlock({
  type: 'data/set-fields',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Set fields',
  sentence: 'set fields {fields}',
  summary: 'Puts fields into the object that arrived, or makes a new object of them.',
  keywords: ['object', 'edit', 'add', 'change', 'property', 'map'],
  fields: {
    fields: field.map({
      title: 'Fields',
      hint: 'none yet',
      help: 'A name with dots goes deeper: address.city',
      required: true,
    }),
    keep: field.yesNo({
      title: 'Keep the other fields',
      help: 'When off, only these fields come out.',
      default: true,
    }),
  },
  outputs: { next: { title: 'object', example: { name: 'Ada' } } },
  examples: [
    {
      config: { fields: { 'address.city': 'Bern' } },
      input: { name: 'Ada', address: { zip: '3000' } },
      output: { name: 'Ada', address: { zip: '3000', city: 'Bern' } },
    },
    { config: { fields: { id: 7 }, keep: false }, input: { name: 'Ada' }, output: { id: 7 } },
  ],
})
