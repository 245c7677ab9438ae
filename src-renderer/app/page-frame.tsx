import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useTriggers } from '../model/trigger-store.ts'
import { Logo } from '../ui/logo.tsx'
import { MORE_PAGES, PAGES, type Page } from './go-pages.ts'
import './page-frame.css'
import { PageIcon } from './page-icon.tsx'
import { useRunningCount } from './use-running-count.ts'

/** The pages beside the editor: navigation on the left, the page on the right. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation()
  const [place] = useLocation()
  const running = useRunningCount()
  const paused = useTriggers((state) => state.pausedSince !== null)
  usePageTitle(title)
  return (
    <div className="frame">
      <nav className="frame-nav" aria-label={t('pages')}>
        <a className="frame-home" href="#/">
          <Logo />
          Blockloom
        </a>
        {PAGES.map((page) => (
          <PageLink key={page} page={page} place={place}>
            {page === 'runs' && running > 0 && <b>{t('running', { count: running })}</b>}
            {page === 'triggers' && paused && <b>{t('triggersPaused')}</b>}
          </PageLink>
        ))}
        <span className="grow" />
        {MORE_PAGES.map((page) => (
          <PageLink key={page} page={page} place={place} />
        ))}
      </nav>
      <main className="frame-main">{children}</main>
    </div>
  )
}

type PageLinkProps = { page: Page; place: string; children?: ReactNode }

function PageLink({ page, place, children }: PageLinkProps) {
  const { t } = useTranslation()
  return (
    <a
      className="frame-link"
      href={`#/${page}`}
      data-command={`go.${page}`}
      aria-current={isUnder(page, place) ? 'page' : undefined}
    >
      <PageIcon page={page} />
      {t(page)}
      {children}
    </a>
  )
}

/** The deleted flows are a page of the flows. */
const isUnder = (page: Page, place: string): boolean =>
  place.startsWith(`/${page}`) || (page === 'flows' && place === '/deleted-flows')

/** The words in the window's or tab's title. */
export function usePageTitle(name: string): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = name === 'Blockloom' || name === '' ? 'Blockloom' : t('title', { name })
  }, [name, t])
}
