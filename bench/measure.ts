import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Figure = {
  measure: string
  unit: string
  min: number
  median: number
  max: number
  times: number
}

/** Runs `once` several times and gives min, median and max of what it measured. */
export async function measure(
  name: string,
  unit: string,
  times: number,
  once: () => Promise<number> | number,
): Promise<Figure> {
  const seen: number[] = []
  for (let i = 0; i < times; i++) seen.push(await once())
  seen.sort((a, b) => a - b)
  const [min, median, max] = [seen[0], seen[Math.floor(times / 2)], seen[times - 1]].map(round)
  const figure = { measure: name, unit, min, median, max, times } as Figure
  process.stdout.write(`${JSON.stringify(figure)}\n`)
  return figure
}

const round = (n: number | undefined): number => {
  const value = n ?? Number.NaN
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}

/** Keeps figures in bench/results/NAME.jsonl, one line each. */
export function keep(name: string, figures: readonly Figure[]): void {
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.jsonl`), figures.map((f) => `${JSON.stringify(f)}\n`).join(''))
}
