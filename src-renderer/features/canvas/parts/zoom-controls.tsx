import { Panel, useReactFlow, useStore } from '@xyflow/react'
import i18next from 'i18next'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, lendCommands } from '../../../model/commands.ts'

import { isMirrored } from '../../../ui/direction.ts'

const SOON = { duration: 160 }

/** Zoom 0.3 to 3, and all in sight. */
export function ZoomControls() {
  const { t } = useTranslation('canvas')
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  const ways = useMemo(
    () => ({
      zoomOut: () => void zoomOut(SOON),
      zoomReset: () => void zoomTo(1, SOON),
      zoomIn: () => void zoomIn(SOON),
      zoomFit: () => void fitView({ ...SOON, padding: 0.12, maxZoom: 1 }),
    }),
    [zoomOut, zoomTo, zoomIn, fitView],
  )
  useEffect(() => {
    const commands = Object.entries(ways).map(([way, does]): Command => {
      return { id: `view.${way}`, group: 'view', title: () => i18next.t(`canvas:${way}`), does }
    })
    return lendCommands('zoom', commands)
  }, [ways])
  const button = (way: keyof typeof ways, label: string = t(way)) => ({
    ...({ type: 'button', title: t(way), 'aria-label': label, onClick: ways[way] } as const),
    'data-command': `view.${way}`,
  })
  return (
    <Panel position={isMirrored() ? 'bottom-right' : 'bottom-left'} className="zoom-controls">
      <button {...button('zoomOut')}>
        <Minus size={16} aria-hidden />
      </button>
      <button {...button('zoomReset', t('zoomNow', { percent }))} className="percent">
        {percent}%
      </button>
      <button {...button('zoomIn')}>
        <Plus size={16} aria-hidden />
      </button>
      <span className="rule" />
      <button {...button('zoomFit')}>
        <Maximize size={16} aria-hidden />
      </button>
    </Panel>
  )
}
