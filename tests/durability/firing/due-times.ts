/** Due times by plain counting, which knows nothing of the code it judges. Times are ms since the epoch. */
export type Times = (after: number, upTo: number) => number[]

const MINUTE = 60_000

/** Of a cron pattern of every n-th minute: whole minutes of the hour that n divides. */
export const eachMinutes =
  (n: number): Times =>
  (after, upTo) => {
    const found: number[] = []
    for (let at = Math.floor(after / MINUTE) * MINUTE + MINUTE; at <= upTo; at += MINUTE)
      if (new Date(at).getUTCMinutes() % n === 0) found.push(at)
    return found
  }

/** Whole intervals after a moment. */
export const eachSeconds =
  (n: number, anchor: number): Times =>
  (after, upTo) => {
    const found: number[] = []
    for (let at = anchor + n * 1000; at <= upTo; at += n * 1000) if (at > after) found.push(at)
    return found
  }

/** A time in which a hat was on with one plan. `to`: null while it is. */
export type Epoch = { from: number; to: number | null; times: Times }

/** A run of a hat with times, as it says of itself. */
export type Dued = { due: number; missed: number; at: number }

/** ms that a time may be late and is still on time */
const GRACE = 60_000

/**
 * Holds runs against epochs: each due time started one run or counts as missed, by the rule.
 * @returns what is wrong, and how many times there were
 */
export function checkTimes(
  epochs: readonly Epoch[],
  runs: readonly Dued[],
  rule: 'latest' | 'all' | 'none',
  now: number,
): { wrong: string[]; total: number } {
  const wrong: string[] = []
  let total = 0
  let checked = 0
  for (const { from, to, times } of epochs) {
    const all = times(from, to ?? now)
    const mine = runs.filter(({ due }) => due > from && due <= (to ?? now))
    total += all.length
    checked += mine.length
    let last = from
    for (const run of mine) {
      if (!all.includes(run.due)) wrong.push(`${iso(run.due)} is no due time`)
      if (run.due <= last) wrong.push(`${iso(run.due)} came again, or after ${iso(last)}`)
      const between = all.filter((due) => due > last && due < run.due).length
      if (rule === 'none') {
        if (run.at - run.due > GRACE) wrong.push(`${iso(run.due)} fired too late, at ${iso(run.at)}`)
      } else if (between !== run.missed)
        wrong.push(`${iso(run.due)} says it stands for ${run.missed}, but ${between} were before it`)
      last = run.due
    }
    if (rule !== 'none' && all.length > 0 && last !== all.at(-1))
      wrong.push(`the last one should be ${iso(all.at(-1) as number)} and is ${iso(last)}`)
  }
  if (checked !== runs.length)
    wrong.push(`${runs.length - checked} runs of times at which the hat was not on`)
  return { wrong, total }
}

const iso = (at: number): string => new Date(at).toISOString()
