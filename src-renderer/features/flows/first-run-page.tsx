import { HardDrive } from 'lucide-react'
import { type ReactNode, useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { client } from '../../link/client.ts'
import { blockOutline } from '../../ui/block-art/outline.ts'
import { Button } from '../../ui/button.tsx'
import { Logo } from '../../ui/logo.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { DropZone, FileChoice } from './drop-zone.tsx'
import { FlowPicture } from './flow-picture.tsx'
import './first-run.css'
import { useMakeFlow } from './flows-page.tsx'
import { useImport } from './use-import.tsx'

/** What somebody without a flow sees: the ways in that there are. */
export function FirstRunPage() {
  const { t } = useTranslation('flows')
  const [, go] = useLocation()
  const { importFile, question } = useImport()
  const make = useMakeFlow()
  const templates = useLoad(useCallback(() => client.templates.list(), []))
  const [sample] = templates.value ?? []
  useEffect(() => {
    document.title = 'Blockloom'
  }, [])
  return (
    <DropZone className="first-run" hint={t('dropFile')} onFile={importFile}>
      <main className="first-run-page">
        <div className="row first-run-brand">
          <Logo size={40} />
          Blockloom
        </div>
        <h1>{t('first.question')}</h1>
        <p className="muted first-run-promise">{t('first.promise')}</p>
        <div className="ways">
          <Way
            first
            title={t('first.templateTitle')}
            text={t('first.templateText')}
            action={t('first.templateAction')}
            onAction={() => go('/templates')}
            picture={
              sample && (
                <FlowPicture
                  document={sample.document}
                  width={326}
                  height={208}
                  margin={28}
                  label={sample.title}
                />
              )
            }
          />
          <Way
            title={t('first.emptyTitle')}
            text={t('first.emptyText')}
            action={t('first.emptyAction')}
            onAction={make}
            picture={<EmptyPicture />}
          />
        </div>
        <div className="row muted first-run-foot">
          <HardDrive size={15} aria-hidden />
          <span className="grow">{t('first.local')}</span>
          <FileChoice onFile={importFile}>
            {(choose) => (
              <span>
                {t('first.drop')}{' '}
                <button type="button" className="link-button" onClick={choose}>
                  {t('first.choose')}
                </button>
                .
              </span>
            )}
          </FileChoice>
        </div>
      </main>
      {question}
    </DropZone>
  )
}

type WayProps = {
  first?: boolean
  title: string
  text: string
  action: string
  onAction(): void
  picture: ReactNode
}

const Way = ({ first, title, text, action, onAction, picture }: WayProps) => (
  <section className={`way ${first ? 'way-first' : ''}`}>
    <div className="way-picture">{picture}</div>
    <div className="way-text">
      <h2>{title}</h2>
      <p>{text}</p>
      <Button kind={first ? 'main' : 'line'} size="large" onClick={onAction}>
        {action}
      </Button>
    </div>
  </section>
)

/** The outline of the first block, waiting for it. */
const EmptyPicture = () => (
  <svg width="186" height="76" viewBox="-1 -17 186 76" aria-hidden="true">
    <path
      d={blockOutline({ shape: 'hat', width: 184, row: 48 })}
      fill="none"
      stroke="var(--line-strong)"
      strokeWidth="1.5"
      strokeDasharray="5 4"
    />
    <path d="M92 15v18M83 24h18" stroke="var(--muted)" strokeWidth="2" strokeLinecap="round" />
  </svg>
)
