import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'

import { isMirrored } from '../../../ui/direction.ts'

const SOON = { duration: 160 }

/** Zoom 0.3 to 3, and all in sight. */
export function ZoomControls() {
  const { t } = useTranslation('canvas')
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  return (
    <Panel position={isMirrored() ? 'bottom-right' : 'bottom-left'} className="zoom-controls">
      <button type="button" title={t('zoomOut')} aria-label={t('zoomOut')} onClick={() => zoomOut(SOON)}>
        <Minus size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="percent"
        title={t('zoomReset')}
        aria-label={t('zoomNow', { percent })}
        onClick={() => zoomTo(1, SOON)}
      >
        {percent}%
      </button>
      <button type="button" title={t('zoomIn')} aria-label={t('zoomIn')} onClick={() => zoomIn(SOON)}>
        <Plus size={16} aria-hidden />
      </button>
      <span className="rule" />
      <button
        type="button"
        title={t('zoomFit')}
        aria-label={t('zoomFit')}
        onClick={() => fitView({ ...SOON, padding: 0.12, maxZoom: 1 })}
      >
        <Maximize size={16} aria-hidden />
      </button>
    </Panel>
  )
}
