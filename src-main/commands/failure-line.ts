import type { AppErrorShape } from '#shared/error'

/** Why a run failed, for a terminal: without a canvas the block has to be named. */
export function failureLine({ message, fix, details }: AppErrorShape): string {
  const name = typeof details?.blockName === 'string' ? details.blockName : undefined
  const isNamed = name === undefined || message.startsWith(`${name}: `) || message.startsWith(`${name}, `)
  const place = isNamed || message.includes(`"${name}"`) ? '' : `In "${name}": `
  return `${place}${message}${fix ? ` ${fix}` : ''}`
}

/** What an interrupted run means and how to go on. */
export const interruptedLine = (runId: string): string =>
  'Blockloom ended in the middle of a step that may or may not have been done, so it was not done again. ' +
  `Look at what it asks with: blockloom runs resume ${runId}`
