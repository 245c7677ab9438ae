import { Plus, Upload } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { client } from '../../link/client.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { DropZone, FileChoice } from './drop-zone.tsx'
import { FlowRow } from './flow-row.tsx'
import { useFlowsFilter } from './flows-filter.ts'
import { FlowsToolbar } from './flows-toolbar.tsx'
import './flows-page.css'
import { makeEmptyFlow } from './make-flow.ts'
import { useFlowList } from './use-flow-list.ts'
import { useImport } from './use-import.tsx'

/** All flows, the last changed first. */
export function FlowsPage() {
  const { t } = useTranslation('flows')
  const [words, setWords] = useState('')
  const search = useDeferredValue(words.trim())
  const list = useFlowList(search)
  const tags = useTags(list.flows)
  const { importFile, question } = useImport()
  const make = useMakeFlow()
  return (
    <DropZone hint={t('dropFile')} onFile={importFile}>
      <div className="page">
        <div className="row">
          <h1 className="grow">{t('title')}</h1>
          <FileChoice onFile={importFile}>
            {(choose) => (
              <Button
                data-command="flows.import"
                kind="line"
                icon={<Upload size={15} aria-hidden />}
                onClick={choose}
              >
                {t('import')}
              </Button>
            )}
          </FileChoice>
          <Button data-command="go.new-flow" kind="main" icon={<Plus size={15} aria-hidden />} onClick={make}>
            {t('new')}
          </Button>
        </div>
        <FlowsToolbar words={words} onWords={setWords} tags={tags.value ?? []} />
        <FlowsList list={list} search={search} />
      </div>
      {question}
    </DropZone>
  )
}

/** All tags there are; asked for again whenever the list has changed. */
function useTags(flows: unknown) {
  const tags = useLoad(useCallback(() => client.flows.tags(), []))
  const { reload } = tags
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list may have other tags
  useEffect(reload, [flows, reload])
  return tags
}

type FlowsListProps = { list: ReturnType<typeof useFlowList>; search: string }

function FlowsList({ list, search }: FlowsListProps) {
  const { t } = useTranslation('flows')
  const { flows, error, more, reload } = list
  const tag = useFlowsFilter((state) => state.tag)
  if (error)
    return (
      <div className="flows-list">
        <ErrorBox error={error} />
      </div>
    )
  if (!flows)
    return (
      <div className="flows-list">
        <LoadingBars label={t('loading')} widths={[60, 44, 52, 38]} />
      </div>
    )
  if (flows.length === 0)
    return (
      <div className="flows-list">
        {search || tag !== null ? (
          <p className="muted">{search ? t('noMatch', { words: search }) : t('noTag', { tag })}</p>
        ) : (
          <EmptyState
            text={t('empty')}
            action={
              <a className="btn btn-line" href="#/templates">
                {t('first.templateAction')}
              </a>
            }
          />
        )}
      </div>
    )
  return (
    <div className="flows-list">
      <div className="flows-head label" aria-hidden>
        <span>{t('columns.name')}</span>
        <span>{t('columns.on')}</span>
        <span>{t('columns.lastRun')}</span>
        <span>{t('columns.version')}</span>
        <span>{t('columns.changed')}</span>
      </div>
      <ul>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} onChanged={reload} />
        ))}
      </ul>
      {more && (
        <Button kind="line" className="flows-more" onClick={more}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

/** Makes an empty flow and opens it. */
export function useMakeFlow(): () => Promise<void> {
  const { t } = useTranslation('flows')
  const [, go] = useLocation()
  return useCallback(async () => {
    try {
      const making = makeEmptyFlow(t('newName'), catalog.get('start/manual')?.title ?? t('newName'))
      go(`/flows/${await whileBusy(t('app:busy.newFlow'), making)}`)
    } catch (error) {
      tellError(error)
    }
  }, [go, t])
}
