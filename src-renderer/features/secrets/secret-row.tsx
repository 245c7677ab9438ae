import type { TFunction } from 'i18next'
import { Pencil, Trash2, TriangleAlert, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Secret } from '#shared/contract'
import { useSecrets } from '../../model/secrets-store.ts'
import { MoreButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { capital, sayDay } from '../../ui/say-time.ts'
import { Tag } from '../../ui/tag.tsx'
import { AllowedDialog } from './allowed-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import type { SecretList } from './use-secret-list.ts'

type RowProps = { secret: Secret; list: SecretList }

/** One secret: its name, who may use it, who does, and when it was last used. */
export function SecretRow({ secret, list }: RowProps) {
  const { t } = useTranslation('secrets')
  const { name, setAt, lastUsedAt, readable } = secret
  const now = Date.now()
  const usedBy = list.uses[name] ?? []
  return (
    <li className="secret-row">
      <span className="row grow">
        <b className="mono clip" dir="auto" title={name}>
          {name}
        </b>
        {!readable && (
          <Tag tone="danger" icon={<TriangleAlert size={12} aria-hidden />}>
            {t('unreadable')}
          </Tag>
        )}
      </span>
      <span className="sm muted clip">{sayAllowed(secret, list, t)}</span>
      <span className="sm clip">
        {usedBy.length === 0 ? (
          <span className="muted">{t('noFlow')}</span>
        ) : (
          <>
            <a className="secret-flow" href={`#/flows/${usedBy[0]?.id}`}>
              {usedBy[0]?.name}
            </a>
            {usedBy.length > 1 && (
              <span className="muted" title={usedBy.map((flow) => flow.name).join(', ')}>
                {' '}
                {t('andMore', { count: usedBy.length - 1 })}
              </span>
            )}
          </>
        )}
      </span>
      <span className="sm muted num clip">
        {lastUsedAt === null ? t('neverUsed') : capital(sayDay(lastUsedAt, now))}
      </span>
      <span className="sm muted num clip">{capital(sayDay(setAt, now))}</span>
      <RowMenu secret={secret} list={list} />
    </li>
  )
}

function sayAllowed({ flows }: Secret, list: SecretList, t: TFunction<'secrets'>) {
  if (flows === null) return t('allFlows')
  const [first] = flows
  if (first === undefined) return t('noFlowMay')
  const name = list.flows.find(({ id }) => id === first)?.name ?? t('goneFlow')
  return flows.length === 1 ? name : `${name} ${t('andMore', { count: flows.length - 1 })}`
}

function RowMenu({ secret, list }: RowProps) {
  const { t } = useTranslation('secrets')
  const ask = useSecrets((state) => state.ask)
  const [asking, setAsking] = useState<'allowed' | 'delete' | null>(null)
  const close = () => setAsking(null)
  const { name } = secret
  return (
    <>
      <Menu align="end" trigger={<MoreButton label={t('actions', { name })} />}>
        <MenuItem
          icon={<Pencil size={15} aria-hidden />}
          onClick={() => ask({ name, fixed: true, exists: true })}
        >
          {t('change')}
        </MenuItem>
        <MenuItem icon={<Users size={15} aria-hidden />} onClick={() => setAsking('allowed')}>
          {t('whoMay')}
        </MenuItem>
        <MenuRule />
        <MenuItem danger icon={<Trash2 size={15} aria-hidden />} onClick={() => setAsking('delete')}>
          {t('delete')}
        </MenuItem>
      </Menu>
      {asking === 'allowed' && <AllowedDialog secret={secret} flows={list.flows} onClose={close} />}
      {asking === 'delete' && <DeleteDialog name={name} usedBy={list.uses[name] ?? []} onClose={close} />}
    </>
  )
}
