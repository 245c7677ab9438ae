import { defineBlock, field } from '#shared/block'

export const splitText = defineBlock({
  type: 'data/split-text',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  // a regular expression may take for ever
  heavy: [{ by: 'at', when: ['pattern', 'matches'], pattern: { in: 'pattern', on: 'text' } }],
  title: 'Split text',
  sentence: 'split {text} into {at}',
  summary:
    'Makes a list of the parts of a text: its lines, its words, what stands between commas, what a pattern finds.',
  keywords: [
    'lines',
    'words',
    'separator',
    'comma',
    'regex',
    'extract',
    'find all',
    'match',
    'tokens',
    'list',
  ],
  fields: {
    text: field.longText({ title: 'Text', hint: 'text', default: '{{ input }}' }),
    at: field.choice(
      [
        { value: 'lines', title: 'lines' },
        { value: 'blanks', title: 'words' },
        { value: 'separator', title: 'what is between separators' },
        { value: 'pattern', title: 'what is between matches' },
        { value: 'matches', title: 'what a pattern finds' },
        { value: 'length', title: 'pieces of one length' },
      ],
      { title: 'Into', default: 'lines' },
    ),
    separator: field.text({
      title: 'Separator',
      help: '\\n is a new line, \\t a tab.',
      default: ',',
      when: { by: 'at', in: ['separator'] },
    }),
    pattern: field.text({
      title: 'Pattern',
      hint: 'regular expression',
      help: 'A regular expression, such as \\d+',
      required: true,
      reads: 'pattern',
      when: { by: 'at', in: ['pattern', 'matches'] },
    }),
    size: field.number({
      title: 'Length',
      when: { by: 'at', in: ['length'] },
      unit: 'characters',
      default: 100,
      min: 1,
      whole: true,
    }),
    trim: field.yesNo({ title: 'Take off blanks at both ends', default: true }),
    dropEmpty: field.yesNo({ title: 'Leave out empty parts', default: true }),
    ignoreCase: field.yesNo({
      title: 'Large and small letters are the same',
      default: false,
      when: { by: 'at', in: ['pattern', 'matches'] },
      advanced: true,
    }),
    byLine: field.yesNo({
      title: '^ and $ are beginning and end of each line',
      default: false,
      when: { by: 'at', in: ['pattern', 'matches'] },
      advanced: true,
    }),
  },
  outputs: { next: { title: 'the parts', example: ['milk', 'bread'] } },
  examples: [
    {
      config: { text: '{{ input }}', at: 'separator' },
      input: 'milk, bread,, eggs',
      output: ['milk', 'bread', 'eggs'],
    },
    {
      config: { text: '{{ input }}', at: 'matches', pattern: '(?<name>\\w+)=(?<value>\\w+)' },
      input: 'a=1; b=2',
      output: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    },
  ],
  defaults: { timeout: '10s' },
})
