import { isDeepStrictEqual } from 'node:util'
import type { Evaluator } from '#shared/expression'
import type { FlowDocument, Json } from '#shared/flow'
import {
  type CompiledFlow,
  compileFlow,
  isOver,
  type Pointer,
  type RunEvent,
  type RunState,
} from '#shared/run'
import { LiveRuns } from '../../../src-main/runtime/live-runs.ts'
import { questionsOf } from '../../../src-main/runtime/questions.ts'
import { careForRuns } from '../../../src-main/runtime/run-care.ts'
import type { RuntimeParts } from '../../../src-main/runtime/runtime.ts'
import { pictureOf } from '../../../src-shared/run/state-picture.ts'
import { type HandClock, handClock } from '../../support/hand-clock.ts'
import { type Account, accountOf, keyOf, together } from './account.ts'
import { hashOf } from './chance.ts'
import { NOBODY_ANSWERS } from './make-plan.ts'
import type { Crash, Plan } from './plan.ts'
import { simCatalog } from './sim-blocks.ts'
import { type SimDisk, SimJournal } from './sim-journal.ts'
import { type Given, quietWorld, type SimWorld } from './sim-world.ts'

/** What outlives a host. */
export type Machine = {
  plan: Plan
  document: FlowDocument
  /** the flow that it calls */
  child: FlowDocument
  disk: SimDisk
  world: SimWorld
  evaluator: Evaluator
  /** ms since the epoch when the next host starts */
  time: number
  /** turns of the clock, over all lives */
  turns: number
  lives: number
  /** how a person answers about a step, always the same */
  answers: Map<string, Given | { do: 'retry' }>
  runId: string
}

/** How a life of a host ended. */
export type LifeEnd = { died: boolean; effects: number }

const MOST_TURNS = 5_000

/**
 * One life of a host: the real runtime on a clock that is turned when everything is quiet, until the run is over
 * and on disk, or until it dies.
 * @throws Error when the run stands still, goes on for ever, or is not what its journal says
 */
export async function live(machine: Machine, crash: Crash | null): Promise<LifeEnd> {
  const host = new SimHost(machine, crash)
  await host.begin()
  const died = await host.toEnd()
  host.compare()
  machine.time = host.clock.now() + 60_000
  return { died, effects: host.touched }
}

/** The run, and those it called, as their journals on disk have them. */
export function accountOnDisk({ disk, runId, document, child }: Machine): Account | null {
  const flows = new Map([document, child].map((flow) => [flow.id, compileFlow(flow, simCatalog)]))
  const accounts = new Map(
    [...disk.runs].map(([id, { row, entries }]) => [
      id,
      accountOf(id, flows.get(row.flowId) as CompiledFlow, entries as RunEvent[]),
    ]),
  )
  const own = accounts.get(runId)
  accounts.delete(runId)
  return own ? together(own, [...accounts.values()]) : null
}

/** Calls that the journals on disk know of: the next one's id follows. */
const callsOnDisk = ({ disk }: Machine): number =>
  [...disk.runs.values()].flatMap(({ entries }) => entries).filter(({ kind }) => kind === 'called').length

class SimHost {
  readonly clock: HandClock
  readonly #machine: Machine
  readonly #journal: SimJournal
  readonly #runs: LiveRuns
  readonly #care: ReturnType<typeof careForRuns>
  readonly #questions: ReturnType<typeof questionsOf>
  readonly #bugs: unknown[] = []
  touched = 0
  #ready: boolean
  /** seq of each run's state that was answered last */
  readonly #answeredAt = new Map<string, number>()
  readonly #repliedTo = new Set<string>()
  #state: RunState | null = null

  constructor(machine: Machine, crash: Crash | null) {
    this.#machine = machine
    this.clock = handClock(machine.time)
    this.#journal = new SimJournal(machine.disk, this.clock, crash)
    this.#ready = !machine.plan.lateSandbox
    // what `createRuntime` hands out is made of these; the run's own state shows only here
    this.#runs = new LiveRuns(this.#parts())
    this.#care = careForRuns(this.#runs)
    this.#questions = questionsOf(this.#runs)
    machine.lives++
  }

