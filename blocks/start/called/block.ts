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
    inputs: field.table(
      {
        name: field.text({ title: 'Name', hint: 'name', required: true }),
        kind: field.choice(
          [
            { value: 'any', title: 'anything' },
            { value: 'text', title: 'text' },
            { value: 'number', title: 'number' },
            { value: 'yes-no', title: 'yes or no' },
            { value: 'list', title: 'list' },
            { value: 'object', title: 'object' },
          ],
          { title: 'Kind', default: 'any' },
        ),
        required: field.yesNo({ title: 'Required', default: false }),
        default: field.value({ title: 'Otherwise', hint: 'nothing' }),
      },
      {
        title: 'Inputs',
        reads: 'called-inputs',
        hint: 'anything',
        help: 'What the flow takes by name. What is not given is what stands under Otherwise.',
      },
    ),
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
