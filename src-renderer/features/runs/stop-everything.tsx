import { OctagonX, Square } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../link/client.ts'
import { attempt, useNotices, whileBusy } from '../../model/notice-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { sayDay } from '../../ui/say-time.ts'
import { useLoad } from '../../ui/use-load.ts'
import { RunNote } from './run-notes.tsx'
import { useNow } from './use-now.ts'

export type Stopped = {
  /** ms since the epoch; null: runs may start; undefined: not known yet */
  since: number | null | undefined
  reload(): void
}

/** Whether everything is stopped. Another window or a program may have done it, so it is asked again when looked at. */
export function useStopped(): Stopped {
  const { value, reload } = useLoad(useCallback(() => client.runs.stopped(), []))
  useEffect(() => {
    window.addEventListener('focus', reload)
    return () => window.removeEventListener('focus', reload)
  }, [reload])
  return { since: value?.stoppedSince, reload }
}

/** Ends all runs and lets none start; asks first, since what is under way is not done to its end. */
export function StopEverything({ onDone }: { onDone(): void }) {
  const { t } = useTranslation('runs')
  const [asks, setAsks] = useState(false)
  const stop = () => {
    setAsks(false)
    attempt(async () => {
      const { cancelled } = await whileBusy(t('stopAll.busy'), client.runs.stopAll())
      useNotices.getState().tell({ kind: 'info', message: t('stopAll.done', { count: cancelled }) })
      onDone()
    })
  }
  return (
    <>
      <Button kind="line" icon={<Square size={14} aria-hidden />} onClick={() => setAsks(true)}>
        {t('stopAll.title')}
      </Button>
      <Dialog
        open={asks}
        danger
        onClose={() => setAsks(false)}
        title={t('stopAll.ask')}
        text={t('stopAll.text')}
        action={t('stopAll.title')}
        cancel={t('stopAll.cancel')}
        onAction={stop}
      />
    </>
  )
}

/** Above the runs while none may start. */
export function EverythingStopped({ since, onDone }: { since: number; onDone(): void }) {
  const { t } = useTranslation('runs')
  const now = useNow(false)
  const goOn = () =>
    attempt(async () => {
      await whileBusy(t('stopAll.goingOn'), client.runs.resumeAll())
      onDone()
    })
  return (
    <div className="runs-stopped">
      <RunNote icon={OctagonX} tone="warn" title={t('stopAll.stopped')}>
        <p>{t('stopAll.since', { when: sayDay(since, now) })}</p>
        <div className="run-note-actions">
          <Button kind="line" onClick={goOn}>
            {t('stopAll.goOn')}
          </Button>
        </div>
      </RunNote>
    </div>
  )
}
