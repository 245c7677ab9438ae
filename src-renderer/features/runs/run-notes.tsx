import { Archive, Inbox, type LucideIcon, Pause } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { attempt, whileBusy } from '../../model/notice-store.ts'
import { Button } from '../../ui/button.tsx'
import { sayDate } from '../../ui/say-time.ts'
import { useDoAgain } from './do-again.ts'

type NoteProps = { icon: LucideIcon; title: string; tone?: 'warn'; children?: ReactNode }

/** Something about a run that somebody should know, or do something about. */
export const RunNote = ({ icon: Icon, title, tone, children }: NoteProps) => (
  <section className={`run-note ${tone === 'warn' ? 'run-note-warn' : ''}`} aria-label={title}>
    <Icon size={16} aria-hidden />
    <div>
      <b>{title}</b>
      {children}
    </div>
  </section>
)

/** It was started by itself, failed for good, and nobody has looked. */
export function DeadLetter({ summary }: { summary: RunSummary }) {
  const { t } = useTranslation('runs')
  const { id, flowName } = summary
  const doAgain = useDoAgain(summary)
  const putAside = () =>
    attempt(() => whileBusy(t('page.puttingAside', { name: flowName }), client.runs.dismiss({ id })))
  return (
    <RunNote icon={Inbox} tone="warn" title={t('page.isDead')}>
      <p>{t('page.isDeadText')}</p>
      <div className="run-note-actions">
        <Button kind="line" onClick={() => void doAgain({ from: 'start' })}>
          {t('page.retryStart')}
        </Button>
        <Button kind="line" onClick={putAside}>
          {t('page.doPutAside')}
        </Button>
      </div>
    </RunNote>
  )
}

type Standing = NonNullable<RunSummary['standing']>

/** It is paused: where it stands, and why. */
export function Held({ standing: { why, at, pointers, problem } }: { standing: Standing }) {
  const { t } = useTranslation('runs')
  const name = pointers.find(({ n }) => n === at)?.blockName
  return (
    <RunNote icon={Pause} title={name === undefined ? t('page.held') : t('page.heldBefore', { name })}>
      <p>{t(`page.heldWhy.${why}`)}</p>
      {problem && (
        <p className="danger">
          {problem.message} {problem.fix}
        </p>
      )}
    </RunNote>
  )
}

/** Its flow says how long steps are kept. */
export function Pruned({ at, now }: { at: number; now: number }) {
  const { t } = useTranslation('runs')
  return (
    <RunNote icon={Archive} title={t('page.pruned', { when: sayDate(at, now) })}>
      <p>{t('page.prunedText')}</p>
    </RunNote>
  )
}
