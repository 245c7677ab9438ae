import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { isMirrored } from '../../../ui/direction.ts'
import { useCanvas } from '../canvas-store.ts'

/** Beside the pointer: why the wire in the hand cannot lead to the block under it. */
export function WireRefused() {
  const { t } = useTranslation('canvas')
  const refused = useCanvas((state) => state.wireDrag?.refused)
  if (!refused) return null
  const { x, y } = refused.at
  const start = isMirrored() ? document.documentElement.clientWidth - x : x
  return createPortal(
    <p className="wire-refused" style={{ insetInlineStart: start + 16, top: y + 16 }}>
      {t(`wireFault.${refused.why}`)}
    </p>,
    document.body,
  )
}
