import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriggerState } from '#shared/contract'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { client } from '../../link/client.ts'
import { useNotices, whileBusy } from '../../model/notice-store.ts'
import { catalog } from '../../ui/block-art/known-blocks.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { JsonField, jsonIn, jsonText } from '../../ui/json-field.tsx'
import { LoadingBars } from '../../ui/places.tsx'
import { sayTriggerSentence } from '../../ui/trigger/say-trigger.ts'
import { useLoad } from '../../ui/use-load.ts'

type FireProps = { trigger: TriggerState; onClose(): void }

/** Fires a trigger by hand, with its sample or with what is written here. */
export function FireDialog({ trigger, onClose }: FireProps) {
  const { t } = useTranslation('triggers')
  const { flowId: flow, block } = trigger
  const { value, error } = useLoad(useCallback(() => client.triggers.show({ flow, block }), [flow, block]))
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState<AppError | null>(null)
  const [sending, setSending] = useState(false)
  const text = typed ?? (value ? jsonText(sampleOf(value)) : '')
  const fire = async () => {
    if (sending || !value) return
    setSending(true)
    const trouble = await whileBusy(t('firing', { flow: trigger.flowName }), fireWith(trigger, text))
    setSending(false)
    if (trouble) setWrong(trouble)
    else onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('fireTitle')}
      text={t('fireText', { flow: trigger.flowName, what: sayTriggerSentence(trigger) })}
      action={t('fire')}
      cancel={t('cancel')}
      onAction={fire}
    >
      {!value && !error && <LoadingBars label={t('loadingSample')} widths={[40, 60]} />}
      {value && (
        <JsonField
          label={t('sample')}
          help={t('sampleHelp')}
          text={text}
          wrong={wrong}
          onText={(next) => {
            setTyped(next)
            setWrong(jsonIn(next).wrong)
          }}
        />
      )}
      {error && <Said error={error} />}
    </Dialog>
  )
}

/** What is written at the hat, else what its kind gives as an example. */
const sampleOf = ({ type, sample }: { type: string; sample: Json }): Json =>
  sample ?? catalog.get(type)?.fields.sample?.default ?? null

/** @returns why it did not fire */
async function fireWith({ flowId: flow, block }: TriggerState, text: string): Promise<AppError | null> {
  const said = jsonIn(text)
  if (said.wrong) return said.wrong
  try {
    const { outcome, why } = await client.triggers.fire({ flow, block, value: said.value })
    if (outcome === 'dropped' || outcome === 'skipped')
      useNotices.getState().tell({ kind: 'info', message: why ?? outcome })
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

const Said = ({ error }: { error: AppError }) => (
  <p className="sm danger" role="alert">
    {error.message} {error.fix}
  </p>
)
