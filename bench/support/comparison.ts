/** Three numbers of the rounds. */
type Spread = { min: number; median: number; max: number }
/** What page 7 asks: of us alone, or beside the other. */
export type Wanted =
  | { atMost: number }
  | { atLeast: number }
  | { ratioAtMost: number }
  | { ratioAtLeast: number }

/** One scenario of both programs. */
export type Compared = {
  measure: string
  unit: string
  theirs: Spread
  ours: Spread
  /** ours of theirs, medians; null where they have nothing */
  ratio: number | null
  times: number
  target?: Wanted
  met?: boolean
}

type Sides = { theirs: readonly number[]; ours: readonly number[]; target?: Wanted }

export function compared(measure: string, unit: string, { theirs, ours, target }: Sides): Compared {
  const [their, our] = [spreadOf(theirs), spreadOf(ours)]
  const ratio = their.median === 0 ? null : Math.round((our.median / their.median) * 100) / 100
  const row: Compared = { measure, unit, theirs: their, ours: our, ratio, times: ours.length }
  return target ? { ...row, target, met: isMet(target, our.median, ratio ?? Number.NaN) } : row
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const [min, median, max] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)].map(
    (one = Number.NaN) => (one >= 100 ? Math.round(one) : Math.round(one * 10) / 10),
  )
  return { min, median, max } as Spread
}

function isMet(target: Wanted, value: number, ratio: number): boolean {
  if ('atMost' in target) return value <= target.atMost
  if ('atLeast' in target) return value >= target.atLeast
  return 'ratioAtMost' in target ? ratio <= target.ratioAtMost : ratio >= target.ratioAtLeast
}

type About = { at: string; node: string; cpu: string; cores: number; load: number; versions: string[] } & {
  rounds: number
  speed: number
}

/** For people: one table side by side, with what it stands on. */
export function table(rows: readonly Compared[], about: About): string {
  const [ours, theirs] = about.versions
  return `# Beside Node-RED

${about.at}, ${about.cores} cores (${about.cpu}), Node ${about.node}, ${theirs} and ${ours}, ${about.rounds} rounds, load ${about.load}. Each figure is the median, with the least and the most. Node-RED keeps no history; of Blockloom every step is journaled and every run on disk (\`synchronous=FULL\`) before its answer.

Node-RED's loops went at ${about.speed} of the rates of page 7, so 100,000 passes a second there are ${number(Math.round(100_000 * about.speed))} here.

| measure | unit | Node-RED | Blockloom | ratio | must reach | met |
|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}

Made by \`bench/compare.ts\`.
`
}

const line = ({ measure, unit, theirs, ours, ratio, target, met }: Compared): string => {
  const cells = [
    measure,
    unit,
    spread(theirs),
    spread(ours),
    ratio ?? '',
    say(target),
    met === undefined ? '' : met ? 'yes' : '**no**',
  ]
  return `| ${cells.join(' | ')} |`
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 })
const spread = ({ min, median, max }: Spread): string =>
  max === 0 ? 'none' : `**${number(median)}** (${number(min)} to ${number(max)})`

function say(target: Wanted | undefined): string {
  if (!target) return ''
  if ('atMost' in target) return `${number(target.atMost)} or less`
  if ('atLeast' in target) return `${number(target.atLeast)} or more`
  return 'ratioAtMost' in target
    ? `${target.ratioAtMost} of theirs or less`
    : `${target.ratioAtLeast} of theirs or more`
}
