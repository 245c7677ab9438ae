import { type CatchUp, type Dues, MOST_CAUGHT_UP, missedOf } from '#shared/schedule'
import { Agenda } from './agenda.ts'
import type { Hat, TriggerHost } from './trigger-runner.ts'

/** When a hat is due. Times are ms since the epoch. */
export type Plan = {
  /** tells it from others: a hat that is armed with another plan begins anew */
  readonly name: string
  readonly rule: CatchUp
  /** null: never again */
  next(after: number): number | null
  /** after `after`, up to `upTo`; the newest `limit` by name */
  between(after: number, upTo: number, limit: number): Dues
  /** ms by which this time is put off */
  delay(due: number): number
}

/** ms that a time may be late and is still on time */
const GRACE = 60_000
/** ms; a clock that is set back by more was wrong before */
const DAY = 86_400_000

const iso = (at: number): string => new Date(at).toISOString()

/**
 * Fires hats at their times. Invariants:
 * - the next due time stands in the store, and is set on in the commit of the runs that the one before started: each
 *   time starts one run, whatever happens to machine or clock in between;
 * - what was missed follows from that time and the clock, by the rule of the plan;
 * - a hat is the same object from its arming to its disarming: names for ten thousand of them cost more than they do.
 */
export class Timetable {
  readonly #host: TriggerHost
  readonly #agenda: Agenda<Hat>
  readonly #plans = new Map<Hat, Plan>()

  constructor(host: TriggerHost) {
    this.#host = host
    this.#agenda = new Agenda(host.clock, host.onBug, (by) => {
      if (by < -DAY) for (const [hat, plan] of this.#plans) this.#begin(hat, plan)
    })
  }

  arm(hat: Hat, plan: Plan): void {
    this.#plans.set(hat, plan)
    const { due, memory, firedAt } = this.#host.record(hat)
    const now = this.#host.clock.now()
    const wasAhead = firedAt !== null && firedAt > now + DAY
    if (due === null || memory !== plan.name || wasAhead) this.#begin(hat, plan)
    else this.#set(hat, plan, due)
  }

  disarm(hat: Hat): void {
    this.#plans.delete(hat)
    this.#agenda.drop(hat)
  }

  /** The next times of a hat that is armed. */
  nextTimes(hat: Hat, count: number): number[] {
    const plan = this.#plans.get(hat)
    const times: number[] = []
    let at = this.#host.record(hat).due
    while (plan && at !== null && times.length < count) {
      times.push(at)
      at = plan.next(at)
    }
    return times
  }

  woke(): void {
    this.#agenda.look()
  }
  stop(): void {
    this.#agenda.stop()
  }

  #begin(hat: Hat, plan: Plan): void {
    const due = plan.next(this.#host.clock.now())
    this.#host.remember(hat, { due, memory: plan.name })
    if (due !== null) this.#set(hat, plan, due)
  }

  #set(hat: Hat, plan: Plan, due: number): void {
    this.#agenda.set(hat, due + plan.delay(due), (now) => this.#ring(hat, plan, due, now))
  }

  #ring(hat: Hat, plan: Plan, planned: number, now: number): void {
    // rung again after an order that failed, some of its times have had theirs
    const due = this.#host.record(hat).due ?? planned
    const dues = plan.between(due - 1, now, MOST_CAUGHT_UP)
    const { starts, letGo } = missedOf({ dues, rule: plan.rule, now, grace: GRACE + plan.delay(due) })
    for (const start of starts) {
      this.#host.fire(hat, { value: { due: iso(start.due), missed: start.missed } })
      this.#host.remember(hat, { due: plan.next(start.due) })
    }
    const next = plan.next(Math.max(now, due))
    this.#host.remember(hat, { due: next })
    if (letGo > 0) this.#host.missed(hat, letGo, missedWords(letGo, dues.times.at(-1) ?? due))
    if (next !== null) this.#set(hat, plan, next)
  }
}

const missedWords = (count: number, last: number): string =>
  count === 1 ? `One time went by, at ${iso(last)}.` : `${count} times went by, the last at ${iso(last)}.`
