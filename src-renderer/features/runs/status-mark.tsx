import './run-marks.css'
import { Check, CircleDashed, Clock, Minus, Pause, Play, Square, TriangleAlert, X } from 'lucide-react'
import type { RunStatus } from '#shared/run'
import { Tag } from '../../ui/tag.tsx'
import { type StepStatus, sayStatus, sayStepStatus, TONES } from './run-words.ts'

const RUN_ICONS = {
  queued: CircleDashed,
  running: Play,
  paused: Pause,
  waiting: Clock,
  succeeded: Check,
  failed: X,
  cancelled: Square,
  interrupted: TriangleAlert,
} as const satisfies Record<RunStatus, typeof Check>

/** How a run is, as a mark with its word for those who cannot see it. */
export function RunMark({ status, size = 16 }: { status: RunStatus; size?: number }) {
  const Icon = RUN_ICONS[status]
  return (
    <span className={`run-mark-of run-mark-${status}`} role="img" aria-label={sayStatus(status)}>
      <Icon size={size} aria-hidden />
    </span>
  )
}

export function RunTag({ status }: { status: RunStatus }) {
  const Icon = RUN_ICONS[status]
  return (
    <Tag tone={TONES[status]} icon={<Icon size={12} aria-hidden />}>
      {sayStatus(status)}
    </Tag>
  )
}

const STEP_ICONS = {
  running: Play,
  waiting: Clock,
  succeeded: Check,
  failed: X,
  dropped: Minus,
  interrupted: TriangleAlert,
} as const satisfies Record<StepStatus, typeof Check>

export function StepMark({ status }: { status: StepStatus }) {
  const Icon = STEP_ICONS[status]
  return (
    <span className={`run-mark-of step-mark-${status}`} role="img" aria-label={sayStepStatus(status)}>
      <Icon size={14} aria-hidden />
    </span>
  )
}
