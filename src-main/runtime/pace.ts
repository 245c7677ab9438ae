import type { Clock, HatId } from './ports.ts'
import type { RunPace } from './runtime.ts'

/** Time is looked at again this often: machines sleep, and clocks are set. */
const LOOK = 60_000

/** `n`: of a run that has its turn, but not yet a place in which it can begin */
type Begun = { wall: number; mono: number; n?: number }
type InLine = { readonly n: number; readonly due: number; begin(): void }
type Line = { pace: RunPace; begun: Begun[]; waiting: InLine[]; cancel: (() => void) | null }

/**
 * Lets the runs of a trigger begin no faster than its limit allows, whenever they were planned for: after hours of
 * sleep the times of all that waits have come at once. A turn goes by the planned times, and who comes late stands
 * behind those that wait.
 */
export class Pace {
  readonly #clock: Clock
  readonly #begunBefore: (hat: HatId, most: number) => readonly number[]
  readonly #lines = new Map<string, Line>()

  /** @param begunBefore when the last runs of a trigger began under hosts before this one, ms since the epoch */
  constructor(clock: Clock, begunBefore: (hat: HatId, most: number) => readonly number[]) {
    this.#clock = clock
    this.#begunBefore = begunBefore
  }

  /** @param pace the newest limit holds for all that wait */
  line(hat: HatId, pace: RunPace, run: InLine): void {
    const line = this.#lineOf(hat, pace)
    line.pace = pace
    const behind = line.waiting.findIndex(({ due, n }) => due > run.due || (due === run.due && n > run.n))
    if (behind < 0) line.waiting.push(run)
    else line.waiting.splice(behind, 0, run)
    this.#go(line)
  }

  /** It got its place: from now on its time counts. */
  began({ n }: Pick<InLine, 'n'>): void {
    for (const { begun } of this.#lines.values()) {
      const own = begun.find((one) => one.n === n)
      if (own) Object.assign(own, this.#now(), { n: undefined })
    }
  }

  /** It is over: it takes nobody's turn. */
  forget({ n }: Pick<InLine, 'n'>): void {
    for (const line of this.#lines.values()) {
      line.waiting = line.waiting.filter((one) => one.n !== n)
      line.begun = line.begun.filter((one) => one.n !== n)
    }
  }

  stop(): void {
    for (const line of this.#lines.values()) line.cancel?.()
    this.#lines.clear()
  }

  #lineOf(hat: HatId, pace: RunPace): Line {
    const name = `${hat.flowId}\n${hat.block}`
    const known = this.#lines.get(name)
    if (known) return known
    const [now, mono] = [this.#clock.now(), this.#clock.monotonic()]
    const begun = this.#begunBefore(hat, pace.most)
      .map((at) => Math.min(at, now))
      .sort((a, b) => a - b)
      .map((wall) => ({ wall, mono: mono - (now - wall) }))
    const line: Line = { pace, begun, waiting: [], cancel: null }
    this.#lines.set(name, line)
    return line
  }

  #go(line: Line): void {
    line.cancel?.()
    line.cancel = null
    while (line.waiting.length > 0) {
      const left = this.#left(line)
      if (left > 0) {
        line.cancel = this.#clock.after(Math.min(left, LOOK), () => this.#go(line))
        return
      }
      const run = line.waiting.shift() as InLine
      line.begun = [...line.begun, { ...this.#now(), n: run.n }].slice(-line.pace.most)
      run.begin()
    }
  }

  #now = () => ({ wall: this.#clock.now(), mono: this.#clock.monotonic() })

  /** ms until there is room: by the wall clock, which goes on in sleep, or by the other, which nobody sets. */
  #left({ begun, pace: { most, perMs } }: Line): number {
    const full = begun.length < most ? undefined : begun[begun.length - most]
    if (!full) return 0
    if (full.n !== undefined) return perMs
    return Math.min(full.wall + perMs - this.#clock.now(), full.mono + perMs - this.#clock.monotonic())
  }
}
