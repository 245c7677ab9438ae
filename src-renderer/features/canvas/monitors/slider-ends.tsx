import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Monitor } from '#shared/flow'
import { rangeOf } from '../../../model/monitor-edits.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FieldLine } from '../../../ui/input.tsx'
import { changeMonitor } from './change-monitor.ts'

type SliderEndsProps = { name: string; monitor: Monitor; value: number; onClose(): void }

const ENDS = ['min', 'max', 'step'] as const

/** Asks how far a slider goes. What makes no range is told at its line, and nothing is changed. */
export function SliderEnds({ name, monitor, value, onClose }: SliderEndsProps) {
  const { t } = useTranslation('canvas')
  const now = rangeOf(monitor, value)
  const [typed, setTyped] = useState({ min: `${now.min}`, max: `${now.max}`, step: `${now.step}` })
  const [tried, setTried] = useState(false)
  const wrong = wrongEnd(typed)
  const set = () => {
    setTried(true)
    if (wrong) return
    const range = { min: Number(typed.min), max: Number(typed.max), step: Number(typed.step) }
    changeMonitor(name, (each) => ({ ...each, ...range }))
    onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('monitor.endsOf', { name })}
      action={t('monitor.setEnds')}
      cancel={t('monitor.cancel')}
      onAction={set}
    >
      {ENDS.map((end) => (
        <FieldLine
          key={end}
          label={t(`monitor.end.${end}`)}
          inputMode="decimal"
          value={typed[end]}
          wrong={tried && wrong === end}
          help={tried && wrong === end ? t(`monitor.wrongEnd.${end}`) : undefined}
          onChange={(event) => setTyped({ ...typed, [end]: event.target.value })}
        />
      ))}
    </Dialog>
  )
}

/** The first line that makes no range. */
export function wrongEnd(typed: Readonly<Record<(typeof ENDS)[number], string>>) {
  const [min, max, step] = ENDS.map((end) => numberIn(typed[end])) as [number, number, number]
  if (Number.isNaN(min)) return 'min'
  if (!(max > min)) return 'max'
  return step > 0 && step <= max - min ? null : 'step'
}

const numberIn = (text: string): number => {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : Number.NaN
}
