import { Menu as Base } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import './popup.css'

type MenuAtProps = {
  label: string
  /** px of the window */
  at: { x: number; y: number }
  onClose(): void
  children: ReactNode
}

/** A list of actions at a place of the page: for a right click, or Shift and F10. */
export function MenuAt({ label, at, onClose, children }: MenuAtProps) {
  const anchor = { getBoundingClientRect: () => DOMRect.fromRect({ x: at.x, y: at.y, width: 0, height: 0 }) }
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      {/* inside the page's landmark: it belongs to what was pressed there */}
      <Base.Portal container={document.querySelector('main')}>
        <Base.Positioner
          className="popup-place"
          positionMethod="fixed"
          anchor={anchor}
          align="start"
          sideOffset={2}
          // a long one goes up as far as it must rather than being cut
          collisionAvoidance={{ side: 'shift', align: 'shift' }}
        >
          <Base.Popup className="popup" aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
