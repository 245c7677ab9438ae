import { IANAZone } from 'luxon'

/** A stretch of time in which a zone keeps its offset: from `from` to `to` (not included). */
export type Stretch = { readonly from: number; readonly to: number; readonly offset: number }

/** 400 days: zones are looked at in pieces of this, when they are asked for. */
const PIECE = 400 * 86_400_000
/** No zone has changed twice within less than 7 days since 1970, as far as is written down until 2042. */
const STEP = 3 * 86_400_000
/** No zone is further from UTC, and no change was larger than a day (Samoa, Alaska). */
const FURTHEST = 16 * 3_600_000
const LARGEST_CHANGE = 25 * 3_600_000

/**
 * What the clock on the wall shows in a zone, and when. Wall times are milliseconds since 1970 as if they were UTC.
 * Zones of the machine are slow to ask (about 10 us), so their changes are kept.
 */
export class ZoneClock {
  readonly #zone: IANAZone
  readonly #pieces = new Map<number, readonly Stretch[]>()

  constructor(name: string) {
    this.#zone = IANAZone.create(name)
    if (!this.#zone.isValid) throw new Error(`${name} is no zone: readZone comes first`)
  }

  stretchAt(time: number): Stretch {
    const index = Math.floor(time / PIECE)
    let piece = this.#pieces.get(index)
    if (!piece) {
      piece = this.#look(index * PIECE)
      this.#pieces.set(index, piece)
    }
    for (const stretch of piece) if (time < stretch.to) return stretch
    throw new Error(`${time} is no time`)
  }

  /** The latest wall time that has been shown until `time`, itself included: it stands still while clocks repeat themselves. */
  shownUntil(time: number): number {
    let stretch = this.stretchAt(time)
    let latest = time + stretch.offset
    while (stretch.from > time - LARGEST_CHANGE) {
      stretch = this.stretchAt(stretch.from - 1)
      latest = Math.max(latest, stretch.to - 1 + stretch.offset)
    }
    return latest
  }

  /** When the wall first shows this time, or a later one where it never shows this one. */
  firstShown(wall: number): number {
    let stretch = this.stretchAt(wall - FURTHEST)
    while (wall >= stretch.to + stretch.offset) stretch = this.stretchAt(stretch.to)
    return Math.max(wall - stretch.offset, stretch.from)
  }

  #look(start: number): Stretch[] {
    const end = start + PIECE
    const found: Stretch[] = []
    let from = start
    let offset = this.#offset(start)
    for (let last = start; last < end; ) {
      const next = Math.min(last + STEP, end - 1)
      if (this.#offset(next) !== offset) {
        const change = this.#change(last, next)
        found.push({ from, to: change, offset })
        ;[from, offset] = [change, this.#offset(change)]
        last = change
      } else if (next === end - 1) break
      else last = next
    }
    return [...found, { from, to: end, offset }]
  }

  /** The first whole second with another offset than `before` has. */
  #change(before: number, after: number): number {
    const offset = this.#offset(before)
    let [low, high] = [Math.floor(before / 1000), Math.ceil(after / 1000)]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#offset(middle * 1000) === offset) low = middle
      else high = middle
    }
    return high * 1000
  }

  #offset = (time: number): number => Math.round(this.#zone.offset(time) * 60_000)
}

const MOST = 1000
const known = new Map<string, ZoneClock>()

/** One for each zone, by a name that `readZone` has accepted. */
export function clockOf(zone: string): ZoneClock {
  const found = known.get(zone)
  if (found) return found
  const made = new ZoneClock(zone)
  if (known.size >= MOST) known.clear()
  known.set(zone, made)
  return made
}
