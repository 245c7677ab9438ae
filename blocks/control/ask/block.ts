import { defineBlock, field } from '#shared/block'

export const ask = defineBlock({
  type: 'control/ask',
  version: 1,
  category: 'control',
  shape: 'c',
  effect: 'pure',
  engine: true,
  title: 'Ask',
  sentence: 'ask {question} for {kind}',
  summary: 'Asks a person and waits for the answer, over restarts too. What is inside is done meanwhile.',
  keywords: [
    'question',
    'approve',
    'approval',
    'confirm',
    'person',
    'human',
    'input',
    'form',
    'wait',
    'decide',
  ],
  fields: {
    question: field.longText({ title: 'Question', hint: 'question', required: true }),
    kind: field.choice(
      [
        { value: 'yes-no', title: 'yes or no' },
        { value: 'choice', title: 'one of these' },
        { value: 'text', title: 'a text' },
        { value: 'number', title: 'a number' },
      ],
      { title: 'Answer', default: 'yes-no' },
    ),
    choices: field.list({
      title: 'Choices',
      help: 'What can be chosen.',
      required: true,
      reads: 'choices',
      when: { by: 'kind', in: ['choice'] },
    }),
    within: field.duration({
      title: 'Within',
      hint: 'as long as it takes',
      help: 'When nobody answers in this time, it goes on from "late". Left empty, it waits as long as it takes.',
    }),
  },
  outputs: {
    next: { title: 'the answer', example: true },
    late: { title: 'what arrived, when nobody answered in time' },
  },
  mouths: [{ name: 'tell', word: 'meanwhile' }],
  examples: [
    { config: { question: 'Delete {{ input.count }} files?', kind: 'yes-no' }, input: { count: 12 } },
    {
      config: { question: 'Which size?', kind: 'choice', choices: ['Small', 'Large'], within: '2h' },
      input: 1,
    },
  ],
})
