import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../../model/flow-store.ts'
import { isAlive, useRun } from '../../model/run-store.ts'
import { useSecrets } from '../../model/secrets-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { Button } from '../../ui/button.tsx'
import { later } from '../../ui/later.tsx'
import { ProblemList } from '../../ui/problem-list.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { Tag } from '../../ui/tag.tsx'
import { sayRun } from './run-words.ts'
import './run-strip.css'
import { RunTag } from './status-mark.tsx'
import { useNow } from './use-now.ts'

/** Until a flow has run there is nothing to show of it. */
const StripRun = later(async () => (await import('./strip-run.tsx')).StripRun)
const StripData = later(async () => (await import('./strip-data.tsx')).StripData)

type StripTab = 'run' | 'data' | 'problems'

/** Below the canvas: the run that is shown, what went through it, and what is wrong with the flow. */
export function RunStrip() {
  const { t } = useTranslation('runs')
  const [tab, setTab] = useState<StripTab>('run')
  const problems = useFlow((flow) => flow.problems)
  const tabs: { value: StripTab; title: React.ReactNode }[] = [
    { value: 'run', title: t('lastRun') },
    { value: 'data', title: t('data') },
    {
      value: 'problems',
      title: (
        <>
          {t('problems')}
          {problems.length > 0 && (
            <Tag tone={problems.some(({ severity }) => severity === 'error') ? 'danger' : 'warn'}>
              {problems.length}
            </Tag>
          )}
        </>
      ),
    },
  ]
  return (
    <Tabs<StripTab>
      value={tab}
      onChange={setTab}
      tabs={tabs}
      label={t('stripTabs')}
      className="strip"
      after={<StripState />}
    >
      <TabPanel value="run" className="strip-panel strip-run">
        <LastRun />
      </TabPanel>
      <TabPanel value="data" className="strip-panel">
        <StripData />
      </TabPanel>
      <TabPanel value="problems" className="strip-panel strip-scroll">
        <StripProblems />
      </TabPanel>
    </Tabs>
  )
}

function StripState() {
  const summary = useRun((run) => run.summary)
  const alive = useRun(isAlive)
  const now = useNow(alive)
  if (!summary) return null
  return (
    <span className="row strip-state">
      <RunTag status={summary.status} />
      <a className="sm muted num strip-link" href={`#/runs/${summary.id}`}>
        {sayRun(summary, now)}
      </a>
    </span>
  )
}

function LastRun() {
  const { t } = useTranslation('runs')
  const { summary, runId } = useRun()
  const alive = useRun(isAlive)
  const now = useNow(alive)
  if (alive && !summary) return <p className="strip-empty muted">{t('starting')}</p>
  // one that is being fetched is there in a moment
  if (!summary) return runId ? null : <p className="strip-empty muted">{t('notRunYet')}</p>
  return <StripRun summary={summary} now={now} />
}

function StripProblems() {
  const { t } = useTranslation('runs')
  const problems = useFlow((flow) => flow.problems)
  const blocks = useFlow((flow) => flow.document?.blocks) ?? []
  if (problems.length === 0) return <p className="strip-empty muted">{t('noProblems')}</p>
  const nameOf = (id: string) => blocks.find((block) => block.id === id)?.name
  return (
    <ProblemList
      problems={problems}
      nameOf={nameOf}
      onJump={useSelection.getState().reveal}
      mend={(problem) => problem.secret !== undefined && <SetSecret name={problem.secret} />}
    />
  )
}

/** The problem is mended where it is told. */
function SetSecret({ name }: { name: string }) {
  const { t } = useTranslation('runs')
  const ask = useSecrets((state) => state.ask)
  return (
    <Button kind="line" size="small" onClick={() => ask({ name, fixed: true })}>
      {t('setSecret', { name })}
    </Button>
  )
}
