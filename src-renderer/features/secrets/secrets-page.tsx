import { KeyRound, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSecrets } from '../../model/secrets-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { KeyGuard, KeyTrouble } from './key-guard.tsx'
import { SecretRow } from './secret-row.tsx'
import { type SecretList, useSecretList } from './use-secret-list.ts'
import './secrets-page.css'

/** Passwords and tokens that flows use and nobody sees: their names, who may use them, and never a value. */
export function SecretsPage() {
  const { t } = useTranslation('secrets')
  const ask = useSecrets((state) => state.ask)
  const { value: list, error } = useSecretList()
  const isEmpty = list?.secrets.length === 0
  return (
    <div className="page">
      <div className="row">
        <h1 className="grow">{t('title')}</h1>
        {list && !isEmpty && (
          <Button kind="main" icon={<Plus size={15} aria-hidden />} onClick={() => ask({})}>
            {t('new')}
          </Button>
        )}
      </div>
      <p className="muted secrets-about">{t('about')}</p>
      <div className="secrets-body">
        {error && <ErrorBox error={inWords(error, t)} />}
        {!list && !error && <LoadingBars label={t('loading')} widths={[60, 44, 52]} />}
        {list && <KeyTrouble list={list} />}
        {isEmpty && (
          <EmptyState
            text={t('empty')}
            action={
              <Button kind="main" icon={<KeyRound size={15} aria-hidden />} onClick={() => ask({})}>
                {t('first')}
              </Button>
            }
          />
        )}
        {list && !isEmpty && <Table list={list} />}
        {list && <KeyGuard report={list.key} />}
      </div>
    </div>
  )
}

/** Whoever may not see them is told who may; every other error has its own words. */
const inWords = (error: { code: string; message: string; fix?: string }, t: (key: string) => string) =>
  error.code === 'api.not-allowed' ? { message: t('notAllowed'), fix: t('notAllowedFix') } : error

function Table({ list }: { list: SecretList }) {
  const { t } = useTranslation('secrets')
  return (
    <div className="secrets-list">
      <div className="secrets-head label" aria-hidden>
        <span>{t('columns.name')}</span>
        <span>{t('columns.for')}</span>
        <span>{t('columns.usedBy')}</span>
        <span>{t('columns.lastUsed')}</span>
        <span>{t('columns.setAt')}</span>
      </div>
      <ul>
        {list.secrets.map((secret) => (
          <SecretRow key={secret.name} secret={secret} list={list} />
        ))}
      </ul>
    </div>
  )
}
