export { compileFlow } from './compile-flow.ts'
export { configOf } from './config-of.ts'
export { scopeOfVariable } from './control/variables.ts'
export { makeDice, stepSeed } from './dice.ts'
export { stepError } from './failure.ts'
export { idempotencyKey } from './idempotency-key.ts'
export { jsonValue } from './json-value.ts'
export { newRun } from './new-run.ts'
export { liveHats } from './pass-disabled.ts'
export { firstReady } from './pointer-queue.ts'
export { livePointers, owedCommands, replay } from './replay.ts'
export type { JournalEntry, LogEntry, RunEvent, StepEntered, StepRan } from './run-event.ts'
export type {
  Command,
  CompiledBlock,
  CompiledFlow,
  Pointer,
  RunState,
  RunWatcher,
  Scope,
} from './run-state.ts'
export {
  isOver,
  RUN_STATUSES,
  type RunStatus,
  type RunSummary,
  type StepStatus,
  type StepView,
  type Trigger,
} from './run-summary.ts'
export { type BlockCounts, RunView, type ViewedLog, type ViewNews } from './run-view.ts'
export { pictureOf } from './state-picture.ts'
export { scopePath, stepPath } from './step-path.ts'
export { transition } from './transition.ts'
export { type ViewOfRun, viewOf } from './view-of.ts'
