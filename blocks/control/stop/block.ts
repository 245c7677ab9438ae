import { defineBlock } from '#shared/block'

export const stop = defineBlock({
  type: 'control/stop',
  version: 1,
  category: 'control',
  shape: 'cap',
  effect: 'pure',
  engine: true,
  title: 'Stop here',
  sentence: 'stop here',
  summary: 'Ends this way through the flow. Other ways go on.',
  keywords: ['end', 'halt', 'finish'],
  fields: {},
  outputs: {},
  examples: [{ config: {}, input: 'anything', note: 'nothing comes after it' }],
})
