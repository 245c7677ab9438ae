import { useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Pair } from '../../../model/monitor-edits.ts'
import { KeysBar } from '../by-keys/keys-bar.tsx'
import { placeMonitor } from './change-monitor.ts'

/** From dot to dot of the canvas. */
const STEP = 24

type MoveMonitorProps = {
  name: string
  from: Pair
  onHold(at: Pair | null): void
  onEnd(): void
}

/** A card in no pointer's hand: arrows take it from dot to dot, Enter drops, Escape puts it back. */
export function MoveMonitor({ name, from, onHold, onEnd }: MoveMonitorProps) {
  const { t } = useTranslation('canvas')
  const [at, setAt] = useState(from)
  const ended = useRef(false)
  const go = ([x, y]: Pair) => {
    const next: Pair = [at[0] + x * STEP, at[1] + y * STEP]
    setAt(next)
    onHold(next)
  }
  const end = (drop: boolean) => {
    if (ended.current) return
    ended.current = true
    onHold(null)
    if (drop && at !== from) placeMonitor(name, at)
    onEnd()
  }
  const around = document.querySelector('.canvas')
  return (
    around &&
    createPortal(
      <KeysBar
        title={t('monitor.moving', { name })}
        place={t('monitor.at', { x: at[0], y: at[1] })}
        keys={t('monitor.moveKeys')}
        onStep={(step) => go([0, step])}
        onSide={(step) => go([step, 0])}
        onEnd={() => {}}
        onDone={() => end(true)}
        onCancel={() => end(false)}
      />,
      around,
    )
  )
}
