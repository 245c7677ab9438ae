import { ChevronDown, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#shared/run'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { type Again, useDoAgain } from './do-again.ts'

type RetryProps = {
  summary: RunSummary
  /** it can also be done with the flow as it stands now */
  flowIsKept: boolean
  /** nobody has done anything about it yet: it is what the page is for */
  urgent: boolean
}

/** Does a run again: the usual way at a press, the others in the menu beside it. */
export function RetryControl({ summary, flowIsKept, urgent }: RetryProps) {
  const { t } = useTranslation('runs')
  const doAgain = useDoAgain(summary)
  const failed = summary.status === 'failed'
  const usual: Again = { from: failed ? 'failed' : 'start' }
  const kind = urgent ? 'main' : 'line'
  const item = (again: Again, words: string) => (
    <MenuItem key={words} onClick={() => void doAgain(again)}>
      {words}
    </MenuItem>
  )
  return (
    <span className="run-retry">
      <Button
        kind={kind}
        icon={<RotateCcw size={14} aria-hidden />}
        onClick={() => void doAgain(usual)}
        data-retry
      >
        {t(failed ? 'page.retryFailed' : 'page.runAgain')}
      </Button>
      <Menu
        align="end"
        trigger={
          <IconButton
            className={`btn-${kind}`}
            label={t('page.retryWays')}
            icon={<ChevronDown size={14} aria-hidden />}
          />
        }
      >
        {failed && item({ from: 'failed' }, t('page.fromFailed'))}
        {item({ from: 'start' }, t('page.fromStart'))}
        {flowIsKept && (
          <>
            <MenuRule />
            {failed && item({ from: 'failed', asItStands: true }, t('page.fromFailedNow'))}
            {item({ from: 'start', asItStands: true }, t('page.fromStartNow'))}
          </>
        )}
      </Menu>
    </span>
  )
}
