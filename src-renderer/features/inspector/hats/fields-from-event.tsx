import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../../../model/flow-store.ts'
import { Button } from '../../../ui/button.tsx'
import { useInspected } from '../inspector-context.ts'
import { lastGiven } from './last-given.ts'
import { fieldsOfPayload, type PayloadField } from './payload-fields.ts'

type Outcome = 'resting' | 'loading' | 'made' | 'none' | 'noFields' | 'unreachable'

/** Makes the fields of what came last, and before anything came, of the sample. */
export function FieldsFromEvent({ onFields }: { onFields(fields: readonly PayloadField[]): void }) {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const flow = useFlow((state) => state.id)
  const [outcome, setOutcome] = useState<Outcome>('resting')
  const take = async () => {
    if (outcome === 'loading') return
    setOutcome('loading')
    try {
      const last = flow === null ? undefined : await lastGiven(flow, block.id)
      const payload = last === undefined ? (block.config.sample ?? undefined) : last
      // the flow may have been left meanwhile
      if (useFlow.getState().id !== flow) return
      const fields = fieldsOfPayload(payload)
      if (fields) onFields(fields)
      setOutcome(fields ? 'made' : payload === undefined ? 'none' : 'noFields')
    } catch {
      setOutcome('unreachable')
    }
  }
  return (
    <>
      <Button kind="line" size="small" aria-disabled={outcome === 'loading'} onClick={() => void take()}>
        {t('payload.fromLast')}
      </Button>
      <p className="field-note muted payload-outcome" role="status">
        {outcome === 'resting' || outcome === 'loading' ? '' : t(`payload.from.${outcome}`)}
      </p>
    </>
  )
}
