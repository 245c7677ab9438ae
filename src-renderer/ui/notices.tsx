import { Info, LoaderCircle, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import './notices.css'
import { Button, IconButton } from './button.tsx'

export type ShownNotice = {
  id: number
  kind: 'info' | 'warn' | 'error' | 'busy'
  message: string
  fix?: string
  action?: { label: string; run(): void }
}

type NoticesProps = {
  notices: readonly ShownNotice[]
  onClose(id: number): void
  closeLabel: string
  label: string
  /** what asks something stands above them and stays until it is answered */
  children?: ReactNode
}

/**
 * Short words at the foot of the page. Errors and warnings stay until they are closed, what is under way until it is over;
 * one that is pointed at, or in which the focus is, does not go meanwhile.
 */
export const Notices = ({ notices, onClose, closeLabel, label, children }: NoticesProps) => (
  <section className="notices" aria-label={label} aria-live="polite">
    {children}
    {notices.map((notice) => (
      <NoticeCard key={notice.id} notice={notice} onClose={onClose} closeLabel={closeLabel} />
    ))}
  </section>
)

/** ms; what can be done takes longer to read and to reach */
const STAYS_FOR = 5000
const ACTION_STAYS_FOR = 12_000
const SIGNS = { info: Info, warn: TriangleAlert, error: TriangleAlert, busy: LoaderCircle } as const

type CardProps = { notice: ShownNotice; onClose(id: number): void; closeLabel: string }
function NoticeCard({ notice, onClose, closeLabel }: CardProps) {
  const { id, kind, message, fix, action } = notice
  const Sign = SIGNS[kind]
  const [held, setHeld] = useState(false)
  const staysFor = action ? ACTION_STAYS_FOR : STAYS_FOR
  useEffect(() => {
    if (kind !== 'info' || held) return
    const timer = setTimeout(() => onClose(id), staysFor)
    return () => clearTimeout(timer)
  }, [id, kind, held, staysFor, onClose])
  const act = () => {
    onClose(id)
    action?.run()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only tells that somebody is at it
    <div
      className={`notice notice-${kind}${action ? ' notice-with-action' : ''}`}
      role={kind === 'error' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Sign size={16} aria-hidden className={kind === 'busy' ? 'notice-turns' : undefined} />
      <div>
        {fix ? <b>{message}</b> : message}
        {fix && <div className="notice-fix">{fix}</div>}
      </div>
      {action && (
        <Button size="small" kind="line" onClick={act}>
          {action.label}
        </Button>
      )}
      <IconButton size="small" label={closeLabel} icon={<X size={14} />} onClick={() => onClose(id)} />
    </div>
  )
}
