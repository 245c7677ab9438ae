import { ArrowLeft } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeletedFlow } from '#shared/contract'
import { DELETED_KEPT_DAYS } from '#shared/flow'
import { client, connection } from '../../link/client.ts'
import { bringBack, eraseFlow, useDeletedFlows } from '../../model/deleted-flows.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { DeletedRow } from './deleted-row.tsx'
import './flows-page.css'
import './deleted-page.css'

/** more are shown at a press */
const PAGE = 100
/** the most that can be asked for at once: the oldest beyond are not shown before others are gone */
const MOST = 500

/** Flows that were deleted and can be brought back, the last deleted one first. */
export function DeletedPage() {
  const { t } = useTranslation('flows')
  const [erasing, setErasing] = useState<DeletedFlow | null>(null)
  const { list, error, more } = useDeletedList()
  const goesFrom = useFocusAfter(list)
  return (
    <div className="page">
      <a className="deleted-way" href="#/flows">
        <ArrowLeft size={15} aria-hidden />
        {t('title')}
      </a>
      <h1>{t('bin.title')}</h1>
      <p className="muted deleted-about">{t('bin.about', { days: DELETED_KEPT_DAYS })}</p>
      <div className="flows-list">
        {error && <ErrorBox error={error} />}
        {!list && !error && <LoadingBars label={t('bin.loading')} widths={[60, 44, 52]} />}
        {list?.length === 0 && (
          <EmptyState
            text={t('bin.empty')}
            action={
              <a className="btn btn-line" href="#/flows">
                {t('bin.toFlows')}
              </a>
            }
          />
        )}
        {list && list.length > 0 && (
          <>
            <div className="deleted-head label" aria-hidden>
              <span>{t('columns.name')}</span>
              <span>{t('bin.deleted')}</span>
              <span>{t('bin.goes')}</span>
            </div>
            <ul>
              {list.map((flow, at) => (
                <DeletedRow
                  key={flow.id}
                  flow={flow}
                  onBack={() => {
                    goesFrom(at)
                    void bringBack(flow)
                  }}
                  onErase={() => {
                    goesFrom(at)
                    setErasing(flow)
                  }}
                />
              ))}
            </ul>
          </>
        )}
        {more && (
          <Button kind="line" className="flows-more" onClick={more}>
            {t('more')}
          </Button>
        )}
      </div>
      {erasing && <EraseFlow flow={erasing} onClose={() => setErasing(null)} />}
    </div>
  )
}

/** A row that goes while the keyboard is on it leaves it to the row that takes its place. */
function useFocusAfter(list: readonly DeletedFlow[] | undefined): (at: number) => void {
  const from = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is when a row may have gone
  useEffect(() => {
    if (from.current === null || document.activeElement !== document.body) return
    const buttons = document.querySelectorAll<HTMLElement>('.deleted-back')
    const next = buttons[Math.min(from.current, buttons.length - 1)]
    from.current = null
    ;(next ?? document.querySelector<HTMLElement>('.deleted-way'))?.focus()
  }, [list])
  return (at) => {
    from.current = at
  }
}

/** Fresh again whenever one was deleted or brought back here, and when the window or the connection comes back. */
function useDeletedList() {
  const turn = useDeletedFlows((state) => state.turn)
  const connected = connection((now) => now.state === 'open')
  const [limit, setLimit] = useState(PAGE)
  const { value, error, reload } = useLoad(useCallback(() => client.deletedFlows.list({ limit }), [limit]))
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what asks again
  useEffect(reload, [reload, turn, connected])
  useEffect(() => {
    window.addEventListener('focus', reload)
    return () => window.removeEventListener('focus', reload)
  }, [reload])
  const isMore = value?.next != null && limit < MOST
  return { list: value?.items, error, more: isMore ? () => setLimit(MOST) : null }
}

/** Asks before a deleted flow goes for good. */
function EraseFlow({ flow, onClose }: { flow: DeletedFlow; onClose(): void }) {
  const { t } = useTranslation('flows')
  return (
    <Dialog
      open
      danger
      onClose={onClose}
      title={t('bin.eraseTitle', { name: flow.name })}
      text={t('bin.eraseText')}
      action={t('bin.erase')}
      cancel={t('cancel')}
      onAction={() => {
        onClose()
        void eraseFlow(flow)
      }}
    />
  )
}

/** The way to the deleted flows; there is none while there are none. */
export function DeletedLink() {
  const { t } = useTranslation('flows')
  const turn = useDeletedFlows((state) => state.turn)
  const { value, reload } = useLoad(useCallback(() => client.deletedFlows.list({ limit: 1 }), []))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is what asks again
  useEffect(reload, [reload, turn])
  useEffect(() => {
    window.addEventListener('focus', reload)
    return () => window.removeEventListener('focus', reload)
  }, [reload])
  if (!value || value.items.length === 0) return null
  return (
    <a className="flows-deleted" href="#/deleted-flows" data-command="go.deleted-flows">
      {t('bin.title')}
    </a>
  )
}
