import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RUN_STATUSES, type RunStatus, type RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { useRunsFilter } from '../../model/runs-filter.ts'
import { Button } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/input.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { Select } from '../../ui/select.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { groupRuns, type RunGroup } from './group-runs.ts'
import { WaitingForYou } from './run-questions.tsx'
import { RunRow } from './run-row.tsx'
import { sayDayTitle, sayStatus } from './run-words.ts'
import { useNow } from './use-now.ts'
import { type RunList, useRunList } from './use-run-list.ts'

const ALL = ''
/** A search goes on into older pages until so many fit. */
const ENOUGH = 20

/** All runs, alive and past; by flow, by result, by name. */
export function RunListPane({ chosen }: { chosen: string | null }) {
  const { t } = useTranslation('runs')
  const [words, setWords] = useState('')
  const { flow, status, byFlow, byStatus } = useRunsFilter()
  const list = useRunList({ flow: flow || null, status: status || null })
  const flows = useFlowChoices(list.runs)
  const search = useDeferredValue(words.trim().toLowerCase())
  const shown = useMemo(
    () => list.runs?.filter((run) => run.flowName.toLowerCase().includes(search)),
    [list.runs, search],
  )
  useSearchOn(list, search, shown?.length ?? 0)
  const statuses = RUN_STATUSES.map((value) => ({ value, title: sayStatus(value) }))
  return (
    <section className="list-pane" aria-label={t('title')}>
      <div className="list-pane-head">
        <h1>{t('title')}</h1>
        <SearchInput
          className="list-pane-search"
          placeholder={t('search')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <div className="row">
          <Select
            className="list-pane-filter"
            aria-label={t('byFlow')}
            value={flow}
            choices={[{ value: ALL, title: t('allFlows') }, ...flows]}
            onChange={byFlow}
          />
          <Select<RunStatus | typeof ALL>
            className="list-pane-filter"
            aria-label={t('byResult')}
            value={status}
            choices={[{ value: ALL, title: t('anyResult') }, ...statuses]}
            onChange={byStatus}
          />
        </div>
      </div>
      <RunGroups
        list={list}
        shown={shown}
        chosen={chosen}
        filtered={search !== '' || flow !== ALL || status !== ALL}
      />
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

function useSearchOn({ more, runs }: RunList, search: string, found: number): void {
  useEffect(() => {
    if (search !== '' && found < ENOUGH && more && runs) void more()
  }, [search, found, more, runs])
}

type GroupsProps = {
  list: RunList
  shown: readonly RunSummary[] | undefined
  chosen: string | null
  filtered: boolean
}

function RunGroups({ list, shown, chosen, filtered }: GroupsProps) {
  const { t } = useTranslation('runs')
  const now = useNow(shown?.some((run) => run.endedAt === null) ?? false)
  const groups = useMemo(() => groupRuns(shown ?? [], now), [shown, now])
  if (list.error && !shown)
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
  if (!shown)
    return (
      <div className="list-pane-place">
        <LoadingBars label={t('loading')} widths={[60, 48, 56, 40]} />
      </div>
    )
  if (groups.length === 0 && !list.more)
    return (
      <div className="list-pane-place">{filtered ? <p className="muted">{t('noneFit')}</p> : <NoRuns />}</div>
    )
  return (
    <div className="list-pane-groups">
      {!filtered && <WaitingForYou chosen={chosen} now={now} />}
      {groups.map((group) => (
        <Group key={group.key} group={group} now={now} chosen={chosen} />
      ))}
      {list.more && (
        <Button kind="line" className="run-more" onClick={list.more}>
          {t('showOlder')}
        </Button>
      )}
    </div>
  )
}

function NoRuns() {
  const { t } = useTranslation('runs')
  return (
    <EmptyState
      text={t('noRuns')}
      action={
        <a className="btn btn-line" href="#/flows">
          {t('toFlows')}
        </a>
      }
    />
  )
}

function Group({ group, now, chosen }: { group: RunGroup; now: number; chosen: string | null }) {
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
          />
        ))}
      </ul>
    </section>
  )
}
