import type { TFunction } from 'i18next'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FlowStructure, Json } from '#shared/flow'
import { BlockIcon } from '../../ui/block-art/block-icon.tsx'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { sayTook } from '../../ui/say-time.ts'
import { sayValueShort } from '../../ui/value-tree/value-words.ts'
import { Bars } from './bars.tsx'
import { sayStepStatus } from './run-words.ts'
import { StepMark } from './status-mark.tsx'
import type { StepRow } from './step-tree.ts'

type LineProps = {
  row: StepRow
  start: number
  end: number
  missing: FlowStructure | undefined
  onToggle(row: StepRow): void
}

/** What one row of the tree says: its name, how it went, when, and how long it took. */
export function StepLine({ row, start, end, missing, onToggle }: LineProps) {
  return (
    <>
      <span className="step-name">
        <Twisty row={row} onToggle={onToggle} />
        <Name row={row} missing={missing} />
      </span>
      <TimeBar row={row} start={start} end={end} />
      <span className="step-took num">
        <Took row={row} end={end} />
      </span>
    </>
  )
}

function Twisty({ row, onToggle }: Pick<LineProps, 'row' | 'onToggle'>) {
  if (!row.expandable) return <span className="step-twisty" />
  const Icon = row.open ? ChevronDown : ChevronRight
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: arrow keys on the tree do this
    // biome-ignore lint/a11y/noStaticElementInteractions: the row itself says that it opens
    <span
      className="step-twisty"
      onClick={(event) => {
        event.stopPropagation()
        onToggle(row)
      }}
    >
      <Icon size={14} aria-hidden />
    </span>
  )
}

function Name({ row, missing }: Pick<LineProps, 'row' | 'missing'>) {
  const { t } = useTranslation('runs')
  if (row.is === 'pass')
    return (
      <>
        <span className="clip">{passName(row, t)}</span>
        <StepMark status={row.status} />
      </>
    )
  if (row.is === 'later') {
    const block = missing?.places.get(row.block)?.block
    return (
      <>
        <TypeMark type={block?.type ?? ''} />
        <span className="clip" dir="auto">
          {block?.name}
        </span>
      </>
    )
  }
  const { step } = row.node
  return (
    <>
      <TypeMark type={step.type} />
      <span className="clip" dir="auto">
        {step.blockName}
      </span>
      <StepMark status={row.status} />
    </>
  )
}

/** "Pass 3, harbour-shop": with a word about what was sent into it, where there is a short one. */
function passName(row: Extract<StepRow, { is: 'pass' }>, t: TFunction<'runs'>): string {
  const number = (row.scope.part.index ?? 0) + 1
  const about = nameIn(row.scope.steps[0]?.step.input)
  return about ? t('passAbout', { number, about }) : t('pass', { number })
}

function nameIn(value: Json | undefined): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return sayValueShort(value).slice(0, 60)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { name, title, id } = value as Record<string, Json>
  const found = name ?? title ?? id
  return typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 60) : undefined
}

function TypeMark({ type }: { type: string }) {
  const category = catalog.get(type)?.category ?? 'computer'
  return (
    <span className={`step-type cat-${category}`}>
      <BlockIcon type={type} category={category} size={11} />
    </span>
  )
}

function TimeBar({ row, start, end }: Pick<LineProps, 'row' | 'start' | 'end'>) {
  const span = spanIn(row)
  if (!span) return <span />
  const whole = Math.max(1, end - start)
  const from = Math.min(99.2, Math.max(0, ((span.startedAt - start) / whole) * 100))
  const until = span.durationMs === null ? end : span.startedAt + span.durationMs
  const width = Math.max(0.8, Math.min(100 - from, ((until - span.startedAt) / whole) * 100))
  const type = row.is === 'step' ? row.node.step.type : 'control/for-each'
  return (
    <Bars
      bars={[{ from, width, status: span.bar, count: 1 }]}
      category={catalog.get(type)?.category ?? 'computer'}
    />
  )
}

/** Only the step that failed is drawn as failed; what holds it keeps its colour, as in a log. */
function spanIn(row: StepRow) {
  if (row.is === 'later') return undefined
  const { startedAt, durationMs } = row.is === 'step' ? row.node.step : row
  const holds = row.is === 'pass' || row.node.inside.length > 0
  return {
    startedAt,
    durationMs,
    bar: holds && row.status !== 'running' ? ('succeeded' as const) : row.status,
  }
}

function Took({ row, end }: { row: StepRow; end: number }) {
  if (row.is === 'later') return sayStepStatus('later')
  const { startedAt, durationMs } = row.is === 'step' ? row.node.step : row
  return sayTook(durationMs ?? Math.max(0, end - startedAt))
}
