import type { BlockDeclaration } from '#shared/block'
import type { AppErrorShape } from '#shared/error'
import type { Block, FlowDocument, FlowSettings, Json, JsonObject } from '#shared/flow'
import type { Pausing } from './breakpoint.ts'
import type { Question } from './question.ts'
import type { RunEvent, RunOrdered, SecretPlace } from './run-event.ts'
import type { RunStatus } from './run-summary.ts'

/** A flow made ready to be run: names resolved, disabled blocks short-circuited, levels numbered. */
export type CompiledFlow = {
  document: FlowDocument
  settings: FlowSettings
  timeoutMs: number
  /** in the file's order */
  blocks: readonly CompiledBlock[]
  byId: ReadonlyMap<string, CompiledBlock>
  byName: ReadonlyMap<string, CompiledBlock>
  /** level -> how many blocks live on it; level 0 is the flow itself, the others the inside of one C-block */
  levels: readonly number[]
  joins: readonly CompiledBlock[]
}

export type CompiledBlock = {
  /** place in the file */
  index: number
  id: string
  name: string
  block: Block
  declaration: BlockDeclaration
  /** null: a runner does it */
  kernel: Kernel | null
  /** the config as written, with the defaults of its fields */
  config: JsonObject
  /** the level it lives on, and its place there */
  level: number
  slot: number
  outs: ReadonlyMap<string, readonly Target[]>
  /** `outs.get('next')` */
  next: readonly Target[]
  mouths: readonly CompiledMouth[]
  /** level of what is inside its mouths; -1 for what is no C-block */
  inside: number
  onError: 'stop' | 'continue' | 'branch'
  timeoutMs: number
  retry: RetryPlan
  /** joins: by index of a block, whether it can reach this one along links of its level */
  reachedBy: readonly boolean[] | null
}
/** Where a link leads once disabled blocks are passed; null: to its end. */
export type Target = {
  block: CompiledBlock | null
  /** the last link on the way, as its place in the file */
  link: number
  /** `from|out|to` of every link on the way */
  keys: readonly string[]
}
export type CompiledMouth = { name: string; targets: readonly Target[]; empty: boolean }
export type RetryPlan = {
  times: number
  waitMs: number
  backoff: 'fixed' | 'linear' | 'exponential'
  maxMs: number
  jitter: boolean
}

/** A block kind that the engine runs itself. Every function is as deterministic as `transition`. */
export type Kernel = {
  /** loops are what `leave-loop` and `next-pass` speak to */
  loop?: boolean
  /** arriving is no step (a join's step is its opening) */
  arrives?: boolean
  /** it runs another flow: the hands call it, `enter` never comes */
  calls?: boolean
  /** it asks a person: the hands ask (`asked`), `enter` never comes */
  asks?: boolean
  /** a mouth whose failures are caught, by its place */
  catches?: number
  /** a pointer arrived; may throw AppError: the block's own failure */
  enter(state: RunState, pointer: Pointer, config: JsonObject): void
  /** a scope of it has no pointer left */
  closed?(state: RunState, pointer: Pointer, scope: Scope, result: Json): void
  /** the time it asked for has come */
  woke?(state: RunState, pointer: Pointer): void
  /** while: the condition was looked at */
  checked?(state: RunState, pointer: Pointer, holds: boolean): void
  /** the mouth is empty and so many passes went by */
  passed?(state: RunState, pointer: Pointer, count: number): void
  /** loops: no further pass; `scope` is already gone */
  leave?(state: RunState, pointer: Pointer, scope: Scope, result: Json): void
  /** try: a failure was caught; everything under the mouth is already gone */
  caught?(state: RunState, pointer: Pointer, error: Json): void
}

/**
 * ready: in the queue. running: an attempt is under way. waiting: for a time. retrying: for the next attempt.
 * inside: a C-block whose mouths are busy. checking: a while's condition is being looked at.
 * passing: passes of an empty mouth. calling: a run it called is on its way. joining: at a join. asking: interrupted, a person must say.
 * replying: for a person's answer to what it asked.
 */
export type Phase =
  | 'ready'
  | 'running'
  | 'waiting'
  | 'retrying'
  | 'inside'
  | 'checking'
  | 'passing'
  | 'calling'
  | 'joining'
  | 'asking'
  | 'replying'
  | 'gone'

/** Where a run is. */
export type Pointer = {
  /** unique in the run, in the order in which they were made */
  n: number
  block: CompiledBlock
  scope: Scope
  value: Json
  /** the link it came by, as its place in the file; -1 at hats and mouth-less starts */
  link: number
  phase: Phase
  /** earlier steps of this block in this scope; fixed when the step starts, -1 before */
  visit: number
  attempt: number
  /** failed attempts, which is what `retry.times` counts */
  failures: number
  /** evaluated config, kept while attempts may need it again */
  config: JsonObject | null
  /** where in it secrets belong */
  secrets: readonly SecretPlace[] | null
  startedAt: number
  /** when to wake (ms since the epoch), and how long that was when it was planned */
  due: number
  waitMs: number
  passes: Passes | null
  /** the run it called */
  call: Call | null
  /** what it asks, from the start of its step on */
  question: Question | null
  /** C-blocks: the scopes that are open */
  openScope: Scope | null
  /** neighbours in its scope */
  before: Pointer | null
  after: Pointer | null
  /** behind it in the queue */
  behind: Pointer | null
}

