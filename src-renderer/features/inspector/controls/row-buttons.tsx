import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../../../ui/button.tsx'

/** Takes a row away. */
export const Remove = ({ label, onClick }: { label: string; onClick(): void }) => (
  <IconButton size="small" className="row-remove" label={label} icon={<X size={14} />} onClick={onClick} />
)

/** Adds a row. */
export const Add = ({ onClick, children }: { onClick(): void; children: string }) => (
  <Button kind="line" size="small" icon={<Plus size={13} aria-hidden />} onClick={onClick}>
    {children}
  </Button>
)
