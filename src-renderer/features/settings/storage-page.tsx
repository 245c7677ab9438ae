import { DatabaseBackup } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupView } from '#shared/contract'
import { AppError } from '#shared/error'
import { client, connection } from '../../link/client.ts'
import { tellError, useNotices, whileBusy } from '../../model/notice-store.ts'
import { Button } from '../../ui/button.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { capital, sayDay } from '../../ui/say-time.ts'
import { Select } from '../../ui/select.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { sayBytes } from '../../ui/value-tree/value-words.ts'
import './storage-page.css'

/** Where everything lies, the backups there are, one more at a press, and how one is put back. */
export function StoragePage() {
  const { t } = useTranslation('settings')
  const {
    value: info,
    error: unknown,
    reload: askInfo,
  } = useLoad(useCallback(() => client.system.info(), []))
  const { value: list, error, reload } = useLoad(useCallback(() => client.backups.list(), []))
  const again = useCallback(() => {
    askInfo()
    reload()
  }, [askInfo, reload])
  useFresh(again)
  const { making, failed, make } = useMaking(again)
  const trouble = error ?? unknown
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
      {info && <WhereItLies bytes={info.databaseBytes} folder={info.dataFolder} />}
      {failed && <ErrorBox error={failed} />}
      {trouble && (
        <ErrorBox
          error={trouble}
          action={
            <Button kind="line" onClick={again}>
              {t('storage.again')}
            </Button>
          }
        />
      )}
      {!list && !error && <LoadingBars label={t('storage.loading')} widths={[60, 52, 44]} />}
      {list?.length === 0 && <EmptyState text={t('storage.empty')} />}
      {list && list.length > 0 && <BackupList list={list} />}
      {list && list.length > 0 && <HowToRestore list={list} />}
      <section className="storage-more">
        <h2>{t('storage.more')}</h2>
        <p className="muted">{t('storage.keeps')}</p>
        <p className="muted">{t('storage.key')}</p>
      </section>
    </div>
  )
}

/** A backup of the day is made by itself: somebody who comes back to the window sees it. */
function useFresh(reload: () => void): void {
  const connected = connection((now) => now.state === 'open')
  useEffect(() => {
    if (connected) reload()
  }, [connected, reload])
  useEffect(() => {
    window.addEventListener('focus', reload)
    return () => window.removeEventListener('focus', reload)
  }, [reload])
}

function WhereItLies({ bytes, folder }: { bytes: number; folder: string }) {
  const { t } = useTranslation('settings')
  return (
    <dl className="storage-facts">
      <div>
        <dt className="label">{t('storage.takes')}</dt>
        <dd className="num">{sayBytes(bytes)}</dd>
      </div>
      <div>
        <dt className="label">{t('storage.folder')}</dt>
        <dd className="mono">{folder}</dd>
      </div>
    </dl>
  )
}

function useMaking(reload: () => void) {
  const { t } = useTranslation('settings')
  const [making, setMaking] = useState(false)
  const [failed, setFailed] = useState<AppError | null>(null)
  const make = async () => {
    setMaking(true)
    setFailed(null)
    try {
      const { name } = await whileBusy(t('app:busy.backup'), client.backups.make({}))
      useNotices.getState().tell({ kind: 'info', message: t('storage.made', { name }) })
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
            <td className="num">{capital(sayDay(backup.at, now, true))}</td>
            <td className="muted">{t(`storage.reason.${reasonOf(backup.name)}`)}</td>
            <td className="num backup-size">{sayBytes(backup.bytes)}</td>
            <td className="mono clip" title={backup.path}>
              <bdi>{backup.name}</bdi>
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
function HowToRestore({ list }: { list: readonly BackupView[] }) {
  const { t } = useTranslation('settings')
  const now = Date.now()
  const [path, setPath] = useState<string | null>(null)
  // the newest, until another is chosen; one that is gone meanwhile is none
  const chosen = list.find((backup) => backup.path === path) ?? (list[0] as BackupView)
  const choices = list.map(({ path: value, at, name }) => ({
    value,
    title: `${capital(sayDay(at, now, true))}, ${t(`storage.reason.${reasonOf(name)}`)}`,
  }))
  return (
    <section className="storage-restore">
      <h2>{t('storage.restore')}</h2>
      <Select aria-label={t('storage.which')} value={chosen.path} choices={choices} onChange={setPath} />
      <p>{t('storage.restoreHow')}</p>
      <CopyLine
        text={`blockloom restore "${chosen.path}"`}
        label={t('storage.copy')}
        copied={t('storage.copied')}
        onError={tellError}
      />
      <p className="muted">{t('storage.restoreAfter')}</p>
    </section>
  )
}
