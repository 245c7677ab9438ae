import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './places.css'

type ErrorBoxProps = { error: { message: string; fix?: string }; action?: ReactNode }

/** What happened and what to do, at the place itself. */
export const ErrorBox = ({ error, action }: ErrorBoxProps) => (
  <div className="error-box" role="alert">
    <TriangleAlert size={16} aria-hidden />
    <div>
      <b>
        <bdi>{error.message}</bdi>
      </b>
      {error.fix && (
        <div>
          <bdi>{error.fix}</bdi>
        </div>
      )}
    </div>
    {action}
  </div>
)

/** A place with nothing in it: one sentence, one action. */
export const EmptyState = ({ text, action }: { text: ReactNode; action?: ReactNode }) => (
  <div className="empty">
    <p>{text}</p>
    {action}
  </div>
)

/** Grey bars where lines will be. `widths` in percent, one a line. */
export const LoadingBars = ({ widths, label }: { widths: readonly number[]; label: string }) => (
  <div className="bars" role="status" aria-label={label}>
    {widths.map((width, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the bars never move
      <span key={i} style={{ width: `${width}%` }} />
    ))}
  </div>
)
