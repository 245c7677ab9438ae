import { useTranslation } from 'react-i18next'
import { isFiltered, NO_FILTER, type RunsFilter, useRunsFilter } from '../../model/runs-filter.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/places.tsx'

/** Why there is nothing here, and what can be done about it. */
export function NoRuns({ filter }: { filter: RunsFilter }) {
  const { t } = useTranslation('runs')
  const only = useRunsFilter((state) => state.only)
  const { text, result } = filter
  const others = isFiltered({ ...filter, text: '' })
  const onlyDead = result === 'dead' && !isFiltered({ ...filter, result: '' })
  const place = (words: string, action: string, then: Partial<RunsFilter>) => (
    <EmptyState
      text={words}
      action={
        <Button kind="line" onClick={() => only(then)}>
          {action}
        </Button>
      }
    />
  )
  return (
    <div className="list-pane-place">
      {!isFiltered(filter) ? (
        <EmptyState
          text={t('noRuns')}
          action={
            <a className="btn btn-line" href="#/flows">
              {t('toFlows')}
            </a>
          }
        />
      ) : text !== '' && others ? (
        place(t('none.textHere', { text }), t('searchAll'), { ...NO_FILTER, text })
      ) : text !== '' ? (
        place(t('none.text', { text }), t('clearSearch'), NO_FILTER)
      ) : (
        place(t(onlyDead ? 'none.dead' : 'none.filter'), t('clearFilters'), NO_FILTER)
      )}
    </div>
  )
}
