import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepView } from '#shared/run'
import type { RunLog as LiveLine } from '../../model/run-fold.ts'
import { Button } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/input.tsx'
import { EmptyState } from '../../ui/places.tsx'
import { sayClock } from '../../ui/say-time.ts'
import { Select } from '../../ui/select.tsx'
import { LevelMark } from './level-mark.tsx'
import { filterLines, LOG_LEVELS, type LogLevel, linesOf, type RunLogLine } from './run-log-lines.ts'
import { useFollowEnd } from './use-follow-end.ts'

const ROW = 26

type LogProps = {
  steps: readonly StepView[]
  /** of a run that is alive: what it said so far */
  live: readonly LiveLine[] | null
  /** fetches further steps; null when all are here */
  onReadOn: (() => void) | null
  /** shows the step that said a line */
  onChoose(line: RunLogLine): void
}

/** All that a run said, to be searched. One tab stop; arrows walk, Enter shows the step that said it. */
export function RunLog({ steps, live, onReadOn, onChoose }: LogProps) {
  const { t } = useTranslation('runs')
  const [words, setWords] = useState('')
  const [least, setLeast] = useState<LogLevel>('all')
  const search = useDeferredValue(words)
  const all = useMemo(() => linesOf(steps, live), [steps, live])
  const shown = useMemo(() => filterLines(all, search, least), [all, search, least])
  const levels = LOG_LEVELS.map((value) => ({ value, title: t(`page.level.${value}`) }))
  return (
    <div className="run-log">
      <div className="run-log-filter" hidden={all.length === 0}>
        <SearchInput
          className="run-log-search"
          placeholder={t('page.searchLog')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Select<LogLevel>
          className="list-pane-filter"
          aria-label={t('page.byLevel')}
          value={least}
          choices={levels}
          onChange={setLeast}
        />
        <span className="sm muted num" role="status">
          {shown.length === all.length
            ? t('page.lines', { count: all.length })
            : t('page.linesOf', { count: all.length, shown: shown.length })}
        </span>
      </div>
      {shown.length > 0 && <Lines lines={shown} follow={live !== null} onChoose={onChoose} />}
      {shown.length === 0 && (
        <div className="run-place">
          {all.length === 0 ? (
            <EmptyState text={t(sayNothing(live !== null, onReadOn !== null))} />
          ) : (
            <EmptyState
              text={t('page.noLineFits')}
              action={
                <Button
                  kind="line"
                  onClick={() => {
                    setWords('')
                    setLeast('all')
                  }}
                >
                  {t('page.showAllLines')}
                </Button>
              }
            />
          )}
        </div>
      )}
      {onReadOn && (
        <div className="run-log-more">
          <Button kind="line" size="small" onClick={onReadOn}>
            {t('page.readOn', { count: steps.length })}
          </Button>
        </div>
      )}
    </div>
  )
}

function sayNothing(alive: boolean, more: boolean) {
  if (alive) return 'page.saidNothingYet'
  return more ? 'page.saidNothingHere' : 'page.saidNothing'
}

type LinesProps = { lines: readonly RunLogLine[]; follow: boolean; onChoose(line: RunLogLine): void }

function Lines({ lines, follow, onChoose }: LinesProps) {
  const { t } = useTranslation('runs')
  const id = useId()
  const [active, setActive] = useState(-1)
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  useFollowEnd(scroll, follow ? lines.length : 0)
  const at = Math.min(active, lines.length - 1)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at)
  }, [at, virtual])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key]
    const line = lines[at]
    if (to !== undefined) setActive(Math.max(0, Math.min(lines.length - 1, to)))
    else if ((event.key === 'Enter' || event.key === ' ') && line) onChoose(line)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroll}
      className="run-log-lines"
      role="listbox"
      tabIndex={0}
      aria-label={t('page.logOfRun')}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index] as RunLogLine
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names its active line
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
              className={`run-log-line log-${line.level} ${index === at ? 'run-log-active' : ''}`}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onChoose(line)}
            >
              <time dateTime={new Date(line.at).toISOString()}>{sayClock(line.at, true)}</time>
              <span className="run-log-mark">
                <LevelMark level={line.level} />
              </span>
              <span className="clip muted" dir="auto">
                {line.blockName}
              </span>
              <span className="clip run-log-text" dir="auto" title={line.text}>
                {line.text}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
