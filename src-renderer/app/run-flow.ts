import i18next from 'i18next'
import type { Problem } from '#shared/error'
import { useFlow } from '../model/flow-store.ts'
import { useNotices } from '../model/notice-store.ts'
import { isAlive, useRun } from '../model/run-store.ts'
import { useSelection } from '../model/selection-store.ts'

/** Runs the flow on the screen; where it has problems, says the first and goes there instead. */
export function runFlow(flowId: string): void {
  const errors = useFlow
    .getState()
    .check()
    .filter((problem) => problem.severity === 'error')
  const [first] = errors
  if (first) sayWhyNot(first, errors.length, { key: 'problemsKeepFromRunning', topic: TOPIC })
  else {
    useNotices.getState().withdraw(TOPIC)
    void useRun.getState().start(flowId)
  }
}

const TOPIC = 'cannot run'

type Saying = { key: string; topic: string }

/** Says the first of `count` problems in the words of `key`, and goes to its block. */
export function sayWhyNot(first: Problem, count: number, { key, topic }: Saying): void {
  const { block, fix } = first
  if (block !== undefined) useSelection.getState().reveal(block)
  const name = useFlow.getState().document?.blocks.find(({ id }) => id === block)?.name
  const where = name === undefined ? first.message : `${name}: ${first.message}`
  const message = i18next.t(key, { count, message: where })
  useNotices.getState().tell({ kind: 'error', message, fix, topic })
}

/** What Ctrl+Enter does: a run at a time. */
export function runOrStop(flowId: string): void {
  if (!isAlive(useRun.getState())) runFlow(flowId)
}
