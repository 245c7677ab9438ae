import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

/** What the design asks for (page 7), held against the median. */
export type Target = { atMost: number } | { atLeast: number }

export type Figure = {
  measure: string
  unit: string
  min: number
  median: number
  max: number
  times: number
  target?: Target
  met?: boolean
}

/** Runs `once` several times and gives min, median and max of what it measured. */
export async function measure(
  name: string,
  unit: string,
  times: number,
  once: () => Promise<number> | number,
  target?: Target,
): Promise<Figure> {
  const seen: number[] = []
  for (let i = 0; i < times; i++) seen.push(await once())
  return figureOf(name, unit, seen, target)
}

/** One JSON line of what was measured, also printed. */
export function figureOf(name: string, unit: string, values: readonly number[], target?: Target): Figure {
  const sorted = values.toSorted((a, b) => a - b)
  const [min, median, max] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map(round)
  const figure = { measure: name, unit, min, median, max, times: sorted.length } as Figure
  if (target) Object.assign(figure, { target, met: isMet(target, figure.median) })
  process.stdout.write(`${JSON.stringify(figure)}\n`)
  return figure
}

const isMet = (target: Target, value: number): boolean =>
  'atMost' in target ? value <= target.atMost : value >= target.atLeast

const round = (n: number | undefined): number => {
  const value = n ?? Number.NaN
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}

/** What a figure depends on besides the program. */
export const conditions = () => ({
  at: new Date().toISOString().slice(0, 16),
  node: process.version,
  cpu: cpus()[0]?.model ?? '',
  cores: cpus().length,
  /** processes that wanted to run in the last minute: above `cores` others were in the way */
  load: round(loadavg()[0]),
})

export const RESULTS = join(import.meta.dirname, 'results')

/** Keeps figures in bench/results/NAME.jsonl: a line about when and where, then one a figure. */
export function keep(name: string, figures: readonly object[], about: object = conditions()): void {
  mkdirSync(RESULTS, { recursive: true })
  const lines = [about, ...figures].map((line) => `${JSON.stringify(line)}\n`)
  writeFileSync(join(RESULTS, `${name}.jsonl`), lines.join(''))
}
