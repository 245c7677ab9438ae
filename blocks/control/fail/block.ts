import { defineBlock, field } from '#shared/block'

export const fail = defineBlock({
  type: 'control/fail',
  version: 1,
  category: 'control',
  shape: 'cap',
  effect: 'pure',
  engine: true,
  title: 'Fail',
  sentence: 'fail with {message}',
  summary: 'Ends with an error of your own words.',
  keywords: ['error', 'throw', 'abort', 'problem'],
  fields: {
    message: field.text({ title: 'Message', hint: 'message', required: true }),
    code: field.text({
      title: 'Code',
      help: 'A short name for this error, for programs that read it.',
      advanced: true,
    }),
  },
  outputs: {},
  examples: [
    { config: { message: 'No order {{ input.id }}' }, input: { id: 7 }, note: 'fails with "No order 7"' },
  ],
})
