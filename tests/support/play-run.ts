import type { AppErrorShape } from '#shared/error'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import {
  type Breakpoint,
  type CompiledFlow,
  compileFlow,
  firstReady,
  holdsReady,
  isOver,
  liveHats,
  newRun,
  type Pointer,
  type RunEvent,
  type RunState,
  RunView,
  transition,
} from '#shared/run'
import { testCatalog } from './test-blocks.ts'

type Answer = Json | AppErrorShape | undefined
type Step = { value: Json; index: number; item: Json | undefined; pointer: Pointer }
/** What blocks do, by id: a value, or what becomes of the step. Missing: the input goes on. */
export type Script = {
  input?: Json
  does?: Record<string, (step: Step) => Json>
  /** fails instead, when it gives an error */
  fails?: Record<string, (step: Step) => AppErrorShape | undefined>
  config?: Record<string, JsonObject | ((step: Step) => JsonObject)>
  while?: (step: Step) => boolean
  /** what a breakpoint's condition says */
  breaks?: (step: Step) => boolean
  breakpoints?: readonly Breakpoint[]
  maxEvents?: number
  /** under which anybody may answer what the flow asks */
  link?: { link: string }
  /** what else the first row says, such as the state that the run starts from */
  order?: Partial<Extract<RunEvent, { kind: 'ordered' }>>
}

export type Play = {
  state: RunState
  flow: CompiledFlow
  events: RunEvent[]
  view: RunView
  /** ids of blocks in the order in which their steps started */
  order: string[]
  /** blocks under way */
  underWay(): string[]
  end(block: string, value?: Json): void
  fail(block: string, error: AppErrorShape): void
  wake(block: string): void
  /** takes what is ready until nothing is */
  goOn(): void
  note(event: DistributiveOmit<RunEvent, 'seq' | 'at'>): void
  aborted: string[]
  /** sets the time of the next events */
  at: number
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** Plays a flow on the pure engine alone: no runtime, no promise; `test/act` and waits stay under way until told. */
export function play(document: FlowDocument, script: Script = {}): Play {
  const flow = compileFlow(document, testCatalog)
  const state = newRun(flow)
  const view = new RunView()
  state.watcher = view
  const owed: Pointer[] = []
  const game: Play = {
    state,
    flow,
    events: [],
    view,
    get order() {
      return [...view.steps.values()].map((step) => step.block)
    },
    aborted: [],
    at: 1000,
    underWay: () => [...state.held.values()].filter((one) => one.phase !== 'gone').map((one) => one.block.id),
    note(event) {
      const whole = { seq: state.seq, at: game.at++, ...event } as RunEvent
      game.events.push(whole)
      for (const command of transition(state, whole)) {
        if (command.do === 'abort') game.aborted.push(command.pointer.block.id)
        if (command.do === 'check' || command.do === 'pass' || command.do === 'look')
          owed.push(command.pointer)
      }
    },
    end: (block, value) => {
      const pointer = heldAt(block)
      game.note(
        value === undefined ? { kind: 'ended', pointer, same: true } : { kind: 'ended', pointer, value },
      )
      goOn()
    },
    fail: (block, error) => {
      game.note({ kind: 'failed', pointer: heldAt(block), error })
      goOn()
    },
    goOn: () => goOn(),
    wake: (block) => {
      game.note({ kind: 'woke', pointer: heldAt(block) })
      goOn()
    },
  }

  const heldAt = (block: string): number => {
    const found = [...state.held.values()].find((one) => one.block.id === block)
    if (!found) throw new Error(`${block} is not under way`)
    return found.n
  }
  const stepOf = (pointer: Pointer): Step => {
    let { scope } = pointer
    while (scope.index < 0 && scope.parent) scope = scope.parent
    return { value: pointer.value, index: scope.index, item: scope.item, pointer }
  }

  const goOn = () => {
    while (!isOver(state.status) && state.asking === 0) {
      if (game.events.length > (script.maxEvents ?? 10_000)) throw new Error('the flow goes round for ever')
      const pointer = owed.shift()
      if (pointer) owe(pointer)
      else {
        const ready = firstReady(state)
        if (!ready || holdsReady(state)) return
        step(ready)
      }
    }
  }
  const owe = (pointer: Pointer) => {
    if (pointer === state.pausing?.looking) {
      const holds = script.breaks?.(stepOf(pointer)) ?? true
      game.note({ kind: 'looked', pointer: pointer.n, block: pointer.block.id, holds })
    } else if (pointer.phase === 'checking') {
      const holds = script.while?.({
        ...stepOf(pointer),
        value: pointer.passes?.value ?? null,
        index: pointer.passes?.next ?? -1,
      })
      game.note({ kind: 'checked', pointer: pointer.n, holds: holds ?? false })
    } else if (pointer.phase === 'passing' && pointer.passes)
      game.note({
        kind: 'passed',
        pointer: pointer.n,
        count: Math.min(3, pointer.passes.total - pointer.passes.next),
      })
  }
  const step = (pointer: Pointer) => {
    const { id, kernel, declaration } = pointer.block
    const given = script.config?.[id]
    const config = typeof given === 'function' ? given(stepOf(pointer)) : given
    const about = { pointer: pointer.n, block: id, ...(config && { config }) }
    const error = script.fails?.[id]?.(stepOf(pointer))
    if (error) game.note({ kind: 'failed', pointer: pointer.n, error })
    else if (kernel?.asks) game.note({ kind: 'asked', ...about, ...script.link })
    else if (kernel) game.note({ kind: 'entered', ...about })
    else if (declaration.effect !== 'pure')
      game.note({
        kind: 'started',
        ...about,
        attempt: pointer.attempt + 1,
        visit: Math.max(0, pointer.visit),
      })
    else {
      const value: Answer = script.does?.[id]?.(stepOf(pointer))
      game.note(
        value === undefined ? { kind: 'ran', ...about, same: true } : { kind: 'ran', ...about, value },
      )
    }
  }

  const hats = liveHats(flow).map((hat) => hat.id)
  const trigger = { type: 'start/manual', block: hats[0] ?? '', at: 1000, value: script.input ?? null }
  const points = script.breakpoints && { breakpoints: script.breakpoints }
  game.note({
    kind: 'ordered',
    flowId: 'flw_test',
    versionId: 'ver_test',
    trigger,
    hats,
    seed: 7,
    ...points,
    ...script.order,
  })
  game.note({ kind: 'began' })
  goOn()
  return game
}
