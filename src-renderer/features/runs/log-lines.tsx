import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppErrorShape } from '#shared/error'
import { sayClock } from '../../ui/say-time.ts'
import { LevelMark } from './level-mark.tsx'
import { useFollowEnd } from './use-follow-end.ts'

type Line = { at: number; level: string; text: string; block?: string }
type LogLinesProps = {
  logs: readonly Line[]
  error?: AppErrorShape
  /** a line was pressed: the block that said it */
  onChoose?(block: string): void
}

/** What a run said, line by line; follows the end while it is in sight. */
export function LogLines({ logs, error, onChoose }: LogLinesProps) {
  const { t } = useTranslation('runs')
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: logs.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 24,
    overscan: 8,
  })
  useFollowEnd(scroll, logs.length)
  return (
    <div
      ref={scroll}
      className="log"
      role="log"
      aria-label={t('log')}
      tabIndex={logs.length > 0 ? 0 : undefined}
    >
      {error && (
        <div className="log-error">
          <b>{error.message}</b> {error.fix}
        </div>
      )}
      {logs.length === 0 && !error && <p className="muted">{t('saidNothing')}</p>}
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = logs[index] as Line
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut; lanes and problems lead there too
            // biome-ignore lint/a11y/noStaticElementInteractions: as above
            <div
              key={index}
              className={`log-line log-${line.level}`}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => line.block !== undefined && onChoose?.(line.block)}
            >
              <time dateTime={new Date(line.at).toISOString()}>{sayClock(line.at, true)}</time>
              <LevelMark level={line.level} />
              <span className="clip" dir="auto" title={line.text}>
                {line.text}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
