import { defineBlock, field } from '#shared/block'

export const callFlow = defineBlock({
  type: 'control/call-flow',
  version: 1,
  category: 'control',
  shape: 'stack',
  effect: 'pure',
  engine: true,
  title: 'Run another flow',
  sentence: 'run {flow} with {input}',
  summary:
    'Runs another flow that starts with "When called", waits for it, and goes on with what it gives back.',
  keywords: ['call', 'sub-flow', 'function', 'my block', 'reuse', 'procedure'],
  fields: {
    flow: field.flow({
      title: 'Flow',
      hint: 'flow',
      help: 'It must begin with "When called" and be saved. Its newest saved version is run.',
      required: true,
    }),
    input: field.value({
      title: 'With',
      help: 'What it is given. A flow that declares inputs takes an object with their names.',
      default: '{{ input }}',
    }),
  },
  outputs: { next: { title: 'what it gave back' } },
  examples: [
    { config: { flow: 'flw_add_tax', input: { price: 10 } }, input: null, note: 'with its inputs by name' },
  ],
})
