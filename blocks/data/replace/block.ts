import { defineBlock, field } from '#shared/block'

export const replace = defineBlock({
  type: 'data/replace',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  // a regular expression may take for ever
  heavy: [{ by: 'how', when: ['pattern'], pattern: { in: 'find', on: 'text' } }],
  title: 'Replace',
  sentence: 'in {text} replace {find} by {with}',
  summary: 'Replaces words in a text, or all that a pattern finds.',
  keywords: ['regex', 'regular expression', 'substitute', 'change', 'remove', 'clean', 'search', 'text'],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '{{ input }}' }),
    find: field.text({
      title: 'Find',
      hint: 'words',
      required: true,
      reads: 'pattern',
      readsWhen: { by: 'how', in: ['pattern'] },
    }),
    with: field.text({
      title: 'Replace by',
      hint: 'nothing',
      help: 'For a pattern, $1 or $<name> is what its group found, $& all of it.',
      default: '',
    }),
    how: field.choice(
      [
        { value: 'text', title: 'these very words' },
        { value: 'pattern', title: 'a regular expression' },
      ],
      { title: 'Find means', default: 'text' },
    ),
    all: field.yesNo({ title: 'Everywhere', help: 'When off, only the first place.', default: true }),
    ignoreCase: field.yesNo({ title: 'Large and small letters are the same', default: false }),
    byLine: field.yesNo({
      title: '^ and $ are beginning and end of each line',
      default: false,
      when: { by: 'how', in: ['pattern'] },
      advanced: true,
    }),
  },
  outputs: { next: { title: 'text', example: 'Hello Ada' } },
  examples: [
    { config: { find: 'cat', with: 'dog' }, input: 'A cat is a cat.', output: 'A dog is a dog.' },
    {
      config: { find: '(\\d+)\\.(\\d+)\\.(\\d+)', with: '$3-$2-$1', how: 'pattern' },
      input: 'on 23.11.2026',
      output: 'on 2026-11-23',
    },
  ],
  defaults: { timeout: '10s' },
})
