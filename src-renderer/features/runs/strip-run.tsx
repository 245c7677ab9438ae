import type { RunSummary } from '#shared/run'
import { useRun } from '../../model/run-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { Lanes } from './lanes-view.tsx'
import { LogLines } from './log-lines.tsx'
import { StripQuestions } from './run-questions.tsx'

type StripRunProps = { summary: RunSummary; now: number }

/** The run that is shown: what it asks, when which block worked, and what it said. */
export function StripRun({ summary, now }: StripRunProps) {
  const { steps, logs } = useRun()
  const start = summary.startedAt ?? summary.queuedAt
  const end = summary.endedAt ?? Math.max(now, start + 1)
  return (
    <>
      <StripQuestions />
      <Lanes steps={steps} start={start} end={end} onChoose={useSelection.getState().reveal} />
      <LogLines logs={logs} error={summary.error} onChoose={useSelection.getState().reveal} />
    </>
  )
}
