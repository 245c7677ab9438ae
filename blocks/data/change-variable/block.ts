import { defineBlock, field } from '#shared/block'

export const changeVariable = defineBlock({
  type: 'data/change-variable',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Change variable',
  sentence: 'change {name} by {by}',
  summary: 'Adds a number to a variable. One that is missing counts as 0.',
  keywords: ['variable', 'count', 'add', 'increase', 'plus', 'minus'],
  fields: {
    name: field.variable({ title: 'Variable', hint: 'name', required: true }),
    by: field.number({ title: 'By', default: 1, required: true }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [{ config: { name: 'count', by: 1 }, input: 'hello', output: 'hello' }],
})
