import { DatabaseBackup } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupView } from '#shared/contract'
import { AppError } from '#shared/error'
import { client } from '../../link/client.ts'
import { tellError } from '../../model/notice-store.ts'
import { Button } from '../../ui/button.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { capital, sayDay } from '../../ui/say-time.ts'
import { useLoad } from '../../ui/use-load.ts'
import { sayBytes } from '../../ui/value-tree/value-words.ts'
import './storage-page.css'

/** Where everything lies, the backups there are, one more at a press, and how one is put back. */
export function StoragePage() {
  const { t } = useTranslation('settings')
  const { value: info } = useLoad(useCallback(() => client.system.info(), []))
  const { value: list, error, reload } = useLoad(useCallback(() => client.backups.list(), []))
  const { making, failed, make } = useMaking(reload)
  return (
    <div className="page storage">
      <div className="row">
        <h1 className="grow">{t('storage.title')}</h1>
        <Button
          kind="main"
          icon={<DatabaseBackup size={15} aria-hidden />}
          disabled={making}
          onClick={() => void make()}
        >
          {t(making ? 'storage.making' : 'storage.make')}
        </Button>
      </div>
      <p className="muted">{t('storage.about')}</p>
      {info && (
        <p>
          {t('storage.lies', { size: sayBytes(info.databaseBytes) })}{' '}
          <span className="mono">{info.dataFolder}</span>
        </p>
      )}
      <p className="muted">{t('storage.keeps')}</p>
      <p className="muted">{t('storage.key')}</p>
      {failed && <ErrorBox error={failed} />}
      {error && <ErrorBox error={error} />}
      {!list && !error && <LoadingBars label={t('storage.loading')} widths={[60, 52, 44]} />}
      {list?.length === 0 && <EmptyState text={t('storage.empty')} />}
      {list && list.length > 0 && <BackupList list={list} />}
      {list && list.length > 0 && <HowToRestore newest={list[0] as BackupView} />}
    </div>
  )
}

function useMaking(reload: () => void) {
  const [making, setMaking] = useState(false)
  const [failed, setFailed] = useState<AppError | null>(null)
  const make = async () => {
    setMaking(true)
    setFailed(null)
    try {
      await client.backups.make({})
      reload()
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown
      setFailed(thrown)
    } finally {
      setMaking(false)
    }
  }
  return { making, failed, make }
}

function BackupList({ list }: { list: readonly BackupView[] }) {
  const { t } = useTranslation('settings')
  const now = Date.now()
  return (
    <table className="backups">
      <caption className="label">{t('storage.backups')}</caption>
      <thead className="label">
        <tr>
          <th scope="col">{t('storage.when')}</th>
          <th scope="col">{t('storage.why')}</th>
          <th scope="col" className="backup-size">
            {t('storage.size')}
          </th>
          <th scope="col">{t('storage.file')}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((backup) => (
          <tr key={backup.path}>
            <td>{capital(sayDay(backup.at, now))}</td>
            <td className="muted">{t(`storage.reason.${reasonOf(backup.name)}`)}</td>
            <td className="num backup-size">{sayBytes(backup.bytes)}</td>
            <td className="mono clip" title={backup.path}>
              {backup.name}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Its name says what it was made for. */
function reasonOf(name: string): 'daily' | 'restore' | 'version' | 'asked' {
  if (name.startsWith('daily-')) return 'daily'
  if (name.includes('before-restore')) return 'restore'
  return name.includes('before-version') ? 'version' : 'asked'
}

/** Putting one back takes the database out of the host's hands, so it is done while none runs. */
function HowToRestore({ newest }: { newest: BackupView }) {
  const { t } = useTranslation('settings')
  return (
    <section>
      <h2>{t('storage.restore')}</h2>
      <p>{t('storage.restoreHow')}</p>
      <div className="restore-line">
        <CopyLine
          text={`blockloom restore "${newest.path}"`}
          label={t('storage.copy')}
          copied={t('storage.copied')}
          onError={tellError}
        />
      </div>
      <p className="muted">{t('storage.restoreAfter')}</p>
    </section>
  )
}
