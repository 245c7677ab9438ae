import type { StepView } from '#shared/run'
import type { RunLog } from '../../model/run-fold.ts'

export type RunLogLine = {
  at: number
  level: string
  text: string
  block: string
  blockName: string
  /** number of the step that said it; undefined where only its block is known */
  seq?: number
}

/** Every line of a run in the order of time: of one that is over by its steps, of one that is alive as they came. */
export function linesOf(steps: readonly StepView[], live: readonly RunLog[] | null): RunLogLine[] {
  if (live) {
    const names = new Map(steps.map((step) => [step.block, step]))
    return live.map((line) => ({ ...line, blockName: names.get(line.block)?.blockName ?? line.block }))
  }
  const lines = steps.flatMap(({ logs = [], block, blockName, seq }) =>
    logs.map(({ at, level, text }) => ({ at, level, text, block, blockName, seq })),
  )
  // steps that overlap say things in between one another; of one moment the earlier step comes first
  return lines.sort((a, b) => a.at - b.at)
}

export const LOG_LEVELS = ['all', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Lines that hold the words, in what was said or in the block's name, from that level up. */
export function filterLines(lines: readonly RunLogLine[], words: string, least: LogLevel): RunLogLine[] {
  const search = words.trim().toLowerCase()
  return lines.filter(
    ({ level, text, blockName }) =>
      (least === 'all' || level === 'error' || level === least) &&
      (text.toLowerCase().includes(search) || blockName.toLowerCase().includes(search)),
  )
}