  #parts(): RuntimeParts {
    const { plan, document, child, world, disk } = this.#machine
    let calls = callsOnDisk(this.#machine)
    let isFirst = disk.runs.size === 0
    const journal = this.#journal
    const life = {
      n: this.#machine.lives,
      isDead: () => journal.dead,
      failures: accountOnDisk(this.#machine)?.failures ?? new Map(),
      moved: () => {
        this.touched++
      },
      after: (ms: number, then: () => void) => void this.clock.after(ms, then),
    }
    return {
      journal,
      kept: journal.kept,
      states: journal.states,
      versions: {
        load: (id) => (id === 'ver_child' ? child : document),
        newest: (id) => (id === 'flw_child' ? 'ver_child' : undefined),
      },
      catalog: simCatalog,
      runners: world.runners(life),
      evaluator: this.#sandbox(),
      world: quietWorld(),
      clock: this.clock,
      ids: {
        next(prefix) {
          const id = isFirst ? 'sim' : `call${calls++}`
          isFirst = false
          return `${prefix}_${id}`
        },
      },
      dice: { seed: () => plan.seed },
      settings: {
        get: (key) => (key === 'onRestart' ? plan.onRestart : undefined),
        set: () => {},
      },
      onBug: (bug) => this.#bugs.push(bug),
    }
  }

  /** The evaluator, whose sandbox is perhaps still being loaded. */
  #sandbox(): Evaluator {
    const { evaluator } = this.#machine
    return {
      ...evaluator,
      isReady: () => this.#ready,
      ready: () =>
        new Promise((resolve) =>
          this.clock.after(300, () => {
            this.#ready = true
            resolve()
          }),
        ),
    }
  }

