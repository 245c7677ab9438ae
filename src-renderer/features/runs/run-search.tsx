import { LoaderCircle, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { sayDay } from '../../ui/say-time.ts'
import type { RunList } from './use-run-list.ts'

/** At the foot of the list: how far back a search has looked, and the way on; without a search, the way to older runs. */
export function OlderRuns({ list, now }: { list: RunList; now: number }) {
  const { t } = useTranslation('runs')
  const { more, search } = list
  if (!search)
    return (
      more && (
        <Button kind="line" className="run-more" onClick={more}>
          {t('showOlder')}
        </Button>
      )
    )
  if (!more || search.to === null) return null
  return (
    <div className="run-search">
      {search.goesOn ? (
        <LoaderCircle size={14} aria-hidden className="run-search-turns" />
      ) : (
        <Search size={14} aria-hidden />
      )}
      <span className="grow">{t('searchedTo', { when: sayDay(search.to, now) })}</span>
      {search.goesOn ? (
        <Button kind="line" size="small" onClick={search.stop}>
          {t('stopSearching')}
        </Button>
      ) : (
        <Button kind="line" size="small" onClick={more}>
          {t('searchOn')}
        </Button>
      )}
    </div>
  )
}

/** For those who do not see the list: that it is searched, and what came of it. */
export function SaySearch({ list: { runs, search } }: { list: RunList }) {
  const { t } = useTranslation('runs')
  const words = search && (search.goesOn ? t('searching') : t('found', { count: runs?.length ?? 0 }))
  return (
    <span className="unseen" role="status">
      {words}
    </span>
  )
}
