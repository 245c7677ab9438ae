import { Info, LoaderCircle, TriangleAlert, X } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import './notices.css'
import { IconButton } from './button.tsx'

export type ShownNotice = { id: number; kind: 'info' | 'error' | 'busy'; message: string; fix?: string }

type NoticesProps = {
  notices: readonly ShownNotice[]
  onClose(id: number): void
  closeLabel: string
  label: string
  /** what asks something stands above them and stays until it is answered */
  children?: ReactNode
}

/** Short words at the foot of the page. Errors stay until they are closed, what is under way until it is over. */
export const Notices = ({ notices, onClose, closeLabel, label, children }: NoticesProps) => (
  <section className="notices" aria-label={label} aria-live="polite">
    {children}
    {notices.map((notice) => (
      <NoticeCard key={notice.id} notice={notice} onClose={onClose} closeLabel={closeLabel} />
    ))}
  </section>
)

const STAYS_FOR = 5000
const SIGNS = { info: Info, error: TriangleAlert, busy: LoaderCircle } as const

type CardProps = { notice: ShownNotice; onClose(id: number): void; closeLabel: string }
function NoticeCard({ notice, onClose, closeLabel }: CardProps) {
  const { id, kind, message, fix } = notice
  const Sign = SIGNS[kind]
  useEffect(() => {
    if (kind !== 'info') return
    const timer = setTimeout(() => onClose(id), STAYS_FOR)
    return () => clearTimeout(timer)
  }, [id, kind, onClose])
  return (
    <div className={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Sign size={16} aria-hidden className={kind === 'busy' ? 'notice-turns' : undefined} />
      <div>
        {fix ? <b>{message}</b> : message}
        {fix && <div>{fix}</div>}
      </div>
      <IconButton size="small" label={closeLabel} icon={<X size={14} />} onClick={() => onClose(id)} />
    </div>
  )
}
