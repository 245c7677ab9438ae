import { Archive, ChevronUp, LoaderCircle, RotateCcw, Square, TriangleAlert, X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#shared/run'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, MenuGroup, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { type Deed, fitFor } from './run-deeds.ts'
import type { Choice } from './use-choice.ts'
import type { Outcome, UnderWay, useDeeds } from './use-deeds.ts'
import './run-choice.css'

type BarProps = {
  choice: Choice
  /** all that are shown */
  runs: readonly RunSummary[]
  deeds: ReturnType<typeof useDeeds>
  onDo(deed: Deed, ids: readonly string[]): void
}

/** At the foot of the list: what can be done about the chosen runs, how far it is, what came of it. */
export function ChoiceBar({ choice, runs, deeds, onDo }: BarProps) {
  const { t } = useTranslation('runs')
  const { underWay, outcome } = deeds
  const goesOn = underWay?.slow === true
  if (!goesOn && !outcome && choice.ids.size === 0) return null
  return (
    <section className="run-choice" aria-label={t('choice.title')}>
      {outcome && <DeedOutcome outcome={outcome} onClose={deeds.forget} />}
      {goesOn && <DeedUnderWay underWay={underWay} onLeave={deeds.leave} />}
      {!goesOn && choice.ids.size > 0 && <Chosen choice={choice} runs={runs} onDo={onDo} />}
    </section>
  )
}

/** What can be done about the chosen runs, and about how many of them each. */
function Chosen({ choice, runs, onDo }: Pick<BarProps, 'choice' | 'runs' | 'onDo'>) {
  const { t } = useTranslation('runs')
  const { ids } = choice
  const chosen = runs.filter(({ id }) => ids.has(id))
  return (
    <>
      <div className="row">
        <b className="grow num" role="status">
          {t('choice.count', { count: ids.size })}
        </b>
        {ids.size < runs.length && (
          <Button size="small" onClick={choice.all}>
            {t('choice.shown', { count: runs.length })}
          </Button>
        )}
        <IconButton
          size="small"
          label={t('choice.none')}
          keys="Esc"
          icon={<X size={14} aria-hidden />}
          onClick={choice.none}
        />
      </div>
      <div className="row run-choice-deeds">
        <RetryMenu chosen={chosen} onDo={onDo} />
        <DeedButton
          word="dismiss"
          icon={<Archive size={14} aria-hidden />}
          fit={fitFor({ do: 'dismiss' }, chosen)}
          all={ids.size}
          onClick={(fit) => onDo({ do: 'dismiss' }, fit)}
        />
        <DeedButton
          word="cancel"
          icon={<Square size={14} aria-hidden />}
          fit={fitFor({ do: 'cancel' }, chosen)}
          all={ids.size}
          onClick={(fit) => onDo({ do: 'cancel' }, fit)}
        />
      </div>
    </>
  )
}

function DeedOutcome({ outcome, onClose }: { outcome: Outcome; onClose(): void }) {
  const { t } = useTranslation('runs')
  return (
    <div className="run-choice-outcome" role="status">
      <TriangleAlert size={16} aria-hidden className="warn" />
      <div>
        <b>{outcome.message}</b>
        {outcome.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <IconButton
        size="small"
        label={t('choice.close')}
        icon={<X size={14} aria-hidden />}
        onClick={onClose}
      />
    </div>
  )
}

function DeedUnderWay({ underWay, onLeave }: { underWay: UnderWay; onLeave(): void }) {
  const { t } = useTranslation('runs')
  const { deed, count, all } = underWay
  return (
    <div className="row run-choice-under-way">
      <LoaderCircle size={14} aria-hidden className="muted run-search-turns" />
      <span className="grow num" role="status">
        {t(`choice.under.${deed.do}`, { count, all })}
      </span>
      {count < all && (
        <Button kind="line" size="small" onClick={onLeave}>
          {t('choice.leave')}
        </Button>
      )}
    </div>
  )
}

const VERSIONS = ['same', 'draft'] as const
const FROM = ['failed', 'start'] as const

type RetryProps = { chosen: readonly RunSummary[]; onDo(deed: Deed, ids: readonly string[]): void }

/** From the failed step or from the start; each with the flow as it was or as it is. */
function RetryMenu({ chosen, onDo }: RetryProps) {
  const { t } = useTranslation('runs')
  const fit = {
    failed: fitFor({ do: 'retry', from: 'failed', version: 'same' }, chosen),
    start: fitFor({ do: 'retry', from: 'start', version: 'same' }, chosen),
  }
  const icon = <RotateCcw size={14} aria-hidden />
  if (fit.start.length === 0) return <DeedButton word="retry" {...{ icon }} fit={[]} all={chosen.length} />
  const lines = (version: (typeof VERSIONS)[number]): ReactElement => (
    <MenuGroup label={t(`choice.${version}`)}>
      {FROM.filter((from) => fit[from].length > 0).map((from) => (
        <MenuItem key={from} onClick={() => onDo({ do: 'retry', from, version }, fit[from])}>
          <span className="grow">{t(`choice.${from}`)}</span>
          <span className="muted num">{fit[from].length}</span>
        </MenuItem>
      ))}
    </MenuGroup>
  )
  return (
    <Menu
      trigger={
        <Button kind="line" icon={icon}>
          {t('choice.retry')} <HowMany fit={fit.start.length} all={chosen.length} />
          <ChevronUp size={14} aria-hidden className="muted" />
        </Button>
      }
    >
      {lines('same')}
      <MenuRule />
      {lines('draft')}
    </Menu>
  )
}

type DeedProps = {
  word: Deed['do']
  icon: ReactNode
  fit: readonly string[]
  all: number
  onClick?(fit: readonly string[]): void
}

function DeedButton({ word, icon, fit, all, onClick }: DeedProps) {
  const { t } = useTranslation('runs')
  const deed = t(`choice.${word}`)
  if (fit.length === 0)
    return (
      <Tooltip text={t(`choice.off.${word}`)} side="top">
        <Button kind="line" icon={icon} aria-disabled>
          {deed}
        </Button>
      </Tooltip>
    )
  return (
    <Button kind="line" icon={icon} onClick={() => onClick?.(fit)}>
      {deed} <HowMany fit={fit.length} all={all} />
    </Button>
  )
}

function HowMany({ fit, all }: { fit: number; all: number }) {
  const { t } = useTranslation('runs')
  return (
    <span className="muted num">
      {fit} <span className="unseen">{t('choice.of', { all })}</span>
    </span>
  )
}
