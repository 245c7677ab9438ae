import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriggerState } from '#shared/contract'
import { useTriggers } from '../../model/trigger-store.ts'
import { Button } from '../../ui/button.tsx'
import { SearchInput } from '../../ui/input.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { Select } from '../../ui/select.tsx'
import { sayTriggerSentence } from '../../ui/trigger/say-trigger.ts'
import { GROUPS, type GroupName, groupOf, groupTriggers } from './group-triggers.ts'
import { PauseControl, PausedBox } from './pause-control.tsx'
import { TriggerRow } from './trigger-row.tsx'

const ALL = ''

type PaneProps = { chosen: TriggerState | null; now: number }

/** Every trigger of every flow that is on; by words, by flow, by how it is. */
export function TriggerListPane({ chosen, now }: PaneProps) {
  const { t } = useTranslation('triggers')
  const { triggers, error } = useTriggers()
  const [words, setWords] = useState('')
  const [flow, setFlow] = useState(ALL)
  const [group, setGroup] = useState<GroupName | typeof ALL>(ALL)
  const search = useDeferredValue(words.trim().toLowerCase())
  const flows = useMemo(() => flowChoices(triggers ?? []), [triggers])
  const shown = triggers?.filter(
    (one) =>
      (flow === ALL || one.flowId === flow) &&
      (group === ALL || groupOf(one) === group) &&
      wordsOf(one).includes(search),
  )
  const showAll = () => {
    setWords('')
    setFlow(ALL)
    setGroup(ALL)
  }
  const groups = GROUPS.map((value) => ({ value, title: t(`group.${value}`) }))
  return (
    <section className="list-pane" aria-label={t('title')}>
      <div className="list-pane-head">
        <div className="row">
          <h1 className="grow">{t('title')}</h1>
          <PauseControl />
        </div>
        <PausedBox now={now} />
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
            onChange={setFlow}
          />
          <Select<GroupName | typeof ALL>
            className="list-pane-filter"
            aria-label={t('byState')}
            value={group}
            choices={[{ value: ALL, title: t('anyState') }, ...groups]}
            onChange={setGroup}
          />
        </div>
      </div>
      {error && (
        <div className="list-pane-place">
          <ErrorBox error={error} />
        </div>
      )}
      {!triggers && !error && (
        <div className="list-pane-place">
          <LoadingBars label={t('loading')} widths={[60, 48, 56, 40]} />
        </div>
      )}
      {triggers?.length === 0 && <NoTriggers />}
      {shown?.length === 0 && triggers?.length !== 0 && (
        <div className="list-pane-place">
          <EmptyState
            text={t('noneFit')}
            action={
              <Button kind="line" onClick={showAll}>
                {t('showAll')}
              </Button>
            }
          />
        </div>
      )}
      {shown && shown.length > 0 && <Groups triggers={shown} chosen={chosen} now={now} />}
    </section>
  )
}

/** What a search looks in. */
const wordsOf = (trigger: TriggerState): string =>
  [sayTriggerSentence(trigger), trigger.flowName, trigger.blockName, trigger.address].join('\n').toLowerCase()

const flowChoices = (triggers: readonly TriggerState[]) =>
  [...new Map(triggers.map(({ flowId, flowName }) => [flowId, flowName]))]
    .map(([value, title]) => ({ value, title }))
    .sort((a, b) => a.title.localeCompare(b.title))

function NoTriggers() {
  const { t } = useTranslation('triggers')
  return (
    <div className="list-pane-place">
      <EmptyState
        text={t('empty')}
        action={
          <a className="btn btn-line" href="#/flows">
            {t('toFlows')}
          </a>
        }
      />
    </div>
  )
}

type GroupsProps = { triggers: readonly TriggerState[]; chosen: TriggerState | null; now: number }

function Groups({ triggers, chosen, now }: GroupsProps) {
  const { t } = useTranslation('triggers')
  return (
    <div className="list-pane-groups">
      {groupTriggers(triggers).map(({ name, triggers: members }) => (
        <section key={name} aria-label={t(`group.${name}`)}>
          <h2 className="list-pane-group label">{t(`group.${name}`)}</h2>
          <ul>
            {members.map((one) => (
              <TriggerRow
                key={`${one.flowId} ${one.block}`}
                trigger={one}
                now={now}
                chosen={chosen?.flowId === one.flowId && chosen.block === one.block}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
