import { defineBlock } from '#shared/block'

export const leaveLoop = defineBlock({
  type: 'control/leave-loop',
  version: 1,
  category: 'control',
  shape: 'cap',
  effect: 'pure',
  engine: true,
  title: 'Leave the loop',
  sentence: 'leave the loop',
  summary: 'Ends the loop around it; the flow goes on below the loop.',
  keywords: ['break', 'exit', 'end', 'loop', 'found'],
  fields: {},
  outputs: {},
  examples: [],
})