  /** Orders the run, or takes up what is left of it. */
  async begin(): Promise<void> {
    const { document, disk } = this.#machine
    if (disk.runs.size > 0) this.#runs.recover()
    else
      this.#machine.runId = this.#runs.start({
        flowId: 'flw_sim',
        versionId: 'ver_sim',
        document,
        input: { given: 1 },
      })
    this.#state = this.#runs.find(this.#machine.runId)?.loop.state ?? null
  }

  /** True: it died before the run was over. */
  async toEnd(): Promise<boolean> {
    let after = 0
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      await this.#quiet()
      if (this.#bugs.length > 0) throw this.#bugs[0]
      if (this.#journal.dead) return true
      // a little longer: what comes late must change nothing
      if (this.#isOver() && (after++ >= 5 || this.clock.next() === undefined)) return false
      if (this.#answered() || this.#replied()) continue
      const ms = this.clock.next()
      if (ms === undefined) throw new Error(`the run stands still: ${JSON.stringify(this.#picture())}`)
      this.#jump()
      this.clock.turn(ms)
    }
    throw new Error(`the run does not end: ${JSON.stringify(this.#picture())}`)
  }

  #isOver(): boolean {
    return isOver(this.#machine.disk.runs.get(this.#machine.runId)?.row.status ?? 'queued')
  }

  /** Until nothing moves any more without time going on. */
  async #quiet(): Promise<void> {
    let still = 0
    let moves = -1
    while (still < 3 && !this.#journal.dead) {
      await new Promise((resolve) => setImmediate(resolve))
      const now = this.#journal.moves + this.touched
      still = now === moves ? still + 1 : 0
      moves = now
    }
  }

  #jump(): void {
    const { plan } = this.#machine
    const turn = ++this.#machine.turns
    for (const jump of plan.jumps) if (jump.turn === turn) this.clock.jump(jump.ms)
  }

  /** Answers what the run asks. False: it asks nothing, or cannot hear. */
  #answered(): boolean {
    if (this.#journal.halted()) return false
    for (const { id } of this.#runs.alive()) {
      const state = this.#runs.find(id)?.loop.state
      if (!state || state.asking === 0 || state.seq === this.#answeredAt.get(id)) continue
      this.#answeredAt.set(id, state.seq)
      this.#answer(id, state)
      return true
    }
    return false
  }
  /** Answers one question of a flow, the same way in every life. False: nothing is asked that somebody answers. */
  #replied(): boolean {
    if (this.#journal.halted()) return false
    for (const { id } of this.#runs.alive()) {
      const state = this.#runs.find(id)?.loop.state
      for (const pointer of state?.questions.values() ?? []) {
        const key = keyOf(id, pointer)
        if (pointer.question?.text === NOBODY_ANSWERS || this.#repliedTo.has(key)) continue
        this.#repliedTo.add(key)
        const answer = this.#replyTo(key, pointer)
        this.#questions.reply(id, { pointer: pointer.n, answer, by: 'api' }).catch((error) => {
          if (error.code !== 'store.cannot-write') this.#bugs.push(error)
        })
        return true
      }
    }
    return false
  }
  #replyTo(key: string, { question }: Pointer): Json {
    const hash = hashOf(`${this.#machine.plan.seed} reply ${key}`)
    switch (question?.kind) {
      case 'yes-no':
        return hash % 2 === 0
      case 'choice':
        return question.choices[hash % question.choices.length] ?? null
      case 'number':
        return hash % 100
      default:
        return `reply ${hash % 10}`
    }
  }
  #answer(runId: string, state: RunState): void {
    const asked = this.#care.asked(runId)[0]
    if (!asked) throw new Error('an interrupted run asks nothing')
    const answer =
      asked.pointer === null ? { do: 'retry' as const } : this.#answerAbout(runId, state, asked.pointer)
    const pointer = asked.pointer ?? undefined
    // it may die before this is on disk; when the disk refuses, it was heard all the same
    this.#care.answer(runId, { ...answer, ...(pointer !== undefined && { pointer }) }).catch((error) => {
      if (error.code !== 'store.cannot-write') this.#bugs.push(error)
    })
  }
  #answerAbout(runId: string, state: RunState, n: number): Given | { do: 'retry' } {
    const pointer = state.held.get(n)
    if (!pointer) throw new Error(`it asks about pointer ${n}, which is not held`)
    const key = keyOf(runId, pointer)
    const { answers, plan } = this.#machine
    const hash = hashOf(`${plan.seed} answer ${key}`)
    const made = [{ do: 'retry' }, { do: 'skip' }, { do: 'give', value: hash % 100 }] as const
    const answer = answers.get(key) ?? made[hash % made.length] ?? made[0]
    answers.set(key, answer)
    return answer
  }

  #picture(): unknown {
    return this.#state && pictureOf(this.#state)
  }

  /** The state that lives is the one its journal leads to; the row says the same. */
  compare(): void {
    const { runId, document, disk } = this.#machine
    if (!this.#journal.get(runId)) return
    // what was noted but not yet given to the journal when it died is no part of the comparison
    if (this.#state?.seq !== this.#journal.read(runId).length) return
    const { state } = accountOf(
      runId,
      compileFlow(document, simCatalog),
      plain(this.#journal.read(runId)) as RunEvent[],
    )
    const replayed = plain(pictureOf(state))
    const lived = plain(this.#picture())
    if (!isDeepStrictEqual(replayed, lived))
      throw new Error(
        `the journal leads to another state: ${JSON.stringify(replayed)} instead of ${JSON.stringify(lived)}`,
      )
    const row = disk.runs.get(runId)?.row
    if (this.#journal.dead || !row) return
    const told = plain({ status: row.status, steps: row.steps, output: row.output, error: row.error })
    const { status, steps, output, error } = state
    if (!isDeepStrictEqual(told, plain({ status, steps, output, error })))
      throw new Error(`the row says ${JSON.stringify(told)}, the journal ${status} after ${steps} steps`)
  }
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
