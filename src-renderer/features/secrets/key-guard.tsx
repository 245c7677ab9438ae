import { LockKeyhole } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SecretKeyReport } from '#shared/contract'
import { client } from '../../link/client.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { useSecrets } from '../../model/secrets-store.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/places.tsx'
import type { SecretList } from './use-secret-list.ts'

/** The key is lost or not the one they were set with: said plainly, with which secrets that takes away. */
export function KeyTrouble({ list: { key, secrets } }: { list: SecretList }) {
  const { t } = useTranslation('secrets')
  const lost = secrets.filter(({ readable }) => !readable).map(({ name }) => name)
  if (key.problem)
    return <ErrorBox error={{ message: key.problem.message, fix: key.problem.fix ?? t('keyFix') }} />
  if (lost.length === 0) return null
  return (
    <ErrorBox
      error={{
        message: t('wrongKey', { path: key.path }),
        fix: t('wrongKeyFix', { count: lost.length, names: lost.slice(0, 12).join(', ') }),
      }}
    />
  )
}

/** Who can open the key: whoever reads its file, or only the keychain of this computer. */
export function KeyGuard({ report: { guard, keychain, path } }: { report: SecretKeyReport }) {
  const { t } = useTranslation('secrets')
  if (guard === null) return null
  const other = guard === 'file' ? 'keychain' : 'file'
  const change = async () => {
    try {
      await whileBusy(t('app:busy.key'), client.secrets.guard({ with: other }))
      useSecrets.getState().changed()
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <section className="key-guard" aria-label={t('guardTitle')}>
      <LockKeyhole size={16} aria-hidden />
      <div className="grow">
        <h2>{t('guardTitle')}</h2>
        <p className="muted">{t(`guard.${guard}`, { path })}</p>
        {guard === 'file' && keychain !== 'there' && <p className="muted">{t(`keychain.${keychain}`)}</p>}
      </div>
      {(guard === 'keychain' || keychain === 'there') && (
        <Button kind="line" onClick={change}>
          {t(`guardWith.${other}`)}
        </Button>
      )}
    </section>
  )
}
