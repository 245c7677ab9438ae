import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { client } from '../../link/client.ts'
import { attempt, whileBusy } from '../../model/notice-store.ts'
import { useTriggers } from '../../model/trigger-store.ts'
import { Button } from '../../ui/button.tsx'
import { sayDay } from '../../ui/say-time.ts'

/** Holds every trigger, or lets all go on: in one place, always in sight. */
export function PauseControl() {
  const { t } = useTranslation('triggers')
  const paused = useTriggers((state) => state.pausedSince !== null)
  const known = useTriggers((state) => state.triggers !== null)
  if (!known) return null
  const turn = () =>
    attempt(() =>
      paused
        ? whileBusy(t('app:busy.goOnAll'), client.triggers.goOn())
        : whileBusy(t('app:busy.pauseAll'), client.triggers.pause()),
    )
  const Icon = paused ? Play : Pause
  return (
    <Button kind={paused ? 'main' : 'line'} icon={<Icon size={14} aria-hidden />} onClick={turn}>
      {t(paused ? 'goOn' : 'pauseAll')}
    </Button>
  )
}

/** Said as long as it lasts; screen readers hear it when it begins. */
export function PausedBox({ now }: { now: number }) {
  const { t } = useTranslation('triggers')
  const since = useTriggers((state) => state.pausedSince)
  return (
    <div role="status">
      {since !== null && (
        <p className="triggers-paused">
          <Pause size={16} aria-hidden />
          <span>
            <b>{t('paused', { since: sayDay(since, now) })}</b> {t('pausedText')}
          </span>
        </p>
      )}
    </div>
  )
}
