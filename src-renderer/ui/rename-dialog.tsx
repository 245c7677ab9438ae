import { useState } from 'react'
import { Dialog } from './dialog.tsx'
import { FieldLine } from './input.tsx'

type RenameDialogProps = {
  name: string
  texts: { title: string; label: string; rename: string; cancel: string }
  onClose(): void
  /** with another name, trimmed; never with an empty one */
  onName(name: string): void
}

/** Asks for another name. What is left as it was, or empty, changes nothing. */
export function RenameDialog({ name, texts, onClose, onName }: RenameDialogProps) {
  const [typed, setTyped] = useState(name)
  const next = typed.trim()
  return (
    <Dialog
      open
      onClose={onClose}
      title={texts.title}
      action={texts.rename}
      cancel={texts.cancel}
      onAction={() => (next && next !== name ? onName(next) : onClose())}
    >
      <FieldLine
        label={texts.label}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
    </Dialog>
  )
}
