import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNotices } from '../../model/notice-store.ts'
import type { Colour } from '../../ui/block-art/colour.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { Segments } from '../../ui/tabs.tsx'
import { ValueTable } from '../../ui/value-table/value-table.tsx'
import { ValueTree } from '../../ui/value-tree/value-tree.tsx'
import type { Arriving } from './arriving.ts'
import { type RootTexts, rootsOf } from './arriving-roots.ts'
import type { FirstItem } from './first-item.ts'
import { useInsertTarget } from './insert-target.ts'
import { useInspected } from './inspector-context.ts'
import { VisitChoice } from './result-line.tsx'
import { SchemaTree } from './schema-tree.tsx'

type View = 'tree' | 'table' | 'schema'

/** What arrives at the block: as a tree, a table, or its shape. A click or Enter puts a value into the field that was edited last. */
export function DataPanel({ scroll }: { scroll: HTMLElement | null }) {
  const { arriving, own, colourOf } = useInspected()
  return <Arrived {...{ scroll, arriving, own, inputColour: colourOf({ root: 'input' }) ?? 'computer' }} />
}

type ArrivedProps = {
  scroll: HTMLElement | null
  arriving: Arriving
  own: FirstItem | undefined
  inputColour: Colour
}

/** What arrives does not change while a field of the block is typed into. */
const Arrived = memo(function Arrived({ scroll, arriving, own, inputColour }: ArrivedProps) {
  const { t } = useTranslation('inspector')
  const [view, setView] = useState<View>('tree')
  const roots = useMemo(() => {
    const texts: RootTexts = {
      passOf: (at, of) => t('passOf', { at, of }),
      vars: t('variables'),
      run: t('runRoot'),
    }
    const seen = own ? { ...arriving, item: own.item, items: own.items, index: 0 } : arriving
    return rootsOf(seen, (type) => catalog.get(type)?.category ?? 'computer', inputColour, texts)
  }, [arriving, own, inputColour, t])
  const put = ({ code }: { code: string }) => {
    const { target, first } = useInsertTarget.getState()
    const into = target ?? first
    if (into) into.insert(code)
    else useNotices.getState().tell({ kind: 'info', message: t('noFieldToFill') })
  }
  return (
    <section className="arrives" aria-labelledby="arrives-title">
      <div className="arrives-head">
        <h3 id="arrives-title" className="grow">
          {t('whatArrives')}
        </h3>
        <Segments<View>
          label={t('viewOfData')}
          value={view}
          onChange={setView}
          choices={[
            { value: 'tree', title: t('tree') },
            { value: 'table', title: t('table') },
            { value: 'schema', title: t('schema') },
          ]}
        />
      </div>
      <div className="arrives-hint">
        <p className="grow sm muted">{t(arriving.real ? 'dragValue' : 'dragExample')}</p>
        <VisitChoice />
      </div>
      {view === 'tree' && <ValueTree roots={roots} label={t('whatArrives')} scroll={scroll} onPick={put} />}
      {view === 'table' && <ValueTable roots={roots} label={t('whatArrives')} onPick={put} />}
      {view === 'schema' && <SchemaTree roots={roots} scroll={scroll} onPick={put} />}
    </section>
  )
})
