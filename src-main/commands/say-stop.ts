import type { Json } from '#shared/flow'
import type { RunStanding } from '#shared/run'

const WHY: Record<RunStanding['why'], string> = {
  breakpoint: 'breakpoint',
  step: 'step',
  pause: 'paused',
}

/** Longer values are cut: a terminal is no place for a megabyte. */
const MOST = 2000

const short = (value: Json | undefined): string => {
  const text = value === undefined ? 'too long to be shown' : JSON.stringify(value)
  return text.length > MOST ? `${text.slice(0, MOST)}... (${text.length} characters)` : text
}

/** Where a run stands, for a terminal: block, what arrived, what would be done with it, variables. */
export function sayStop(standing: RunStanding): string {
  const at = standing.pointers.find(({ n }) => n === standing.at)
  const lines = at
    ? [
        `Stopped before "${at.blockName}" (${at.block})${at.path ? ` in ${at.path}` : ''}: ${WHY[standing.why]}.`,
        `  input: ${short(at.input)}`,
        ...configLines(standing),
      ]
    : [`Paused: no block is about to start.`]
  if (standing.problem) lines.push(`  The condition could not be evaluated: ${standing.problem.message}`)
  return `${[...lines, ...variableLines(standing)].join('\n')}\n`
}

function configLines({ config, configError }: RunStanding): string[] {
  if (configError) return [`  It would fail: ${configError.message}`]
  return Object.entries(config ?? {}).map(([key, value]) => `  ${key}: ${short(value)}`)
}

/** Every variable in sight, one a line. */
export const variableLines = ({ variables }: RunStanding): string[] =>
  Object.entries(variables).map(([name, value]) => `  ${name} = ${short(value)}`)
