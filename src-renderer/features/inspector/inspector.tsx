import { useTranslation } from 'react-i18next'
import { useFlow } from '../../model/flow-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { BlockPanel } from './block-panel.tsx'
import { FlowPanel } from './flow-panel.tsx'
import './inspector.css'

/** The chosen block; with nothing chosen the flow itself. */
export function Inspector() {
  const { t } = useTranslation('inspector')
  const chosen = useSelection((selection) => selection.blocks)
  const open = useFlow((flow) => flow.document !== null)
  if (!open) return null
  if (chosen.size === 0) return <FlowPanel />
  const [only] = chosen
  if (chosen.size === 1 && only !== undefined) return <BlockPanel key={only} id={only} />
  return (
    <div className="panel-head">
      <h2 className="panel-title">{t('blocksChosen', { count: chosen.size })}</h2>
    </div>
  )
}
