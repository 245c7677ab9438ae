import { defineBlock, field } from '#shared/block'

export const addToList = defineBlock({
  type: 'data/add-to-list',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Add to list',
  sentence: 'add {value} to {name}',
  summary: 'Puts a value at the end of a list in a variable. A list that is missing is made.',
  keywords: ['variable', 'append', 'push', 'collect', 'gather'],
  fields: {
    value: field.value({ title: 'Value', hint: 'value', default: '{{ input }}' }),
    name: field.variable({ title: 'List', hint: 'list', required: true }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { name: 'found', value: '{{ input }}' }, input: 'hello', output: 'hello' }],
})
