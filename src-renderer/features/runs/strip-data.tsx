import { Pin, PinOff } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Category } from '#shared/block'
import type { Block, Json } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { useRun } from '../../model/run-store.ts'
import { onlyBlock, useSelection } from '../../model/selection-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { IconButton } from '../../ui/button.tsx'
import { Segments } from '../../ui/tabs.tsx'
import { tablesIn } from '../../ui/value-table/table-of.ts'
import { ValueTable } from '../../ui/value-table/value-table.tsx'
import { ValueTree } from '../../ui/value-tree/value-tree.tsx'

/** What arrived last at the chosen block and what left it; with nothing chosen, what the run gave back. */
export function StripData() {
  const { t } = useTranslation('runs')
  const chosen = useSelection(onlyBlock)
  const block = useFlow((flow) => (chosen === null ? undefined : flow.structure?.places.get(chosen)?.block))
  const run = useRun((state) => (chosen === null ? undefined : state.blocks[chosen]))
  const summary = useRun((state) => state.summary)
  if (!summary) return <p className="strip-empty muted">{t('noData')}</p>
  if (!block)
    return summary.output === undefined ? (
      <p className="strip-empty muted">{t('chooseForData')}</p>
    ) : (
      <div className="strip-values">
        <OneValue title={t('runOutput')} label={t('result')} category="control" value={summary.output} />
      </div>
    )
  if (!run) return <p className="strip-empty muted">{t('notReachedBlock', { name: block.name })}</p>
  const category = catalog.get(block.type)?.category ?? 'computer'
  return (
    <div className="strip-values">
      <OneValue title={t('arrived')} label="input" category={category} value={run.lastInput} />
      <OneValue title={t('left')} label={block.name} category={category} value={run.lastOutput}>
        <PinButton block={block} value={run.lastOutput} />
      </OneValue>
    </div>
  )
}

/** A pinned value stands for the block while the flow is being built: nothing need be asked for again. */
function PinButton({ block, value }: { block: Block; value: Json | undefined }) {
  const { t } = useTranslation('runs')
  const pinned = useFlow((flow) => flow.document?.pins?.[block.id]?.next !== undefined)
  const set = (pin: Json | undefined) =>
    useFlow.getState().apply([{ do: 'set-pin', id: block.id, out: 'next', value: pin }])
  if (value === undefined && !pinned) return null
  return (
    <IconButton
      size="small"
      aria-pressed={pinned}
      icon={pinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
      label={t(pinned ? 'unpin' : 'pin')}
      onClick={() => set(pinned ? undefined : value)}
    />
  )
}

type OneValueProps = {
  title: string
  label: string
  category: Category
  value: Json | undefined
  children?: ReactNode
}

function OneValue({ title, label, category, value, children }: OneValueProps) {
  const { t } = useTranslation('runs')
  const roots = useMemo(
    () => [{ key: 'value', label, category, value, open: true }],
    [label, category, value],
  )
  const [view, setView] = useState<'tree' | 'table'>('tree')
  // one thing with fields reads better as a tree
  const hasTable = useMemo(() => tablesIn(roots).some(({ list }) => list), [roots])
  return (
    <section className="strip-value">
      <div className="row strip-value-head">
        <h3 className="label grow">{title}</h3>
        {children}
        {hasTable && (
          <Segments<'tree' | 'table'>
            label={t('viewOf', { title })}
            value={view}
            onChange={setView}
            choices={[
              { value: 'tree', title: t('tree') },
              { value: 'table', title: t('table') },
            ]}
          />
        )}
      </div>
      {value === undefined ? (
        <p className="muted strip-nothing">{t('nothingYet')}</p>
      ) : hasTable && view === 'table' ? (
        <ValueTable roots={roots} label={title} />
      ) : (
        <ValueTree roots={roots} label={title} />
      )}
    </section>
  )
}
