export { compileFlow } from './compile-flow.ts'
export { scopeOfVariable } from './control/variables.ts'
export { makeDice, stepSeed } from './dice.ts'
export { stepError } from './failure.ts'
export { idempotencyKey } from './idempotency-key.ts'
export { jsonValue } from './json-value.ts'
export { newRun } from './new-run.ts'
export { liveHats } from './pass-disabled.ts'
export { firstReady } from './pointer-queue.ts'
export { owedCommands, replay } from './replay.ts'
export type { JournalEntry, LogEntry, RunEvent, StepEntered } from './run-event.ts'
export type {
  Command,
  CompiledBlock,
  CompiledFlow,
  Pointer,
  RunState,
  Scope,
} from './run-state.ts'
export {
  isOver,
  RUN_STATUSES,
  type RunStatus,
  type RunSummary,
  type StepView,
  type Trigger,
} from './run-summary.ts'
export { RunView, type ViewNews } from './run-view.ts'
export { transition } from './transition.ts'
export { viewOf } from './view-of.ts'
