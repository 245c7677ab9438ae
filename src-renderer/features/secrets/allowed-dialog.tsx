import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Secret } from '#shared/contract'
import { client } from '../../link/client.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { useSecrets } from '../../model/secrets-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'

type AllowedDialogProps = {
  secret: Secret
  flows: readonly { id: string; name: string }[]
  onClose(): void
}

/** Chooses the flows that may use a secret; its value stays as it was. */
export function AllowedDialog({ secret, flows, onClose }: AllowedDialogProps) {
  const { t } = useTranslation('secrets')
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(
    secret.flows === null ? null : new Set(secret.flows),
  )
  const save = async () => {
    onClose()
    try {
      // a flow that was deleted cannot be allowed again
      const here = flows.flatMap(({ id }) => (chosen?.has(id) ? [id] : []))
      const allowed = { name: secret.name, flows: chosen === null ? null : here }
      await whileBusy(t('app:busy.secret', { name: secret.name }), client.secrets.set(allowed))
      useSecrets.getState().changed()
    } catch (error) {
      tellError(error)
    }
  }
  const turn = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('whoMayTitle', { name: secret.name })}
      text={t('whoMayText')}
      action={t('save')}
      cancel={t('cancel')}
      onAction={save}
    >
      <Select
        aria-label={t('whoMay')}
        value={chosen === null ? 'all' : 'some'}
        choices={[
          { value: 'all', title: t('allFlows') },
          { value: 'some', title: t('theseFlows') },
        ]}
        onChange={(value) => setChosen(value === 'all' ? null : new Set(secret.flows ?? []))}
      />
      {chosen !== null && (
        <fieldset className="secret-flows" aria-label={t('theseFlows')}>
          {flows.length === 0 && <p className="muted">{t('noFlowsYet')}</p>}
          {flows.map(({ id, name }) => (
            <label key={id} className="secret-flow-choice">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={(event) => turn(id, event.target.checked)}
              />
              <span className="clip">{name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Dialog>
  )
}
