import { defineBlock, field } from '#shared/block'

export const open = defineBlock({
  type: 'computer/open',
  version: 1,
  category: 'computer',
  shape: 'stack',
  effect: 'write',
  title: 'Open',
  sentence: 'open {what}',
  summary: 'Opens a file, a folder or a web address in the program you use for it.',
  keywords: ['launch', 'start', 'browser', 'show', 'view', 'document', 'link'],
  fields: {
    what: field.text({
      title: 'What',
      hint: 'file or address',
      help: 'A path such as ~/Documents/plan.pdf, or an address that begins with https://, http:// or mailto:.',
      required: true,
    }),
  },
  outputs: { next: { title: 'what arrived' } },
  examples: [
    { config: { what: 'https://example.org' }, input: null },
    { config: { what: '{{ input.path }}' }, input: { path: '~/Documents/plan.pdf' } },
  ],
  defaults: { timeout: '30s' },
})
