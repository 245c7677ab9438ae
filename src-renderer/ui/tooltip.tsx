import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode, RefObject } from 'react'
import './tooltip.css'

type TooltipProps = {
  text: ReactNode
  keys?: string
  side?: 'top' | 'bottom' | 'left' | 'right' | 'inline-end'
  /** there is nothing to add to what stands there */
  off?: boolean
  /** stands beside this instead: what lies around the element stays free */
  anchor?: RefObject<Element | null>
  /** one element that takes a ref and props */
  children: ReactElement<Record<string, unknown>>
}

/** A short word beside something, on hover and on focus. */
export function Tooltip({ text, keys, side = 'bottom', off = false, anchor, children }: TooltipProps) {
  return (
    <Base.Root disabled={off}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className="tooltip-place" side={side} sideOffset={6} anchor={anchor}>
          <Base.Popup className="tooltip">
            {text}
            {keys && <kbd>{keys}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Around the whole page: after one tooltip was seen, the next comes without waiting. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Base.Provider delay={500}>{children}</Base.Provider>
)
