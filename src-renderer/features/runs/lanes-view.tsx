import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepView } from '#shared/run'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { Bars } from './bars.tsx'
import { type Lane, lanesOf, ticksOf } from './lanes.ts'
import { sayTick } from './say-tick.ts'

type LanesProps = {
  steps: readonly StepView[]
  /** ms since the epoch */
  start: number
  end: number
  /** a lane was pressed: its block */
  onChoose(block: string): void
}

/** One lane a block over the time of a run. */
export function Lanes({ steps, start, end, onChoose }: LanesProps) {
  const { t } = useTranslation('runs')
  const lanes = useMemo(() => lanesOf(steps, start, end), [steps, start, end])
  return (
    <div className="lanes">
      <ul className="lanes-list" aria-label={t('blocksOverTime')}>
        {lanes.map((lane) => (
          <li key={lane.block}>
            <LaneLine lane={lane} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      <Axis ms={end - start} />
    </div>
  )
}

function LaneLine({ lane, onChoose }: { lane: Lane; onChoose(block: string): void }) {
  const { t } = useTranslation('runs')
  const count = lane.bars.reduce((sum, bar) => sum + bar.count, 0)
  return (
    <button
      type="button"
      className="lane"
      onClick={() => onChoose(lane.block)}
      aria-label={t('lane', { name: lane.name, count })}
    >
      <span className="sm clip" dir="auto">
        {lane.name}
      </span>
      <Bars bars={lane.bars} category={catalog.get(lane.type)?.category ?? 'computer'} />
    </button>
  )
}

const Axis = ({ ms }: { ms: number }) => {
  const ticks = ticksOf(ms)
  return (
    <div className={`axis xs num ${ms >= 60_000 ? 'axis-long' : ''}`} aria-hidden>
      {ticks.map((tick, i) => (
        <span
          key={tick}
          style={
            i === ticks.length - 1
              ? { insetInlineEnd: 0 }
              : { insetInlineStart: `${(tick / Math.max(1, ms)) * 100}%` }
          }
          className={i === ticks.length - 1 ? 'axis-last' : ''}
        >
          {sayTick(tick, i, ms, ticks.length)}
        </span>
      ))}
    </div>
  )
}
