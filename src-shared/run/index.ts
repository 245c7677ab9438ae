export type { JournalEntry } from './run-event.ts'
export {
  isOver,
  RUN_STATUSES,
  type RunStatus,
  type RunSummary,
  type StepStatus,
  type StepView,
  type Trigger,
} from './run-summary.ts'
