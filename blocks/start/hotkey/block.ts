import { defineBlock, field, limitFields } from '#shared/block'

export const hotkey = defineBlock({
  type: 'start/hotkey',
  version: 1,
  category: 'start',
  shape: 'hat',
  effect: 'read',
  engine: true,
  title: 'When keys are pressed',
  sentence: 'when {keys} is pressed',
  summary: 'Starts the flow when a key combination is pressed, in any program.',
  keywords: ['shortcut', 'keyboard', 'key', 'press', 'global'],
  fields: {
    keys: field.text({
      title: 'Keys',
      hint: 'Ctrl+Shift+K',
      help: 'Such as Ctrl+Shift+K, Alt+Space or CmdOrCtrl+F9.',
      required: true,
      raw: true,
      reads: 'keys',
    }),
    ...limitFields,
    sample: field.value({
      title: 'Sample',
      help: 'What arrives when Run is pressed to try this flow.',
      default: null,
      advanced: true,
    }),
  },
  outputs: { next: { title: 'nothing' } },
  examples: [{ config: { keys: 'Ctrl+Shift+K' }, input: null }],
})
