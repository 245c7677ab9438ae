import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#shared/run'
import { useTriggers } from '../../model/trigger-store.ts'
import { hatWords } from '../../ui/block-art/hat-words.ts'
import { capital, sayDay } from '../../ui/say-time.ts'
import { beganAt, sayTrigger } from './run-words.ts'
import { RunMark } from './status-mark.tsx'
import type { RunKin } from './use-run-kin.ts'
import type { RunRecord } from './use-run-record.ts'

/** Runs that do one again are named up to this many, the newest first. */
const MOST = 3

type FactsProps = { summary: RunSummary; kin: RunKin; document: RunRecord['document']; now: number }

/** Where a run comes from and what became of it: what started it, what called it, what it does again. */
export function RunFacts({ summary, kin, document, now }: FactsProps) {
  const { t } = useTranslation('runs')
  const { origin, attempt, parent } = summary
  const more = kin.retries.length - MOST
  return (
    <dl className="run-kin sm">
      <Fact title={t('page.startedBy')}>
        <StartedBy summary={summary} document={document} />
        {attempt !== undefined && <span className="muted">{t('page.attempt', { number: attempt })}</span>}
      </Fact>
      {parent && (
        <Fact title={t('page.calledBy')}>
          <RunLink id={parent.runId} run={kin.parent} now={now} named />
        </Fact>
      )}
      {origin && (
        <Fact title={t('page.doesAgain')}>
          <RunLink id={origin.runId} run={kin.origin} now={now} />
          <span className="muted">{sayFrom(origin.from, document, t)}</span>
        </Fact>
      )}
      {kin.retries.length > 0 && (
        <Fact title={t('page.doneAgain')}>
          {kin.retries.slice(0, MOST).map((run) => (
            <RunLink key={run.id} id={run.id} run={run} now={now} />
          ))}
          {more > 0 && <span className="muted">{t('page.moreRetries', { count: more })}</span>}
        </Fact>
      )}
      {kin.letter === 'dismissed' && (
        <Fact title={t('page.deadLetter')}>
          <span className="muted">{t('page.putAside')}</span>
        </Fact>
      )}
    </dl>
  )
}

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt className="muted">{title}</dt>
    <dd>{children}</dd>
  </div>
)

/** What stands at the hat says more than its kind does; a trigger that is on leads to its own page. */
function StartedBy({ summary, document }: Pick<FactsProps, 'summary' | 'document'>) {
  const { trigger, flowId } = summary
  const hat = document?.blocks.find(({ id }) => id === trigger.block)
  const isOn = useTriggers((state) =>
    state.triggers?.some((one) => one.flowId === flowId && one.block === trigger.block),
  )
  const plain = trigger.type === 'start/manual' || trigger.type === 'start/called'
  const words = capital(hat && !plain ? hatWords(hat.type, hat.config) : sayTrigger(summary))
  if (!isOn) return <span className="run-kin-words">{words}</span>
  return (
    <a className="run-kin-link run-kin-words" href={`#/triggers/${flowId}/${trigger.block}`}>
      {words}
    </a>
  )
}

type LinkProps = {
  id: string
  /** undefined: not known yet, or its row is gone */
  run: RunSummary | undefined
  now: number
  /** by its flow's name too */
  named?: boolean
}

function RunLink({ id, run, now, named = false }: LinkProps) {
  const { t } = useTranslation('runs')
  if (!run) return <span className="muted">{t('page.otherRun')}</span>
  return (
    <a className="run-kin-link" href={`#/runs/${id}`}>
      <RunMark status={run.status} size={13} />
      {named && <span className="clip">{run.flowName}</span>}
      <span className="num">{sayDay(beganAt(run), now)}</span>
    </a>
  )
}

type Say = ReturnType<typeof useTranslation<'runs'>>['t']

function sayFrom(from: NonNullable<RunSummary['origin']>['from'], document: RunRecord['document'], t: Say) {
  if (from === 'start') return t('page.wasFromStart')
  if (from === 'failed') return t('page.wasFromFailed')
  const block = document?.blocks.find(({ id, name }) => id === from.block || name === from.block)
  return t('page.wasFromBlock', { name: block?.name ?? from.block })
}
