import { AppError, defineBlock, field, implement } from 'blockloom'

const shorten = defineBlock({
  type: 'starter/shorten',
  version: 1,
  effect: 'pure',
  category: 'data',
  title: 'Shorten text',
  sentence: 'shorten {text} to {length} letters',
  summary: 'Cuts a text at a word, and says so at its end.',
  keywords: ['cut', 'trim', 'summary', 'length'],
  fields: {
    text: field.longText({ title: 'Text', default: '{{ input }}' }),
    length: field.number({ title: 'Letters', whole: true, min: 1, max: 10_000, default: 80 }),
    ending: field.choice(
      [
        { value: '…', title: 'one sign …' },
        { value: '...', title: 'three dots ...' },
      ],
      { title: 'Ending', default: '…', advanced: true },
    ),
  },
  outputs: { next: { title: 'the shorter text', example: 'Once upon a…' } },
  examples: [
    { config: { length: 12 }, input: 'Once upon a time', output: 'Once upon a…' },
    { config: { text: 'short', length: 12 }, input: null, output: 'short' },
    { config: { length: 14, ending: '...' }, input: 'Once upon a time', output: 'Once upon a...' },
  ],
})

export const blocks = [
  implement(shorten, ({ text, length, ending }, ctx) => {
    if (ending.length >= length)
      throw new AppError({
        code: 'starter.too-short',
        message: `${length} letters leave no room for the ending.`,
        fix: 'Allow more letters, or choose a shorter ending.',
      })
    if (text.length <= length) return { next: text }
    const cut = text.slice(0, length - ending.length)
    const atWord = /\s/.test(text.charAt(cut.length)) ? cut : cut.replace(/\s+\S*$/, '')
    ctx.log.info(`${text.length - atWord.length} letters were cut off`)
    return { next: `${atWord.trimEnd()}${ending}` }
  }),
]
