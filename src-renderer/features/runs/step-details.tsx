import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { isOver, type RunSummary, type StepView } from '#shared/run'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { ErrorBox } from '../../ui/places.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { TreeRoot } from '../../ui/value-tree/value-rows.ts'
import { ValueTree } from '../../ui/value-tree/value-tree.tsx'
import { FromHere } from './from-here.tsx'
import { LogLines } from './log-lines.tsx'

type DetailTab = 'arrived' | 'fields' | 'left' | 'log'

type DetailsProps = {
  step: StepView
  summary: RunSummary
  /** the last step of its block: the one a run can be done again from */
  isLast: boolean
}

/** The data of one step. */
export function StepDetails({ step, summary, isLast }: DetailsProps) {
  const { t } = useTranslation('runs')
  const [tab, setTab] = useState<DetailTab>('arrived')
  const logs = step.logs ?? []
  const tabs: { value: DetailTab; title: string }[] = [
    { value: 'arrived', title: t('arrived') },
    { value: 'fields', title: t('fieldsTab') },
    { value: 'left', title: t('left') },
    { value: 'log', title: logs.length > 0 ? t('logCount', { count: logs.length }) : t('log') },
  ]
  return (
    <section className="step-details" aria-label={t('dataOf', { name: step.blockName })}>
      <Tabs<DetailTab>
        value={tab}
        onChange={setTab}
        tabs={tabs}
        label={t('dataOf', { name: step.blockName })}
        className="step-tabs"
        after={
          <>
            {step.attempts > 1 && <Tag>{t('tries', { count: step.attempts })}</Tag>}
            {step.child !== undefined && (
              <a className="btn btn-line btn-small" href={`#/runs/${step.child}`}>
                {t('page.openChild')}
              </a>
            )}
            {isLast && isOver(summary.status) && <FromHere step={step} summary={summary} />}
          </>
        }
      >
        <TabPanel value="arrived" className="step-panel">
          <Values value={step.input} label="input" step={step} />
        </TabPanel>
        <TabPanel value="fields" className="step-panel">
          <Fields step={step} />
        </TabPanel>
        <TabPanel value="left" className="step-panel">
          {step.error ? (
            <div className="step-error">
              <ErrorBox error={step.error} />
            </div>
          ) : (
            <Values value={step.output} label={step.out ?? step.blockName} step={step} />
          )}
        </TabPanel>
        <TabPanel value="log" className="step-panel">
          <LogLines logs={logs} />
        </TabPanel>
      </Tabs>
    </section>
  )
}

const categoryOf = (type: string) => catalog.get(type)?.category ?? 'computer'

function Values({ value, label, step }: { value: Json | undefined; label: string; step: StepView }) {
  const { t } = useTranslation('runs')
  const roots = useMemo(
    (): TreeRoot[] => [{ key: 'value', label, category: categoryOf(step.type), value, open: true }],
    [label, step.type, value],
  )
  if (value === undefined) return <p className="strip-empty muted">{t('nothingYet')}</p>
  return <ValueTree roots={roots} label={label} />
}

/** What the fields held once their expressions were worked out, under the names people know. */
function Fields({ step }: { step: StepView }) {
  const { t } = useTranslation('runs')
  const roots = useMemo((): TreeRoot[] => {
    const fields = catalog.get(step.type)?.fields ?? {}
    const config = (typeof step.config === 'object' ? step.config : null) ?? {}
    return Object.entries(config).map(([key, value]) => ({
      ...{ key, label: fields[key]?.title ?? key, category: categoryOf(step.type), value: value as Json },
    }))
  }, [step])
  if (roots.length === 0) return <p className="strip-empty muted">{t('noFields')}</p>
  return <ValueTree roots={roots} label={t('fieldsTab')} />
}
