import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { isOver, type RunSummary } from '#shared/run'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { ValueTree } from '../../ui/value-tree/value-tree.tsx'

/** What a run began with, and what it gave back. */
export function RunData({ summary }: { summary: RunSummary }) {
  const { t } = useTranslation('runs')
  const { trigger, output, status, prunedAt } = summary
  const pruned = prunedAt !== undefined
  const none = !isOver(status) ? t('page.noOutputYet') : t(pruned ? 'page.outputGone' : 'page.noOutput')
  return (
    <div className="run-data">
      <OneValue
        title={t('page.cameWith')}
        label="trigger"
        type={trigger.type}
        value={trigger.value}
        none={t(pruned ? 'page.cameWithGone' : 'page.cameWithNothing')}
      />
      <OneValue title={t('runOutput')} label={t('result')} type="control/return" value={output} none={none} />
    </div>
  )
}

type OneProps = { title: string; label: string; type: string; value: Json | undefined; none: string }

function OneValue({ title, label, type, value, none }: OneProps) {
  const category = catalog.get(type)?.category ?? 'control'
  const roots = useMemo(
    () => [{ key: 'value', label, category, value, open: true }],
    [label, category, value],
  )
  return (
    <section className="run-data-one" aria-label={title}>
      <h2 className="label">{title}</h2>
      {value === undefined || value === null ? (
        <p className="muted">{none}</p>
      ) : (
        <ValueTree roots={roots} label={title} />
      )}
    </section>
  )
}
