import type { RunRow } from '../../../src-main/runtime/ports.ts'
import { callHooks } from '../../support/called-hooks.ts'
import type { DiskHost } from '../../support/disk-host.ts'
import { switchOn } from '../../support/trigger-flow.ts'
import { checkAll } from './check-all.ts'
import { type Epoch, eachMinutes, eachSeconds } from './due-times.ts'
import { FLOWS, type FlowName, flowsOf, scheduleFlow } from './flows.ts'
import type { Death, Deed, History } from './history.ts'
import { type Deaths, Lives } from './lives.ts'

/** What somebody outside sent, and was told of it. */
export type Sent = {
  flow: FlowName
  id: number
  /** it was told that it is on disk; null: its host died before */
  told: { outcome: string; runId?: string } | null
  /** how often a host died on it */
  lost: number
}

/** What was done to a host, told by who did it. */
export type Ledger = {
  history: History
  ids: Record<FlowName, string>
  epochs: { schedule: Epoch[]; every: Epoch[] }
  sent: Sent[]
  started: Lives['started']
}

const START = Date.UTC(2026, 10, 26, 11, 59, 30)
const LOOK_MS = 15_000
const DRAIN_MINUTES = 20

/** Plays a history with all its deaths, then lets everything come to its end. @throws Error what is wrong, a line each */
export async function playHistory(history: History): Promise<Deaths> {
  const lives = new Lives(START)
  try {
    await lives.begin()
    const player = new Player(lives, history)
    await player.setUp()
    for (const { deed, deaths } of history.deeds) await player.play(deed, deaths)
    await player.finish()
    const wrong = await checkAll(lives.host, player.ledger, await allRuns(lives.host))
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
    return lives.deaths
  } finally {
    await lives.remove()
  }
}

class Player {
  readonly ledger: Ledger
  readonly #lives: Lives
  #minutes: number
  #latest = START
  #isPaused = false

  constructor(lives: Lives, history: History) {
    this.#lives = lives
    this.#minutes = history.minutes
    this.ledger = {
      history,
      ids: {} as Record<FlowName, string>,
      epochs: { schedule: [], every: [] },
      sent: [],
      started: lives.started,
    }
  }

