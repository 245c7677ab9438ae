import { CircleOff, Clock, Ear, MonitorOff, Pause, TriangleAlert } from 'lucide-react'
import type { TriggerState } from '#shared/contract'
import { Tag, type Tone } from '../tag.tsx'
import { sayState, type TriggerStateName } from './say-trigger.ts'
import './trigger-mark.css'

const ICONS = {
  failed: TriangleAlert,
  off: CircleOff,
  paused: Pause,
  stopped: Pause,
  elsewhere: MonitorOff,
} as const satisfies Record<Exclude<TriggerStateName, 'armed'>, typeof Clock>

const TONES: Readonly<Record<TriggerStateName, Tone>> = {
  armed: 'ok',
  failed: 'danger',
  off: 'quiet',
  paused: 'warn',
  stopped: 'warn',
  elsewhere: 'quiet',
}

type MarkProps = { trigger: Pick<TriggerState, 'state' | 'next'>; size?: number }

/** How a trigger is. What is on and has times shows a clock, what listens an ear. */
export function TriggerIcon({ trigger: { state, next }, size = 16 }: MarkProps) {
  const Icon = state === 'armed' ? (next === null ? Ear : Clock) : ICONS[state]
  return <Icon size={size} aria-hidden />
}

/** The same as a mark in a list, with its word for those who cannot see it. */
export const TriggerMark = ({ trigger }: MarkProps) => (
  <span
    className={`trigger-mark trigger-mark-${trigger.state}`}
    role="img"
    aria-label={sayState(trigger.state)}
  >
    <TriggerIcon trigger={trigger} />
  </span>
)

export const TriggerTag = ({ trigger }: MarkProps) => (
  <Tag tone={TONES[trigger.state]} icon={<TriggerIcon trigger={trigger} size={12} />}>
    {sayState(trigger.state)}
  </Tag>
)
