import { Blocks, Zap } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { TriggerState } from '#shared/contract'
import { client } from '../../link/client.ts'
import { attempt, whileBusy } from '../../model/notice-store.ts'
import { revealOnceOpen } from '../../model/open-at.ts'
import { useTriggers } from '../../model/trigger-store.ts'
import { Button } from '../../ui/button.tsx'
import { PaneButton } from '../../ui/pane-button.tsx'
import { ErrorBox } from '../../ui/places.tsx'
import { capital } from '../../ui/say-time.ts'
import { Switch } from '../../ui/switch.tsx'
import { sayAway, sayTriggerSentence } from '../../ui/trigger/say-trigger.ts'
import { TriggerTag } from '../../ui/trigger/trigger-mark.tsx'
import { FireDialog } from './fire-dialog.tsx'
import { TriggerFacts } from './trigger-facts.tsx'
import { TriggerHistory } from './trigger-history.tsx'

type ViewProps = { trigger: TriggerState; now: number }

/** One trigger: how it is, when it is due, what it did. */
export function TriggerView({ trigger, now }: ViewProps) {
  return (
    <>
      <Head trigger={trigger} />
      {trigger.error && <Failure trigger={trigger} now={now} />}
      {trigger.warning && (
        <p className="trigger-warning">
          <Zap size={16} aria-hidden />
          {trigger.warning}
        </p>
      )}
      <TriggerFacts trigger={trigger} now={now} />
      <TriggerHistory trigger={trigger} now={now} />
    </>
  )
}

function Head({ trigger }: { trigger: TriggerState }) {
  const { t } = useTranslation('triggers')
  const [, go] = useLocation()
  const [firing, setFiring] = useState(false)
  const paused = useTriggers((state) => state.pausedSince !== null)
  const { flowId, block, flowName } = trigger
  const open = () => {
    revealOnceOpen(flowId, block)
    go(`/flows/${flowId}`)
  }
  return (
    <header className="chosen-pane-head trigger-head">
      <div className="trigger-head-line">
        <h1 className="grow">{capital(sayTriggerSentence(trigger))}</h1>
        <PaneButton label={t('openOnCanvas')} icon={<Blocks size={16} aria-hidden />} onClick={open} />
        <Button
          // while all are paused, going on is what the page is for
          kind={paused ? 'line' : 'main'}
          icon={<Zap size={14} aria-hidden />}
          onClick={() => setFiring(true)}
        >
          {t('fireNow')}
        </Button>
      </div>
      <div className="trigger-head-line trigger-head-facts">
        <TriggerTag trigger={trigger} />
        <span className="grow sm muted clip">
          {t('starts')}{' '}
          <a className="trigger-flow" href={`#/flows/${flowId}`}>
            {flowName}
          </a>
        </span>
        <OneSwitch trigger={trigger} />
      </div>
      {firing && <FireDialog trigger={trigger} onClose={() => setFiring(false)} />}
    </header>
  )
}

/** Off, it starts nothing, while the other triggers of its flow go on. */
function OneSwitch({ trigger: { flowId: flow, block, blockName, state } }: { trigger: TriggerState }) {
  const { t } = useTranslation('triggers')
  const id = useId()
  const turn = (on: boolean) =>
    attempt(() =>
      on
        ? whileBusy(t('app:busy.switchOn', { name: blockName }), client.triggers.enable({ flow, block }))
        : whileBusy(t('app:busy.switchOff', { name: blockName }), client.triggers.disable({ flow, block })),
    )
  return (
    <span className="row">
      <Switch id={id} on={state !== 'off'} onChange={turn} aria-label={t('thisOne')} />
      <label className="sm" htmlFor={id}>
        {t(state === 'off' ? 'switch.off' : 'switch.on')}
      </label>
    </span>
  )
}

function Failure({ trigger, now }: ViewProps) {
  const { t } = useTranslation('triggers')
  const { flowId: flow, block, blockName: name, error, retryAt } = trigger
  if (!error) return null
  const again = () =>
    attempt(() => whileBusy(t('app:busy.switchOn', { name }), client.triggers.enable({ flow, block })))
  const when = retryAt === null ? '' : t('triedAgain', { when: sayAway(Math.max(retryAt, now), now) })
  return (
    <div className="trigger-error">
      <ErrorBox
        error={{ message: error.message, fix: [error.fix, when].filter(Boolean).join(' ') }}
        action={
          <Button kind="line" onClick={again}>
            {t('tryNow')}
          </Button>
        }
      />
    </div>
  )
}
