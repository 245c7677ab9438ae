import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Monitor } from '#shared/flow'
import { rangeOf } from '../../../model/monitor-edits.ts'
import { setStart } from './change-monitor.ts'

type MonitorSliderProps = {
  name: string
  monitor: Monitor
  value: number
  /** whether it sets what the variable begins with; while a run goes, and for what only blocks make, it shows */
  canSet: boolean
}

/** One drag is one edit: what is on the way is only shown. */
export function MonitorSlider({ name, monitor, value, canSet }: MonitorSliderProps) {
  const { t } = useTranslation('canvas')
  const slider = useRef<HTMLInputElement>(null)
  const [held, setHeld] = useState<number | null>(null)
  // a range that follows the value would run away under the hand
  const range = useRef(rangeOf(monitor, value))
  const asked = rangeOf(monitor, value)
  if (held === null && (monitor.max !== undefined || value < range.current.min || value > range.current.max))
    range.current = asked
  const { min, max, step } = range.current
  useEffect(() => {
    const input = slider.current
    // the browser tells of a change when it is let go, React of each on the way
    const set = () => {
      setHeld(null)
      if (canSet && input) setStart(name, Number(input.value))
    }
    input?.addEventListener('change', set)
    return () => input?.removeEventListener('change', set)
  }, [name, canSet])
  const shown = canSet && held !== null ? held : value
  return (
    <div className="monitor-slide nowheel">
      <span className="monitor-end" aria-hidden>
        {min}
      </span>
      <input
        ref={slider}
        type="range"
        {...{ min, max, step }}
        value={shown}
        aria-label={t('monitor.slider', { name })}
        aria-disabled={!canSet || undefined}
        title={canSet ? String(shown) : t('monitor.onlyShows')}
        onChange={(event) => canSet && setHeld(Number(event.target.value))}
      />
      <span className="monitor-end" aria-hidden>
        {max}
      </span>
    </div>
  )
}
