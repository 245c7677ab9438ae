import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode, SubmitEvent } from 'react'
import './dialog.css'
import { Button } from './button.tsx'

type DialogProps = {
  open: boolean
  onClose(): void
  title: string
  text?: ReactNode
  /** word of the button that does it */
  action: string
  /** what it does cannot be taken back */
  danger?: boolean
  cancel: string
  onAction(): void
  /** a second way out, beside the first */
  other?: { title: string; onClick(): void }
  children?: ReactNode
}

/** Asks for something, or asks whether. Enter does it, Escape does not. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, text, action, danger, cancel, onAction, other, children } = props
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onAction()
  }
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="dialog-backdrop" />
        <Base.Popup className="dialog" data-own-undo>
          <form onSubmit={submit}>
            <Base.Title>{title}</Base.Title>
            {text && <Base.Description className="dialog-text">{text}</Base.Description>}
            {children && <div className="dialog-body">{children}</div>}
            <div className="dialog-foot">
              <Button kind="line" onClick={onClose}>
                {cancel}
              </Button>
              {other && (
                <Button kind="line" onClick={other.onClick}>
                  {other.title}
                </Button>
              )}
              <Button kind={danger ? 'danger' : 'main'} type="submit">
                {action}
              </Button>
            </div>
          </form>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
