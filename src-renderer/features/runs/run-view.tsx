import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { checkCatalogOf } from '#shared/block'
import { structureOf } from '#shared/flow'
import { isOver, type RunSummary } from '#shared/run'
import { whileBusy } from '../../model/notice-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { Segments } from '../../ui/tabs.tsx'
import { Lanes } from './lanes-view.tsx'
import { RunAsked } from './run-asked.tsx'
import { RunData } from './run-data.tsx'
import { RunHead } from './run-head.tsx'
import { RunLog } from './run-log.tsx'
import { DeadLetter, Held, Pruned } from './run-notes.tsx'
import './run-page.css'
import { RunQuestions } from './run-questions.tsx'
import { addressOf, RUN_VIEWS, type RunViewName } from './run-views.ts'
import { StepDetails } from './step-details.tsx'
import { type StepRow, stepTree } from './step-tree.ts'
import { StepTreeView } from './step-tree-view.tsx'
import { useNow } from './use-now.ts'
import { useRunKin } from './use-run-kin.ts'
import { type RunRecord, useRunRecord } from './use-run-record.ts'

/** One run: how it went, what went wrong, its steps, and the data of the step that is chosen. */
export function RunView({ id, view }: { id: string; view: RunViewName }) {
  const { t } = useTranslation('runs')
  const record = useRunRecord(id)
  const { summary, error, reload } = record
  if (summary) return <KnownRun record={record} summary={summary} view={view} />
  if (!error)
    return (
      <div className="chosen-pane-none">
        <LoadingBars label={t('loadingRun')} widths={[40, 64, 56, 70]} />
      </div>
    )
  return (
    <div className="chosen-pane-none">
      <ErrorBox
        error={error}
        action={
          <Button kind="line" onClick={reload}>
            {t('retry')}
          </Button>
        }
      />
    </div>
  )
}

type KnownProps = { record: RunRecord; summary: RunSummary; view: RunViewName }

function KnownRun({ record, summary, view }: KnownProps) {
  const { t } = useTranslation('runs')
  const [, go] = useLocation()
  const { document, error } = record
  const now = useNow(!isOver(summary.status))
  const kin = useRunKin(summary)
  const show = (next: RunViewName) => go(addressOf(summary.id, next), { replace: true })
  return (
    <>
      <RunHead summary={summary} kin={kin} document={document} now={now} />
      <div className="run-boxes">
        <RunQuestions summary={summary} />
        {summary.status === 'interrupted' && <RunAsked summary={summary} />}
        {summary.standing && <Held standing={summary.standing} />}
        {summary.error && <ErrorBox error={summary.error} />}
        {kin.letter === 'dead' && <DeadLetter summary={summary} />}
        {summary.prunedAt !== undefined && <Pruned at={summary.prunedAt} now={now} />}
        {error && <ErrorBox error={error} />}
      </div>
      {summary.prunedAt === undefined && (
        <div className="run-switch">
          <Segments<RunViewName>
            label={t('page.views')}
            value={view}
            choices={RUN_VIEWS.map((value) => ({ value, title: t(`page.view.${value}`) }))}
            onChange={show}
          />
        </div>
      )}
      {view === 'data' || summary.prunedAt !== undefined ? (
        <RunData summary={summary} />
      ) : (
        <RunSteps record={record} summary={summary} view={view} now={now} onView={show} />
      )}
    </>
  )
}

const checked = checkCatalogOf(catalog)

type StepsProps = KnownProps & { now: number; onView(view: RunViewName): void }

/** The steps as a tree, over time, or by what they said, with the data of the one that is chosen. */
function RunSteps({ record, summary, view, now, onView }: StepsProps) {
  const { t } = useTranslation('runs')
  const { steps, document, logs, whole, more, readOn } = record
  const onReadOn = readOn && (() => void whileBusy(t('page.readingOn'), readOn()))
  const alive = !isOver(summary.status)
  const tree = useMemo(() => stepTree(steps), [steps])
  const structure = useMemo(() => document && structureOf(document, checked), [document])
  const [chosen, setChosen] = useState<Chosen>(null)
  const [cameFromLog, setCameFromLog] = useState(false)
  const shown = steps.find(({ seq }) => seq === seqOf(chosen)) ?? usual(steps)
  // A run that came to its end took the ways it took; one that did not left blocks out.
  const cut = !alive && summary.status !== 'succeeded'
  const start = summary.startedAt ?? summary.queuedAt
  const end = summary.endedAt ?? Math.max(now, start + 1)
  const chooseBlock = (block: string) => {
    const last = steps.findLast((step) => step.block === block)
    if (last) setChosen(last.seq)
  }
  if (view === 'log')
    return (
      <RunLog
        steps={steps}
        live={alive ? logs : null}
        onReadOn={onReadOn}
        onChoose={({ block, seq }) => {
          if (seq === undefined) chooseBlock(block)
          else setChosen(seq)
          setCameFromLog(true)
          onView('steps')
        }}
      />
    )
  if (steps.length === 0 && (whole || alive))
    return <p className="run-place muted">{t(sayNoSteps(summary.status))}</p>
  return (
    <>
      {view === 'time' ? (
        <div className="run-lanes">
          <Lanes steps={steps} start={start} end={end} onChoose={chooseBlock} />
          {onReadOn && (
            <Button kind="line" size="small" onClick={onReadOn}>
              {t('page.readOn', { count: steps.length })}
            </Button>
          )}
        </div>
      ) : (
        <StepTreeView
          tree={tree}
          missing={cut && whole ? structure : undefined}
          start={start}
          end={end}
          more={more}
          waiting={!whole && !alive}
          chosen={chosenRow(chosen) ?? (shown ? `s${shown.seq}` : null)}
          onChoose={setChosen}
          takesFocus={typeof chosen === 'number' && cameFromLog}
        />
      )}
      {!isLater(chosen) && shown && (
        <StepDetails
          key={shown.seq}
          step={shown}
          summary={summary}
          // of a block's steps a run can be done again from the last
          isLast={whole && steps.findLast(({ block }) => block === shown.block) === shown}
        />
      )}
    </>
  )
}

/** A row of the tree, or the number of a step that was chosen elsewhere. */
type Chosen = StepRow | number | null

/** A pass is told by what was sent into it: that is what its first step got. */
function seqOf(chosen: Chosen): number | undefined {
  if (typeof chosen === 'number') return chosen
  if (chosen?.is === 'step') return chosen.node.step.seq
  return chosen?.is === 'pass' ? chosen.scope.steps[0]?.step.seq : undefined
}
const chosenRow = (chosen: Chosen) => (typeof chosen === 'number' ? `s${chosen}` : chosen?.id)
const isLater = (chosen: Chosen) => typeof chosen === 'object' && chosen?.is === 'later'

/** With nothing chosen: what asks, what failed, else what it began with. */
const usual = (steps: RunRecord['steps']) =>
  steps.findLast(({ status }) => status === 'interrupted') ??
  steps.findLast(({ status }) => status === 'failed') ??
  steps.find(({ path }) => path === '')

function sayNoSteps(status: RunSummary['status']) {
  if (status === 'queued') return 'page.queued'
  return isOver(status) ? 'page.noSteps' : 'page.noStepsYet'
}
