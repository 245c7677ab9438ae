import { defineBlock, field } from '#shared/block'

export const called = defineBlock({
  type: 'start/called',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'pure',
  engine: true,
  title: 'When called',
  sentence: 'when called with {inputs}',
  summary: 'Starts the flow when another flow runs it, and checks what it is given.',
  keywords: ['start', 'my block', 'function', 'sub-flow', 'inputs', 'parameters'],
  fields: {
    inputs: field.list({
      title: 'Inputs',
      hint: 'anything',
      help: 'A list of { name, kind, required, default }; kinds: text, number, yes-no, list, object, any.',
    }),
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      advanced: true,
    }),
  },
  outputs: { next: { title: 'the inputs' } },
  examples: [
    {
      config: { inputs: [{ name: 'price', kind: 'number', required: true }] },
      input: { price: 10 },
      note: 'the flow is given { price: 10 }',
    },
  ],
})
