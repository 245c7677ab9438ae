import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  daysOf,
  isFiltered,
  LONGEST_TEXT,
  RUN_RESULTS,
  type RunResult,
  START_KINDS,
  type StartKind,
  useRunsFilter,
} from '../../model/runs-filter.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input, SearchInput } from '../../ui/input.tsx'
import { capital } from '../../ui/say-time.ts'
import { Select } from '../../ui/select.tsx'
import { sayResult, sayStart } from './run-words.ts'
import './run-filters.css'

type Choice<V extends string> = { value: V; title: string }

/** What the history shows: words, flow, result, what started it, time. One that is set can be taken back by itself. */
export function RunFilters({ flows }: { flows: readonly Choice<string>[] }) {
  const { t } = useTranslation('runs')
  const filter = useRunsFilter()
  const { set } = filter
  const results = useMemo(() => RUN_RESULTS.map((value) => ({ value, title: sayResult(value) })), [])
  const starts = useMemo(
    () => START_KINDS.map((value) => ({ value, title: capital(sayStart(`start/${value}`)) })),
    [],
  )
  const days = daysOf(filter.time)
  const times = [
    { value: 'today', title: t('time.today') },
    { value: '7d', title: t('time.week') },
    { value: RANGE, title: t('time.range') },
  ]
  return (
    <>
      <SearchBox />
      <div className="run-filters">
        <Filter
          {...{ label: t('byFlow'), any: t('allFlows'), value: filter.flow, choices: flows }}
          onChange={(flow) => set({ flow })}
        />
        <Filter<RunResult>
          {...{ label: t('byResult'), any: t('anyResult'), value: filter.result, choices: results }}
          onChange={(result) => set({ result })}
        />
        <Filter<StartKind>
          {...{ label: t('byStart'), any: t('anyStart'), value: filter.start, choices: starts }}
          onChange={(start) => set({ start })}
        />
        <Filter
          {...{ label: t('byTime'), any: t('anyTime'), value: days ? RANGE : filter.time, choices: times }}
          onChange={(time) => set({ time })}
        />
      </div>
      {days && <Days {...days} onChange={(from, to) => set({ time: `${from}..${to}` })} />}
    </>
  )
}

/** Takes all of them back at once, the words too. */
export function ClearFilters() {
  const { t } = useTranslation('runs')
  const filter = useRunsFilter()
  if (!isFiltered(filter)) return null
  return (
    <Button kind="line" onClick={() => filter.only({})}>
      {t('clearFilters')}
    </Button>
  )
}

/** The choice of days, before one is made. */
const RANGE = '..'

type FilterProps<V extends string> = {
  label: string
  /** the word for no filter */
  any: string
  value: V | ''
  choices: readonly Choice<V>[]
  onChange(value: V | ''): void
}

function Filter<V extends string>({ label, any, value, choices, onChange }: FilterProps<V>) {
  const { t } = useTranslation('runs')
  const box = useRef<HTMLSpanElement>(null)
  const on = value !== ''
  const clear = () => {
    onChange('')
    box.current?.querySelector<HTMLElement>('.select')?.focus()
  }
  return (
    <span ref={box} className={`run-filter${on ? ' run-filter-on' : ''}`}>
      <Select<V | ''>
        className="list-pane-filter"
        aria-label={label}
        value={value}
        choices={[{ value: '', title: any }, ...choices]}
        onChange={onChange}
      />
      {on && (
        <IconButton
          size="small"
          className="run-filter-clear"
          label={t('takeBack', { filter: label })}
          icon={<X size={13} aria-hidden />}
          onClick={clear}
        />
      )}
    </span>
  )
}

/** ms without a key after which what was typed is looked for */
const RESTS = 300

/** Looks through names and data: not at each letter, it may take a while. */
function SearchBox() {
  const { t } = useTranslation('runs')
  const { text, set } = useRunsFilter()
  const [words, setWords] = useState(text)
  // another address, or all filters taken back
  useEffect(() => setWords((mine) => (mine.trim() === text ? mine : text)), [text])
  useEffect(() => {
    if (words.trim() === useRunsFilter.getState().text) return
    const timer = setTimeout(() => set({ text: words.trim() }), RESTS)
    return () => clearTimeout(timer)
  }, [words, set])
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') set({ text: words.trim() })
  }
  return (
    <SearchInput
      className="list-pane-search"
      placeholder={t('search')}
      maxLength={LONGEST_TEXT}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onKeyDown={onKey}
    />
  )
}

type DaysProps = { from: string; to: string; onChange(from: string, to: string): void }

/** From a day to a day; where they cross, the one that was changed takes the other along. */
function Days({ from, to, onChange }: DaysProps) {
  const { t } = useTranslation('runs')
  const later = (one: string, other: string) => (one !== '' && other !== '' && one > other ? one : other)
  const earlier = (one: string, other: string) => (one !== '' && other !== '' && one < other ? one : other)
  return (
    <fieldset className="run-days">
      <legend className="unseen">{t('time.range')}</legend>
      <Day label={t('time.from')} value={from} onChange={(day) => onChange(day, later(day, to))} />
      <Day label={t('time.to')} value={to} onChange={(day) => onChange(earlier(day, from), day)} />
    </fieldset>
  )
}

function Day({ label, value, onChange }: { label: string; value: string; onChange(day: string): void }) {
  const id = useId()
  return (
    <span className="row">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <Input id={id} type="date" value={value} onChange={({ target }) => onChange(target.value)} />
    </span>
  )
}
