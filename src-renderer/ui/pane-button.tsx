import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import './list-pane.css'
import { Tooltip } from './tooltip.tsx'

/** Above what is chosen in a list: where there is little room its words are in the tooltip alone. */
export const PaneButton = ({ label, icon, onClick }: { label: string; icon: ReactNode; onClick(): void }) => (
  <Tooltip text={label}>
    <Button kind="line" icon={icon} aria-label={label} onClick={onClick}>
      <span className="chosen-pane-words">{label}</span>
    </Button>
  </Tooltip>
)
