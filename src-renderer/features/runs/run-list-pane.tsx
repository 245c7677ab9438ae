import { type KeyboardEvent, useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { isUnderWay, type RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { filterOf, isFiltered, type RunsFilter, useRunsFilter } from '../../model/runs-filter.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { ChoiceBar } from './choice-bar.tsx'
import { groupRuns, type RunGroup } from './group-runs.ts'
import { NoRuns } from './no-runs.tsx'
import type { Deed } from './run-deeds.ts'
import { ClearFilters, RunFilters } from './run-filters.tsx'
import { WaitingForYou } from './run-questions.tsx'
import { RunRow } from './run-row.tsx'
import { OlderRuns, SaySearch } from './run-search.tsx'
import { sayDayTitle } from './run-words.ts'
import { EverythingStopped, StopEverything, useStopped } from './stop-everything.tsx'
import { type Choice, useChoice } from './use-choice.ts'
import { useDeeds } from './use-deeds.ts'
import { useFilterAddress } from './use-filter-address.ts'
import { useNow } from './use-now.ts'
import { type RunList, useRunList } from './use-run-list.ts'

/** All runs, alive and past; by flow, by result, by what started them, by time, by what is in their data. */
export function RunListPane({ chosen }: { chosen: string | null }) {
  const { t } = useTranslation('runs')
  useFilterAddress()
  const filter = useRunsFilter(useShallow(filterOf))
  const list = useRunList(filter)
  const flows = useFlowChoices(list.runs)
  const stopped = useStopped()
  const isAnyAlive = list.runs?.some(({ status }) => isUnderWay(status)) === true
  return (
    <section className="list-pane" aria-label={t('title')}>
      <div className="list-pane-head">
        <div className="row">
          <h1 className="grow">{t('title')}</h1>
          <ClearFilters />
          {isAnyAlive && <StopEverything onDone={stopped.reload} />}
        </div>
        <RunFilters flows={flows} />
        {typeof stopped.since === 'number' && (
          <EverythingStopped since={stopped.since} onDone={stopped.reload} />
        )}
      </div>
      <RunGroups list={list} filter={filter} chosen={chosen} />
      <SaySearch list={list} />
    </section>
  )
}

/** Flows that can be asked for: those that are kept, and those whose runs are in sight. */
function useFlowChoices(runs: readonly RunSummary[] | undefined) {
  const { value } = useLoad(useCallback(() => client.flows.list({ limit: 200 }), []))
  return useMemo(() => {
    const names = new Map(value?.items.map(({ id, name }) => [id, name]))
    for (const run of runs ?? []) if (!names.has(run.flowId)) names.set(run.flowId, run.flowName)
    return [...names]
      .map(([value, title]) => ({ value, title }))
      .sort((a, b) => a.title.localeCompare(b.title))
  }, [value, runs])
}

type GroupsProps = { list: RunList; filter: RunsFilter; chosen: string | null }

function RunGroups({ list, filter, chosen }: GroupsProps) {
  const { t } = useTranslation('runs')
  const { runs } = list
  const now = useNow(runs?.some((run) => run.endedAt === null) ?? false)
  const groups = useMemo(() => groupRuns(runs ?? [], now), [runs, now])
  const order = useMemo(() => groups.flatMap((group) => group.runs), [groups])
  const choice = useChoice(
    useMemo(() => order.map(({ id }) => id), [order]),
    filter,
  )
  const deeds = useDeeds()
  const place = useRef<HTMLDivElement>(null)
  if (list.error && !runs)
    return (
      <div className="list-pane-place">
        <ErrorBox
          error={list.error}
          action={
            <Button kind="line" onClick={list.reload}>
              {t('retry')}
            </Button>
          }
        />
      </div>
    )
  if (!runs)
    return (
      <div className="list-pane-place">
        <LoadingBars label={t('loading')} widths={[60, 48, 56, 40]} />
      </div>
    )
  const onDo = async (deed: Deed, ids: readonly string[]) => {
    const not = await deeds.doIt(deed, ids)
    choice.keep(not)
    // the button that was pressed may be gone
    if (document.activeElement === document.body) place.current?.focus()
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys for what is focused in it */}
      <div
        ref={place}
        className={`list-pane-groups${choice.ids.size > 0 ? ' run-choosing' : ''}`}
        tabIndex={-1}
        onKeyDown={(event) => keysOfList(event, choice)}
      >
        {!isFiltered(filter) && <WaitingForYou chosen={chosen} now={now} />}
        {groups.map((group) => (
          <Group key={group.key} group={group} now={now} chosen={chosen} choice={choice} />
        ))}
        {groups.length === 0 && !list.more && !list.search?.goesOn && <NoRuns filter={filter} />}
        <OlderRuns list={list} now={now} />
      </div>
      <ChoiceBar choice={choice} runs={order} deeds={deeds} onDo={onDo} />
    </>
  )
}

/** Ctrl+A chooses all, Escape none, the arrows walk from run to run. */
function keysOfList(event: KeyboardEvent<HTMLElement>, choice: Choice): void {
  const { key } = event
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (key === 'a' && (event.ctrlKey || event.metaKey)) choice.all()
  else if (key === 'Escape' && choice.ids.size > 0) choice.none()
  else if (step !== 0) walk(event.currentTarget, event.target as Element, step)
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** From a line to the next, from its box to the next one's box. */
function walk(list: HTMLElement, at: Element, step: number): void {
  const what = at.matches('.run-tick input') ? '.run-tick input' : '.list-row'
  const all = [...list.querySelectorAll<HTMLElement>(what)]
  const here = all.indexOf(at as HTMLElement)
  all[here < 0 ? 0 : here + step]?.focus()
}

type GroupProps = { group: RunGroup; now: number; chosen: string | null; choice: Choice }

function Group({ group, now, chosen, choice }: GroupProps) {
  const { t } = useTranslation('runs')
  const { title } = group
  const words = title.is === 'day' ? sayDayTitle(title.at, now) : t(title.is)
  return (
    <section aria-label={words}>
      <h2 className="list-pane-group label">{words}</h2>
      <ul>
        {group.runs.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            now={now}
            chosen={run.id === chosen}
            withDate={title.is === 'earlier'}
            ticked={choice.ids.has(run.id)}
            onTick={choice.toggle}
          />
        ))}
      </ul>
    </section>
  )
}
