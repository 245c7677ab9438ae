export { type Breakpoint, STEP_HOWS, type StepHow } from './breakpoint.ts'
export { checkChange } from './change-data.ts'
export { compileFlow } from './compile-flow.ts'
export { MOST_DEEP } from './control/call-flow.ts'
export { asCondition } from './control/condition.ts'
export { scopeOfVariable } from './control/variables.ts'
export { makeDice, stepSeed, uuidOf } from './dice.ts'
export { stepError } from './failure.ts'
export { idempotencyKey } from './idempotency-key.ts'
export { newRun } from './new-run.ts'
export { oneBlockDocument } from './one-block-document.ts'
export { liveHats } from './pass-disabled.ts'
export { holdsReady, standsAt } from './pausing.ts'
export { firstReady } from './pointer-queue.ts'
export { type Known, knownBlock, literal, type PreviewPlan, previewDocument } from './preview-document.ts'
export {
  ANSWER_KINDS,
  type AnswerKind,
  type Question,
  type QuestionView,
  REPLY_WAYS,
  type ReplyWay,
  readReply,
  sayAnswer,
} from './question.ts'
export type { RecordedState } from './recorded-state.ts'
export { livePointers, owedCommands, replay } from './replay.ts'
export { stateAtBlock, stateBeforeFailure, withChanges } from './rerun-state.ts'
export { askedWait, retryWait } from './retry.ts'
export { blocksMissing } from './revive.ts'
export type { JournalEntry, LogEntry, RunEvent, SecretPlace, StepEntered } from './run-event.ts'
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
  isUnderWay,
  LETTERS,
  type Letter,
  type PointerView,
  type RerunFrom,
  RUN_STATUSES,
  type RunOrigin,
  type RunParent,
  type RunStanding,
  type RunStatus,
  type RunSummary,
  type StepView,
  type Trigger,
} from './run-summary.ts'
export { RunView, type ViewNews, type ViewWindow } from './run-view.ts'
export { stepPath } from './step-path.ts'
export { changedVariables, type ToldRow, type ToldVariable, toldRows } from './told-variables.ts'
export { transition } from './transition.ts'
export { viewOf } from './view-of.ts'