  async setUp(): Promise<void> {
    const flows = flowsOf(this.ledger.history)
    for (const name of FLOWS)
      await this.#lives.attempt([], async (host) => {
        this.ledger.ids[name] = await switchOn(host, flows[name])
      })
    this.#open('schedule')
    this.#open('every')
    // the first host was there before the flow
    Object.assign(this.#lives.started, { told: 0, all: 0 })
  }

  async play(deed: Deed, deaths: readonly Death[]): Promise<void> {
    const { host } = this.#lives
    this.#latest = Math.max(this.#latest, host.clock.now())
    if (deed.do === 'turn') return this.#until(deaths, ({ clock }) => this.#turn(clock, deed.ms, host))
    if (deed.do === 'jump') return this.#until(deaths, ({ clock }) => this.#jump(clock, deed.ms, host))
    if (deed.do === 'emit') return this.#emit(deed, deaths)
    if (deed.do === 'call') return this.#call(deed.id, deaths)
    if (deed.do === 'pause') {
      await this.#until(deaths, ({ triggers }) => triggers.pause())
      this.#isPaused = true
      return
    }
    if (deed.do === 'go on') {
      await this.#until(deaths, ({ triggers }) => triggers.goOn())
      this.#isPaused = false
      return
    }
    return this.#change(deed, deaths)
  }

  /** All goes on, and comes to its end. */
  async finish(): Promise<void> {
    await this.#until([], ({ triggers }) => triggers.goOn())
    const { clock } = this.#lives.host
    const back = Math.max(this.#latest, clock.now()) - clock.now()
    clock.jump(back)
    await this.#until([], () => clock.turn(LOOK_MS))
    const { journal } = this.#lives.host.store
    for (let i = 0; i < DRAIN_MINUTES && journal.unfinished().length > 0; i++)
      await this.#until([], () => clock.turn(60_000))
  }

  /** Until it was done: who has no answer does it again. Only the first time its host dies. */
  async #until(deaths: readonly Death[], deed: (host: DiskHost) => Promise<void> | void): Promise<void> {
    if (await this.#lives.attempt(deaths, deed)) return
    while (!(await this.#lives.attempt([], deed)));
  }

  /** time goes by once, whoever dies */
  #turn(clock: DiskHost['clock'], ms: number, { clock: first }: DiskHost): void {
    if (clock === first) clock.turn(ms)
  }
  #jump(clock: DiskHost['clock'], ms: number, { clock: first }: DiskHost): void {
    if (clock !== first) return
    clock.jump(ms)
    this.#latest = Math.max(this.#latest, clock.now())
    clock.turn(LOOK_MS)
  }

  async #emit({ name, id, key }: Deed & { do: 'emit' }, deaths: readonly Death[]): Promise<void> {
    const sent: Sent = { flow: name, id, told: null, lost: 0 }
    this.ledger.sent.push(sent)
    const deed = async (host: DiskHost) => {
      const [heard] = host.bus.emit({ name, payload: id, key })
      await host.store.journal.flush()
      // what a host that is dead still says, nobody hears
      if (host !== this.#lives.host) return
      if (!heard) sent.told = { outcome: 'nobody' }
      else sent.told = { outcome: heard.outcome, ...('runId' in heard && { runId: heard.runId }) }
    }
    await this.#send(sent, deaths, deed, key !== undefined)
  }

  async #call(id: number, deaths: readonly Death[]): Promise<void> {
    const sent: Sent = { flow: 'hook', id, told: null, lost: 0 }
    this.ledger.sent.push(sent)
    const door = await callHooks(() => this.#lives.host)
    const deed = async (host: DiskHost) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': `call-${id}` }
      const { status, json } = await door.call('/hooks/h', { body: JSON.stringify(id), headers })
      if (host !== this.#lives.host) return
      sent.told = { outcome: status === 202 ? 'started' : `status ${status}`, runId: json?.runId }
    }
    await this.#send(sent, deaths, deed, true)
    await door.close()
  }

  /** Who has a key sends again until it has an answer. */
  async #send(
    sent: Sent,
    deaths: readonly Death[],
    deed: (host: DiskHost) => Promise<void>,
    isSentAgain: boolean,
  ): Promise<void> {
    let left = deaths
    for (;;) {
      const done = await this.#lives.attempt(left, deed)
      left = []
      if (done || sent.told !== null) return
      sent.lost += 1
      if (!isSentAgain) return
    }
  }

  /** On, off, saved. It is done when all times until now have had their turn, and the clock is not behind. */
  async #change(deed: Deed, deaths: readonly Death[]): Promise<void> {
    await this.#until([], ({ clock }) => clock.turn(LOOK_MS))
    const { host } = this.#lives
    if (host.clock.now() < this.#latest || this.#isPaused) return
    const { ids, epochs, history } = this.ledger
    const every = { flowId: ids.every, block: 'hat' }
    if (deed.do === 'disable' || deed.do === 'enable') {
      if ((epochs.every.at(-1)?.to === null) === (deed.do === 'enable')) return
      await this.#until(deaths, ({ triggers }) => triggers.enable(every, deed.do === 'enable'))
      if (deed.do === 'enable') this.#open('every')
      else this.#close('every')
    }
    const isOn = epochs.schedule.at(-1)?.to === null
    if (deed.do === 'switch off' && isOn) {
      await this.#until(deaths, ({ triggers }) => triggers.switchOff(ids.schedule))
      this.#close('schedule')
    }
    if (deed.do === 'switch on' && !isOn) {
      await this.#until(deaths, async ({ store, triggers }) =>
        triggers.switchOn(ids.schedule, (await store.flows.saveVersion(ids.schedule)).versionId),
      )
      this.#open('schedule')
    }
    if (deed.do === 'save')
      await this.#save('tick', { ...flowsOf(history).tick, description: `${this.#latest}` }, deaths)
    if (deed.do === 'edit' && isOn && deed.minutes !== this.#minutes) {
      this.#minutes = deed.minutes
      await this.#save('schedule', scheduleFlow(deed.minutes, history.catchUp.schedule), deaths)
      this.#close('schedule')
      this.#open('schedule')
    }
  }

  #save(name: FlowName, document: ReturnType<typeof scheduleFlow>, deaths: readonly Death[]): Promise<void> {
    const id = this.ledger.ids[name]
    return this.#until(deaths, async ({ store, triggers }) => {
      await store.flows.replace(id, { ...document, id })
      await triggers.saved(id, (await store.flows.saveVersion(id)).versionId)
    })
  }

  #open(hat: 'schedule' | 'every'): void {
    const from = this.#lives.host.clock.now()
    const times =
      hat === 'schedule' ? eachMinutes(this.#minutes) : eachSeconds(this.ledger.history.every, from)
    this.ledger.epochs[hat].push({ from, to: null, times })
  }
  #close(hat: 'schedule' | 'every'): void {
    const last = this.ledger.epochs[hat].at(-1)
    if (last) last.to = this.#lives.host.clock.now()
  }
}

/** oldest first */
async function allRuns(host: DiskHost): Promise<RunRow[]> {
  const found: RunRow[] = []
  for (let after: string | undefined; ; ) {
    const page = await host.store.runs.list({}, { limit: 500, after })
    found.push(...page.items)
    if (page.next === null) return found.reverse()
    after = page.next
  }
}