/** A flow that a step called. */
export type Call = {
  runId: string
  flowId: string
  versionId: string
  /** number of the step, from 0 */
  step: number
  /** somebody steps into it */
  into: boolean
}

/** How far a C-block is. One form for all of them keeps the engine fast. */
export type Passes = {
  /** passes to be made; -1: not known beforehand */
  total: number
  /** index of the next pass */
  next: number
  open: number
  width: number
  /** what the next pass gets, and what goes on in the end */
  value: Json
  list: readonly Json[] | null
  /** undefined: that pass has no result (yet) */
  results: (Json | undefined)[] | null
  /** leave-loop was met */
  left: boolean
}

/** The inside of a mouth for one pass; the outermost one is the run itself. */
export type Scope = {
  parent: Scope | null
  /** the C-block's pointer */
  owner: Pointer | null
  level: number
  /** which mouth of the owner */
  mouth: number
  /** of the pass; -1 where the owner makes none */
  index: number
  /** undefined: this scope brings none */
  item: Json | undefined
  /** pointers alive directly in it */
  alive: number
  /** value of the pointer that ended last */
  last: Json
  vars: Map<string, Json> | null
  /** by slot: what last left that block here; undefined before its first time */
  left: (Json | undefined)[]
  /** by slot: steps of that block so far */
  visits: number[]
  /** `first` joins that are already open, by slot */
  passedJoins: Set<number> | null
  /** where pointers wait, or have waited, for others; null until the first one does (`waiting-joins.ts`) */
  joins: WaitingJoin[] | null
  first: Pointer | null
  newest: Pointer | null
  /** neighbours among the owner's open scopes */
  beforeOpen: Scope | null
  afterOpen: Scope | null
}

/** A join in one scope, with those that wait there. */
export type WaitingJoin = {
  readonly scope: Scope
  readonly block: CompiledBlock
  /** in the order in which they came */
  arrived: Pointer[]
  /** living pointers directly in the scope that wait at no join and stand at this one or can reach it */
  others: number
}

/**
 * What the hands must do. Ready pointers are no commands: the hands take them from the queue.
 * wait: wake the pointer at `due`, after at most `ms`. abort: whatever it does counts no more.
 * check: evaluate a while's condition. pass: passes of an empty mouth. look: evaluate the breakpoint before it.
 * call: see to it that the run it called is under way, and bring its end.
 */
export type Command = { do: 'wait' | 'abort' | 'check' | 'pass' | 'look' | 'call'; pointer: Pointer }

/** Everything a run is at one moment; a pure fold over its journal. */
export type RunState = {
  readonly flow: CompiledFlow
  order: RunOrdered | null
  status: RunStatus
  /** of the event being folded, and of the one before it */
  now: number
  lastAt: number
  /** of the next event */
  seq: number
  root: Scope
  /** the queue of ready pointers */
  ready: { head: Pointer | null; tail: Pointer | null; length: number }
  /** pointers an event may name that are not in the queue */
  held: Map<number, Pointer>
  /** pointers whose question is open, waiting for the answer or still telling people about it */
  questions: Map<number, Pointer>
  nextPointer: number
  /** attempts under way and conditions being looked at */
  busy: number
  /** pointers that wait for a time, a person or a called run */
  waiting: number
  /** of these, interrupted ones: while there are any, nothing moves */
  asking: number
  /** interrupted as a whole: counts as one more that is asking */
  heldBack: boolean
  joining: number
  /** scopes in which a join may have to open: somebody came to one, or the last who could reach it went */
  stirred: Set<Scope>
  steps: number
  passes: number
  startedAt: number
  endedAt: number
  /** time spent running until `runningSince`; -1: the clock stands */
  ranMs: number
  runningSince: number
  output: Json | undefined
  error: AppErrorShape | undefined
  /** null until somebody pauses the run or gives it breakpoints */
  pausing: Pausing | null
  commands: Command[]
  /** a re-run: ready pointers whose steps had begun in the run before */
  revived: Set<Pointer> | null
  /** looks on; no part of the state */
  watcher: RunWatcher | null
}

/** Who wants to see what follows from events: the live view and the history. It must not change anything. */
export type RunWatcher = {
  seen(event: RunEvent): void
  /** a value goes along links */
  sent(keys: readonly string[]): void
  stepStarted(pointer: Pointer): void
  stepIs(pointer: Pointer, status: 'running' | 'waiting' | 'interrupted'): void
  /** out of a block by this output */
  stepLeft(pointer: Pointer, out: string, value: Json): void
  /** ended without going on by an output (a cap, a join that handed over) */
  stepOver(pointer: Pointer): void
  stepFailed(pointer: Pointer, error: AppErrorShape, again: boolean): void
  stepDropped(pointer: Pointer): void
  passStarted(pointer: Pointer, count: number): void
  /** a person is about to change what arrived at its block */
  inputChanged(pointer: Pointer, was: Json): void
}
