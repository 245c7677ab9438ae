import i18next from 'i18next'
import { useFlow } from '../model/flow-store.ts'
import { useNotices } from '../model/notice-store.ts'
import { isAlive, useRun } from '../model/run-store.ts'
import { useSelection } from '../model/selection-store.ts'

/** Runs the flow on the screen; where it has problems, says the first and goes there instead. */
export function runFlow(flowId: string): void {
  const errors = useFlow.getState().problems.filter((problem) => problem.severity === 'error')
  const [first] = errors
  if (!first) return void useRun.getState().start(flowId)
  if (first.block) useSelection.getState().reveal(first.block)
  const message = i18next.t('problemsKeepFromRunning', { count: errors.length, message: first.message })
  useNotices.getState().tell({ kind: 'error', message, fix: first.fix })
}

/** What Ctrl+Enter does: a run at a time. */
export function runOrStop(flowId: string): void {
  if (!isAlive(useRun.getState())) runFlow(flowId)
}
