import { Radio } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { Button } from '../../../ui/button.tsx'
import { sayClock } from '../../../ui/say-time.ts'
import { ValueTree } from '../../../ui/value-tree/value-tree.tsx'
import { useInspected } from '../inspector-context.ts'
import { CopyLine } from './copy-line.tsx'
import { useNextCall } from './use-next-call.ts'

/** How long the host waits for a call, ms. */
const LONGEST_WAIT = 600_000

/** Waits for one call, shows it, and keeps it as the sample that the blocks below are filled in with. */
export function CatchCall() {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const flow = useFlow((state) => state.id)
  const { state, wait, cancel } = useNextCall(flow, block.id)
  const isWaiting = state.is === 'waiting'
  return (
    <div className="catch">
      <div className="hat-head">
        <h3 className="label grow">{t('catch.title')}</h3>
        <Button
          kind="line"
          size="small"
          icon={isWaiting ? undefined : <Radio size={13} aria-hidden />}
          onClick={() => (isWaiting ? cancel() : void wait())}
        >
          {t(isWaiting ? 'catch.cancel' : state.is === 'resting' ? 'catch.start' : 'catch.again')}
        </Button>
      </div>
      {isWaiting && state.address !== undefined && (
        <>
          <p className="field-note muted">{t('catch.sendTo')}</p>
          <CopyLine text={state.address} label={t('catch.copyAddress')} />
        </>
      )}
      <div role="status" className="field-note">
        {isWaiting && t('catch.waiting', { until: sayClock(state.since + LONGEST_WAIT) })}
        {state.is === 'caught' && t('catch.caught')}
      </div>
      {state.is === 'resting' && <p className="field-note muted">{t('catch.about')}</p>}
      {state.is === 'caught' && <Caught value={state.value} />}
      {state.is === 'failed' && (
        <div className="field-problem" role="alert">
          <span aria-hidden />
          <span>
            {state.error.message} {state.error.fix}
          </span>
        </div>
      )}
    </div>
  )
}

function Caught({ value }: { value: Json }) {
  const { t } = useTranslation('hats')
  const roots = [{ key: 'call', label: t('catch.call'), category: 'start' as const, value, open: true }]
  return <ValueTree roots={roots} label={t('catch.call')} />
}
